import { takingTurns, type Contender } from '../measure';
import { atMost, noMore, type Row } from '../row';
import { EMPTY_APP, LOOKUPS, openPlace, RECORD_APP, REPLY_APP, rulesOf, unmatched, type Place } from './shops';
import type { Size } from './size';

const WHERE_IT_CAME_FROM = 'message that no rule matches';

/** Messages in the real runtime, one at a time and many at once. */
export async function benchMessages(size: Size): Promise<readonly Row[]> {
  const places = {
    empty: await openPlace(EMPTY_APP),
    reply: await openPlace(REPLY_APP),
    records: await openPlace(RECORD_APP),
    ours10: await openPlace(undefined, rulesOf(10)),
    ours100: await openPlace(undefined, rulesOf(100)),
    ours1000: await openPlace(undefined, rulesOf(1000)),
    lookups: await openPlace(undefined, rulesOf(1000, true), { lookups: LOOKUPS }),
  };
  const { empty, reply, records, ours10, ours100, ours1000, lookups } = places;
  try {
    const alone = await takingTurns(
      {
        empty: unmatchedAt(empty, 1000),
        ours10: unmatchedAt(ours10, 10),
        ours100: unmatchedAt(ours100, 100),
        ours1000: unmatchedAt(ours1000, 1000),
        lookups: unmatchedAt(lookups, 1000),
        emptyOutside: { once: () => empty.saysOutside('good morning') },
        oursOutside: { once: () => ours1000.saysOutside('good morning') },
      },
      size.light,
    );
    const report = String(lookups.shop.setting('rules_report'));
    if (!report.startsWith('Active rules: 1000.')) throw new Error(`the rules with a lookup do not run: ${report}`);
    const calls = await callsOf(ours1000, unmatchedAt(ours1000, 1000), size.light.batch);
    const acting = await takingTurns(
      {
        reply: { once: () => reply.says('hello') },
        records: { once: () => records.says('hello') },
        match: { once: () => ours100.says('#match') },
        assign: { once: () => ours100.says('#assign', { id: 'customer-2', channel: 'whatsapp', plan: 'gold' }) },
        history: { once: () => ours100.says('#history', { id: 'customer-3', channel: 'whatsapp', plan: 'gold' }) },
        replySeen: untilAnswered(reply, 'hello'),
        matchSeen: untilAnswered(ours100, '#match'),
      },
      size.heavy,
    );
    const many: Row[] = [];
    for (const count of [1, 8, 64]) {
      const figures = await takingTurns(
        { empty: atOnce(unmatchedAt(empty, 1000), count), ours: atOnce(unmatchedAt(ours1000, 1000), count) },
        { ...size.light, batch: Math.ceil(size.light.batch / count) },
      );
      many.push(
        atMost(`1,000 rules, ${count} messages in flight, ms each`, figures.ours / count, figures.empty / count),
      );
    }
    return [
      atMost(`${WHERE_IT_CAME_FROM}, 10 rules, ms`, alone.ours10, alone.empty),
      atMost(`${WHERE_IT_CAME_FROM}, 100 rules, ms`, alone.ours100, alone.empty, 1.25),
      atMost(`${WHERE_IT_CAME_FROM}, 1,000 rules, ms`, alone.ours1000, alone.empty, 1.5),
      atMost(
        'the same with a lookup in every second rule that none gets to (other: without it), ms',
        alone.lookups,
        alone.ours1000,
        1.1,
      ),
      noMore(`calls to the host for a ${WHERE_IT_CAME_FROM}`, calls, 0),
      atMost('message outside omnichannel, ms', alone.oursOutside, alone.emptyOutside, 1.1),
      atMost('one match that sends one message, ms', acting.match, acting.reply),
      atMost(
        'the same by hand, with a record before and one after (other: without them), ms',
        acting.records,
        acting.reply,
      ),
      atMost('one match (other: by hand with the two records), ms', acting.match, acting.records, 1.15),
      atMost('one match until the customer sees the answer, ms', acting.matchSeen, acting.replySeen, 1.25),
      atMost('one match that assigns, ms (other: sends one message)', acting.assign, acting.reply),
      atMost('a rule that needs the history, ms (other: sends one message)', acting.history, acting.reply),
      ...many,
    ];
  } finally {
    for (const { shop } of Object.values(places)) await shop.stop();
  }
}

/** One message after the other of those that no rule matches. */
function unmatchedAt(place: Place, rules: number): Contender {
  const messages = unmatched(rules);
  let next = 0;
  return {
    once: () => {
      const { channel, plan, text } = messages[next++ % messages.length]!;
      return place.says(text, { id: `${channel}-${plan}`, channel, plan });
    },
  };
}

/** One message until the server is asked to post the answer: what the app does after that nobody waits for. */
function untilAnswered({ shop, says }: Place, text: string): Contender {
  let answered = (): void => undefined;
  let over: Promise<void> = Promise.resolve();
  const controller = shop.instance().controller();
  const take = controller.handleIncomingMessage.bind(controller);
  controller.handleIncomingMessage = (message) => {
    if (message.payload.method === 'bridges:getMessageBridge:doCreate') answered();
    return take(message);
  };
  return {
    once: () => {
      const seen = new Promise<void>((resolve) => (answered = resolve));
      over = says(text);
      return seen;
    },
    after: () => over,
  };
}

function atOnce({ once }: Contender, count: number): Contender {
  return { once: () => Promise.all(Array.from({ length: count }, once)) };
}

/** The fewest of three rounds: what the app asks from time to time by itself, such as its sign of life, is no message's. */
async function callsOf({ shop }: Place, { once }: Contender, times: number): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) {
    await shop.settled();
    shop.resetCalls();
    for (let each = 0; each < times; each++) await once();
    await shop.settled();
    rounds.push(shop.messages() / times);
  }
  return Math.min(...rounds);
}
