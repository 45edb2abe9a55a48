import * as room from './check/document';

/** What reads and checks a document. In the package it is packed until a document comes that was not checked before. */
export const checker = (): typeof room => room;
