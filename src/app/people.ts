import * as room from './people-room';

/** Administration for people, screens and commands. In the package they are packed until the first person comes. */
export const forPeople = (): typeof room => room;
