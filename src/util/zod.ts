/** The library for schemas. In the package it stays packed until somebody asks for one (.ci/build.mjs). */
export { z } from 'zod/mini';
