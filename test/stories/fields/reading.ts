import { FIELDS } from '../../../src/catalogue/fields';
import type { Kind } from '../../../src/model/value';
import type { EventId } from '../../../src/model/event';
import type { Sandbox } from '../../sandbox';
import { runRecords } from '../runs';

/** What a rule saw in a field: its value, null where it is missing, `UNKNOWN` where the server could not tell. */
export type Sight = string | number | boolean | readonly string[] | null;
export const UNKNOWN = '(unknown)';

/** A condition of each kind; which one does not matter, it only makes the field be read. */
const ASK: Readonly<Record<Kind, { readonly operator: string; readonly value: unknown }>> = {
  text: { operator: 'is', value: 'x' },
  locale: { operator: 'is', value: 'xx' },
  phone: { operator: 'is', value: '999' },
  custom: { operator: 'is', value: 'x' },
  choice: { operator: 'is', value: 'x' },
  username: { operator: 'is', value: 'x' },
  department: { operator: 'is', value: 'x' },
  list: { operator: 'includes', value: 'x' },
  number: { operator: 'equals', value: 999 },
  duration: { operator: 'equals', value: 'P999D' },
  time: { operator: 'between', value: ['03:00', '03:01'] },
  boolean: { operator: 'is', value: true },
};

/** Stands for the star of a family in these rules. */
const KEYS: Readonly<Record<string, string>> = {
  'conversation.custom.*': 'crm',
  'customer.custom.*': 'plan',
  'operation.hours.*': 'night-team',
  'lookup.*': 'intent',
  'answer.*': 'topic',
  'input.*': 'amount',
};

/** Every field, a family by one of its members. */
export const ASKED: readonly string[] = FIELDS.map(({ id }) => id.replace('*', KEYS[id] ?? '*'));

/** A rule for each field that runs, watching, whenever this happens, unless the field is unknown. */
export const rulesOn = (on: EventId) => ({
  rules: [
    ...rulesThatRaise(on),
    ...FIELDS.map(({ id, kind, choices }, index) => {
      const ask = ASK[kind];
      const asked = { field: ASKED[index], operator: ask.operator, value: choices?.[0] ?? ask.value };
      return {
        id: `f-${index}`,
        name: id,
        mode: 'watch',
        on,
        if: { any: [asked, { none: [asked] }] },
        do: [{ action: 'note_conversation', text: 'read' }],
        // Never in these stories: what such a rule sees is played in schedules.test.ts.
        ...(on === 'schedule' && { schedule: { at: 'Sun 03:00' } }),
        ...(on === 'manual' && { inputs: [{ id: 'amount', label: 'Amount', kind: 'text' }] }),
      };
    }),
  ],
  calendars: { 'night-team': { timezone: 'America/Sao_Paulo', hours: 'Mon-Fri 22:00-06:00' } },
  lookups: { intent: { get: 'https://shop.example/intent', read: '/wants' } },
});

/** An answer needs a question. */
function rulesThatRaise(on: EventId): readonly object[] {
  const ask = { action: 'ask', id: 'topic', text: 'What about?', choices: TOPICS };
  return on === 'question_answered'
    ? [{ id: 'ask', name: 'Ask', on: 'customer_message', if: 'always', do: [ask] }]
    : [];
}
const TOPICS = [
  { value: 'bill', label: 'An invoice' },
  { value: 'other', label: 'Something else' },
];

/** What the rules saw on the latest event of this name in a conversation, by field. */
export function readingsOf(shop: Sandbox, conversation: string, on: EventId): Readonly<Record<string, Sight>> {
  const runs = runRecords(shop).filter((run) => run.conversation === conversation && run.event.on === on);
  const event = runs.at(-1)?.event.id;
  const seen = runs
    .filter((run) => run.event.id === event && run.rule.startsWith('f-'))
    .map((run) => [Number(run.rule.slice(2)), run] as const);
  const byRule = new Map(seen);
  return Object.fromEntries(
    ASKED.map((field, index) => {
      const conditions = byRule.get(index)?.conditions;
      const first = conditions && 'group' in conditions ? conditions.conditions[0] : undefined;
      return [field, first && 'seen' in first ? first.seen : UNKNOWN];
    }),
  );
}
