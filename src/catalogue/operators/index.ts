/** How values compare: one entry an operator, one file a family of kinds. */
export { OPERATORS, operatorFor, operatorsOf } from './registry';
export { checkComparison, compileTest, type CompiledTest } from './check';
export { givenFact } from './given';
export { valueSchema } from './schema';
export {
  MISSING,
  PREPARE,
  sightOf,
  UNKNOWN,
  type Prepare,
  type Seen,
  type SeenDepartment,
  type SeenList,
  type SeenText,
  type Sight,
} from './seen';
export type { Operator } from './operator';
