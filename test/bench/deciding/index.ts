import { jsonLogicEngine, jsonRulesEngine, ours, siftFilters } from './deciders';
import { limit } from './limit';

/** All who are measured, by the name in the table. */
export const DECIDERS = {
  ours,
  limit,
  sift: siftFilters,
  'json-logic-engine': jsonLogicEngine,
  'json-rules-engine': jsonRulesEngine,
};
