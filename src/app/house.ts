import * as room from './compose';

/** All that there is behind the hooks. In the package it is packed until the app is opened. */
export const house = (): typeof room => room;
