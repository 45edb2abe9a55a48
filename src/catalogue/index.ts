import { actionOf, allActions } from './actions';
import { fieldOf, FIELDS } from './fields';
import type { Action } from './actions/action';
import type { FieldRef } from './fields/field';

/** Everything that rules may name. */
export const CATALOGUE: Catalogue = {
  fieldOf,
  fieldIds: FIELDS.map(({ id }) => id),
  actionOf,
  actionIds: allActions().map(({ id }) => id),
};

/** What rules may name. Handed in, so that the check can be tried with a small one. */
export interface Catalogue {
  fieldOf(id: string): FieldRef | undefined;
  /** Every field id, families with their star, in the order of the reference. */
  readonly fieldIds: readonly string[];
  actionOf(id: string): Action | undefined;
  readonly actionIds: readonly string[];
}
