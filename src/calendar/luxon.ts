import * as library from 'luxon';

/** The library for zones and dates. In the package it stays packed until a zone other than UTC is asked (.ci/build.mjs). */
export const luxon = (): typeof library => library;
