import { actionOf, ACTIONS } from './actions';
import { fieldOf, FIELDS } from './fields';
import type { Catalogue } from '../rules/schema';

/** Everything that rules may name. */
export const CATALOGUE: Catalogue = {
  fieldOf,
  fieldIds: FIELDS.map(({ id }) => id),
  actionOf,
  actionIds: ACTIONS.map(({ id }) => id),
};
