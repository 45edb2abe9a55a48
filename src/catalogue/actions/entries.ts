import * as room from './all';

/** What actions are and do. In the package it is packed until a rule runs, or somebody comes. */
export const entries = (): typeof room => room;
