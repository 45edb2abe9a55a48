import { fieldOf } from '../../../src/catalogue/fields';
import type { Facts } from '../../../src/model/facts';
import { isUnknown } from '../../../src/model/value';
import { LANGUAGES, translate } from '../../../src/text/message';
import { conversation, event, START } from '../../support/fakes';

const agent = { id: 'maria', username: 'maria', kind: 'human', enabled: true } as const;

test.each([
  ['holidays that cannot be read', 'operation.holiday'],
  ['a calendar that is not there', 'operation.hours.night'],
  ['the weekday, without a zone', 'operation.weekday'],
  ['the time, without a zone', 'operation.time'],
  ['a status that the server does not tell', 'agent.status'],
])('why it is unknown is said in each language: %s', (_what, id) => {
  const { field, key } = fieldOf(id)!;
  const environment = { zone: 'Nowhere/At-all', calendars: new Map() } as never as Facts['environment'];
  const facts: Facts = {
    event: event('customer_message', START, 'Hello', conversation('c1', { agent })),
    now: START,
    environment,
    known: {},
  };
  const fact = field.read(facts, key);
  const why = isUnknown(fact) ? fact.unknown : 'it is known';
  if (typeof why === 'string') throw new Error(`"${why}" is said in one language`);
  expect(new Set(LANGUAGES.map((language) => translate(language, why))).size).toBe(LANGUAGES.length);
});
