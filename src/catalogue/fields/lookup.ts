import { lookupSource } from '../../model/lookup';
import { known } from './define';
import type { Field } from './field';

/** What somebody outside answers: asked only when a rule gets that far (DESIGN.md 1, Lookups). */
export const LOOKUP_FIELDS: readonly Field[] = [
  {
    id: 'lookup.*',
    // Texts; those that are a plain number compare as one too.
    kind: 'custom',
    family: 'lookup',
    // With an answer it is set, without a usable one unknown, nothing at the pointer included: never missing, so that
    // `is_not_set` is never true, and whether it is set is worth asking.
    mayMiss: true,
    // A model repeats what it has read.
    writtenBy: 'customer',
    needs: (key) => [lookupSource(key)],
    read: (facts, key) => {
      const { said } = known(facts, lookupSource(key));
      return 'value' in said ? said.value : said;
    },
    example: { operator: 'is', value: 'refund', match: 'refund', noMatch: 'delivery' },
  },
];
