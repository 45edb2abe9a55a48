import { sandbox, type Sandbox } from '../sandbox';
import type { Look } from '../sandbox/runtime/bridges/persistence';

/**
 * A server that has been running for years: 100,000 runs, 100,000 turns of `once` and 10,000 waits in the store, 1,000
 * rules. Counted is what a real database would look at: every document that carries the first key of a query.
 */
const RUNS = 100_000;
const TURNS = 100_000;
const WAITS = 10_000;
const START = '2026-03-04T10:00:00Z';
/** Documents that one query of an event may look at. */
const MOST = 50;

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
const DOCUMENT = {
  rules: [...RULES, ...Array.from({ length: 1_000 - RULES.length }, never)].map((rule) => ({ name: rule.id, ...rule })),
};

type Template = { readonly keys: readonly string[]; readonly data: object };

/** Puts as many records as the app itself would have written for others: their ids in place of this one's. */
function fill(shop: Sandbox, family: string, count: number): void {
  const like = shop.db.records.find(({ associations }) => associations.at(-1)?.id === family);
  if (!like) throw new Error(`the app has written none of "${family}"`);
  const { appId, associations } = like;
  const text = JSON.stringify({ keys: associations.map(({ id }) => id), data: like.data } satisfies Template);
  const own = [...new Set(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g))];
  for (let at = 0; at < count; at++) {
    // Twenty runs a conversation; what is its own of each record is new.
    const other = own.reduce((left, id, index) => left.replaceAll(id, `${at}-${index}`), text);
    // Waits are armed and due at all times of a month.
    const minutes = (at * 4) % (30 * 24 * 60);
    const { keys, data } = JSON.parse(
      other
        .replaceAll('room-2', `old-room-${Math.floor(at / 20)}`)
        .replaceAll('carla', `old-${Math.floor(at / 20)}`)
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

let shop: Sandbox;
beforeAll(async () => {
  shop = await sandbox({
    agents: ['anna'],
    managers: ['boss'],
    clock: new Date(START),
    server: { routing: 'Manual_Selection' },
    settings: { rules: DOCUMENT },
  });
  const carla = shop.customer('carla');
  await carla.writes('hello');
  await shop.settled();
  fill(shop, 'runs', RUNS);
  fill(shop, 'once_marks', TURNS);
  fill(shop, 'later', WAITS);
}, 120_000);
afterAll(() => shop.stop());

/** The queries that this takes, the most expensive one first. */
async function queries(does: () => Promise<unknown>): Promise<readonly Look[]> {
  const looks: Look[] = [];
  shop.db.looks = looks;
  await does();
  await shop.settled();
  delete shop.db.looks;
  return looks.sort((one, other) => other.documents - one.documents);
}

const costly = (looks: readonly Look[]) => looks.filter(({ documents }) => documents > MOST);
const runs = (line: string) => () => shop.agent('boss').runs(`/workflow ${line}`, shop.customer('carla'));

it.each<[string, () => Promise<unknown>]>([
  ['a message of a known customer', async () => shop.customer('carla').writes('Carla')],
  ['a message of a new one', async () => shop.customer('dora').writes('hello')],
  ['an agent', async () => shop.agent('anna').takes(shop.customer('dora'))],
  ['a close', async () => shop.agent('anna').closes(shop.customer('dora'))],
])('%s: no query looks at more than fifty documents', async (_what, does) => {
  const looks = await queries(does);
  expect(looks.length).toBeGreaterThan(0);
  expect(costly(looks)).toEqual([]);
});

it.each<[string, () => Promise<unknown>]>([
  ['/workflow why', runs('why')],
  ['/workflow runs', runs('runs')],
  ['/workflow rules, of a thousand', runs('rules')],
])('%s: no query looks at more than fifty documents', async (_what, does) => {
  const looks = await queries(does);
  expect(looks.length).toBeGreaterThan(0);
  expect(costly(looks)).toEqual([]);
});

it('a start reads the waits, once, and nothing else as a whole; the sweeps after it read what is due', async () => {
  const start = await queries(() => shop.restart());
  expect(costly(start).map(({ keys }) => keys)).toEqual([['later']]);
  const sweeps = await queries(() => shop.advance('PT10M'));
  expect(sweeps.length).toBeGreaterThan(0);
  expect(costly(sweeps)).toEqual([]);
}, 60_000);
