import * as re2js from 're2js';

/** The library for patterns. In the package it stays packed until a rule has one (.ci/build.mjs). */
export const re2 = (): typeof re2js => re2js;
