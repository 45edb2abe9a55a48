import { sandbox, seeded, type Sandbox } from '../sandbox';
import { runRecords } from '../stories/runs';
import { OPTIONS } from './rules';
import { tally, type Tally } from './tally';
import { watchWire, type Watched } from './watching';

const CHOICES = [
  { value: 'bill', label: 'An invoice' },
  { value: 'other', label: 'Something else' },
];
const RULES = {
  rules: [
    {
      id: 'asks',
      name: 'Ask',
      on: 'customer_message',
      if: { field: 'message.text', operator: 'is', value: 'Hello' },
      do: [{ action: 'ask', id: 'topic', text: 'What about?', choices: CHOICES, within: 'PT30M' }],
    },
    {
      id: 'answered',
      name: 'Answered',
      on: 'question_answered',
      if: 'always',
      do: [{ action: 'send_message', text: 'Thank you: {{answer.topic}}', also: true }],
    },
    {
      id: 'by-hand',
      name: 'By hand',
      on: 'manual',
      button: 'Tell the team',
      if: 'always',
      do: [
        { action: 'send_message', text: 'We look into it.', also: true },
        { action: 'note_conversation', text: 'By {{actor.name}}' },
      ],
      once: { per: 'conversation' },
    },
  ],
};
/** The app needs about so many calls for a question, its answer, or a run by hand. */
const CALLS = 24;

/**
 * Kills between a question and its answer, while an answer is tapped or typed, and while a rule is run by hand. A run by
 * hand that dies before it is written down is asked for again, as people do.
 */
export async function asking(times: number, seed: number): Promise<Tally> {
  const row = tally('kill -9 around questions, their answers, and rules that are run by hand');
  const shop = await sandbox({ ...OPTIONS, settings: { rules: RULES } });
  const random = seeded(seed);
  try {
    const wire = watchWire(shop.instance());
    for (; row.times < times; row.times++) await one(shop, wire, row, random);
  } finally {
    await shop.stop();
  }
  return row;
}

async function one(shop: Sandbox, wire: Watched, row: Tally, random: () => number): Promise<void> {
  const customer = shop.customer(`customer-${row.times}`);
  const kill = (): Promise<void> =>
    wire.killAt(1 + Math.floor(random() * CALLS), random() < 0.5 ? 'happens' : 'does not');
  const rest = async (): Promise<void> => {
    await wire.killNow();
    await shop.settled();
    // Recovery waits until the dead one's lease is over.
    for (let minute = 0; minute < 3; minute++) await shop.advance('PT1M');
  };
  const count = (text: string): number => customer.sees().filter((line) => line.includes(text)).length;
  const once = (what: string, found: number): void => {
    if (found === 0) row.lost++;
    if (found > 1) row.doubled += found - 1;
    if (found !== 1) row.faults.push(`${what}: ${found} for customer ${row.times}`);
  };

  const first = kill();
  const hello = await customer.writes('Hello');
  await Promise.race([first, shop.settled()]);
  await rest();
  // What was in flight when the process died is lost by the server itself: people write again.
  if (count('What about?') === 0 && !wire.answered.has(hello._id)) {
    await customer.writes('Hello');
    await shop.settled();
  }
  once('question', count('What about?'));

  const second = kill();
  if (row.times % 2 === 0) void customer.taps('An invoice').catch(() => undefined);
  else await customer.writes('1');
  await Promise.race([second, shop.settled()]);
  await rest();
  if (count('Thank you') === 0) {
    await customer.writes('An invoice');
    await shop.settled();
  }
  once('answer', count('Thank you: bill'));

  const anna = shop.agent('anna');
  await anna.takes(customer);
  await shop.settled();
  const third = kill();
  await Promise.race([third, anna.runs('/workflow run by-hand now', customer).catch(() => undefined)]);
  await rest();
  await anna.runs('/workflow run by-hand now', customer);
  await shop.settled();
  for (let minute = 0; minute < 3; minute++) await shop.advance('PT1M');
  once('run by hand', count('We look into it.'));
  const { _id } = customer.conversation();
  row.uncertain += runRecords(shop)
    .filter(({ conversation }) => conversation === _id)
    .flatMap(({ actions }) => actions)
    .filter(({ outcome }) => outcome === 'uncertain').length;
}
