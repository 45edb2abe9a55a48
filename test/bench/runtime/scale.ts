import type { Customer } from '../../sandbox';
import { DOCUMENT, fillWithYears } from '../../support/years-of-records';
import { takingTurns, type Contender } from '../measure';
import { atMost, type Row } from '../row';
import { openPlace, type Place } from './shops';
import type { Size } from './size';
import { startsInTurns } from './starts';

/** What nobody would call slower: with records of years as without. */
const NOT_SLOWER = 1.25;

/** A server that has been running for years beside one with the same thousand rules that has just begun. */
export async function benchScale({ heavy, starts }: Size): Promise<readonly Row[]> {
  const places = { years: await opened(fillWithYears), days: await opened() };
  const both = (contender: (there: There) => Contender) => ({
    years: contender(places.years),
    days: contender(places.days),
  });
  try {
    const known = await takingTurns(both(oneMessage), heavy);
    // Before new conversations: what these wait for is due in ten minutes, and a sweep reads what is due in the ten
    // minutes on the clock, so that one place could have them to read and the other not.
    const sweep = await takingTurns(both(sweeps), heavy);
    const fresh = await takingTurns(both(newConversation), heavy);
    const why = await takingTurns(both(typed('why')), heavy);
    const list = await takingTurns(both(typed('')), heavy);
    const { years, days } = await startsInTurns({ years: places.years.place, days: places.days.place }, starts);
    const row = (what: string, both: { years: number; days: number }, bar?: number): Row =>
      atMost(`${what}, years of records (other: none), ms`, both.years, both.days, bar);
    const enabled = { years: years.ms, days: days.ms };
    const handled = { years: years.handled, days: days.handled };
    return [
      row('a message of a known customer', known, NOT_SLOWER),
      row('a new conversation, until all is done', fresh, NOT_SLOWER),
      row('a sweep', sweep, NOT_SLOWER),
      row('/workflow why', why, NOT_SLOWER),
      row('/workflow, the list of 1,000 rules', list, NOT_SLOWER),
      row('start to enabled', enabled, NOT_SLOWER),
      row('start to the first message handled', handled, NOT_SLOWER),
      atMost('memory idle, years of records (other: none), MB', years.memory, days.memory),
    ];
  } finally {
    for (const { place } of Object.values(places)) await place.shop.stop();
  }
}

interface There {
  readonly place: Place;
  readonly carla: Customer;
}

async function opened(fill?: typeof fillWithYears): Promise<There> {
  const place = await openPlace(undefined, DOCUMENT.rules);
  const carla = place.shop.customer('carla');
  await carla.writes('hello');
  await place.shop.settled();
  fill?.(place.shop, carla);
  return { place, carla };
}

/** Everything once a customer has been done. */
function oneMessage({ place }: There): Contender {
  return { once: () => place.says('good morning') };
}

function newConversation({ place: { shop } }: There): Contender {
  let count = 0;
  return {
    once: async () => {
      await shop.customer(`new-${++count}`).writes('hello');
      await shop.settled();
    },
  };
}

/** What the scheduler has the app do each minute. */
function sweeps({ place: { shop } }: There): Contender {
  const job = shop.db.jobs.find(({ name }) => name.startsWith('workflow-sweep'));
  if (!job) throw new Error('no sweep is planned');
  return {
    once: async () => {
      job.nextRunAt = new Date();
      await shop.settled();
    },
  };
}

const typed =
  (line: string) =>
  ({ place: { shop }, carla }: There): Contender => ({
    once: () => shop.agent('admin').runs(`/workflow ${line}`.trim(), carla),
    after: () => shop.settled(),
  });
