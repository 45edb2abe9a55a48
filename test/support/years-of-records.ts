import type { Customer, Sandbox } from '../sandbox';

/**
 * A server that has been running for years: 100,000 runs, 100,000 turns of `once` and 10,000 waits in the store, 1,000
 * rules.
 */
const RUNS = 100_000;
const TURNS = 100_000;
const WAITS = 10_000;

const says = { action: 'send_message', text: 'Hello', also: true };
const RULES = [
  { id: 'greet', on: 'customer_message', if: 'always', do: [says], once: { per: 'conversation' } },
  {
    id: 'back',
    on: 'customer_message',
    if: { field: 'customer.returning', operator: 'is', value: false },
    do: [says, { action: 'add_contact_tags', tags: ['new'] }, { action: 'note_contact', text: 'New' }],
    once: { per: 'customer', within: 'P30D' },
  },
  { id: 'remind', on: 'customer_message', if: 'always', do: [says], wait: { for: 'PT10M' } },
  { id: 'ask', on: 'customer_message', if: 'always', do: [{ action: 'ask', id: 'name', text: 'Who are you?' }] },
  { id: 'bye', on: 'conversation_closed', if: 'always', do: [{ action: 'note_contact', text: 'Closed' }] },
];
const never = (_: unknown, at: number) => ({
  id: `never-${at}`,
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: `word${at}x` },
  do: [says],
  once: { per: 'conversation' },
});
/** As it is saved. */
export const DOCUMENT = {
  rules: [...RULES, ...Array.from({ length: 1_000 - RULES.length }, never)].map((rule) => ({ name: rule.id, ...rule })),
};

type Template = { readonly keys: readonly string[]; readonly data: object };

/** As many records as the app itself would have written for others. @param like somebody who has written once */
export function fillWithYears(shop: Sandbox, like: Customer): void {
  fill(shop, like, 'runs', RUNS);
  fill(shop, like, 'once_marks', TURNS);
  fill(shop, like, 'later', WAITS);
}

/** Ids of others in place of this one's. */
function fill(shop: Sandbox, { id: customer, conversation }: Customer, family: string, count: number): void {
  const like = shop.db.records.find(({ associations }) => associations.at(-1)?.id === family);
  if (!like) throw new Error(`the app has written none of "${family}"`);
  const { appId, associations } = like;
  const room = conversation()._id;
  const text = JSON.stringify({ keys: associations.map(({ id }) => id), data: like.data } satisfies Template);
  const own = [...new Set(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g))];
  for (let at = 0; at < count; at++) {
    // Twenty runs a conversation; what is its own of each record is new.
    const other = own.reduce((left, id, index) => left.replaceAll(id, `${at}-${index}`), text);
    // Waits are armed and due at all times of a month.
    const minutes = (at * 4) % (30 * 24 * 60);
    const { keys, data } = JSON.parse(
      other
        .replaceAll(room, `old-room-${Math.floor(at / 20)}`)
        .replaceAll(customer, `old-${Math.floor(at / 20)}`)
        .replace(/armed:(\d+)/, (_, armed: string) => `armed:${Number(armed) - 60 - minutes}`)
        .replace(/due:(\d+)/, (_, due: string) => `due:${Number(due) + 6 + Math.floor(minutes / 10)}`)
        .replace(/"due":(\d+)/, (_, due: string) => `"due":${Number(due) + (60 + minutes) * 60_000}`),
    ) as Template;
    shop.db.records.push({
      id: `${family}-${at}`,
      appId,
      associations: keys.map((id) => ({ model: 'misc', id })),
      data,
    });
  }
}
