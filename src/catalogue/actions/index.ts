import type { Action } from './action';
import { entries } from './entries';

/** Everything that a rule may do. */
export const allActions = (): readonly Action[] => entries().ACTIONS;

/** The action of this id; undefined when there is none. */
export function actionOf(id: string): Action | undefined {
  return allActions().find((action) => action.id === id);
}

/** The actions that ask the customer something: what every message wants to know is not to open all that actions are. */
export const ASKING: readonly string[] = ['ask'];
