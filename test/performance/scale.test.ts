import { sandbox, type Sandbox } from '../sandbox';
import type { Look } from '../sandbox/runtime/bridges/persistence';
import { DOCUMENT, fillWithYears } from '../support/years-of-records';

/**
 * On a server that has been running for years. Counted is what a real database would look at: every document that
 * carries the first key of a query.
 */
const START = '2026-03-04T10:00:00Z';
/** Documents that one query of an event may look at. */
const MOST = 50;

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
  fillWithYears(shop, carla);
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

it('a start reads nothing as a whole; the first sweep reads what waits, once, and those after it what is due', async () => {
  const start = await queries(async () => {
    await shop.restart();
    // The app begins when the server has its answer, or with whatever comes first.
    await runs('why')();
    await shop.customer('carla').writes('Carla again');
  });
  expect(start.length).toBeGreaterThan(0);
  expect(costly(start)).toEqual([]);
  const first = await queries(() => shop.advance('PT1M'));
  expect(costly(first).map(({ keys }) => keys)).toEqual([['later']]);
  const sweeps = await queries(() => shop.advance('PT10M'));
  expect(sweeps.length).toBeGreaterThan(0);
  expect(costly(sweeps)).toEqual([]);
}, 60_000);
