import type { Condition } from '../../catalogue/document';
import type { EventId } from '../../model/event';
import type { NameUsed } from './templates';

/** What of a rule can be asked already, though other parts of it may be wrong. */
export interface ValidParts {
  /** Undefined when `on` is wrong. */
  readonly events?: readonly EventId[];
  /** Undefined when `if` is wrong. */
  readonly condition?: 'always' | Condition;
  /** The fields that its templates name. */
  readonly names: readonly NameUsed[];
}
