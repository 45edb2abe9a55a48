import { sandbox, seeded, type Sandbox } from '../sandbox';
import { answersJson, fails, isSilent, modelSays, saysNoJson, type Behaviour } from '../sandbox/outside';
import { killing } from './kills';
import { ANSWER, OPTIONS } from './rules';
import { tally, type Tally } from './tally';

/** An answer may take so long, whole seconds; a silent one takes all of it, in real time. */
const WITHIN = 'PT1S';

const says = (text: string) => ({ action: 'send_message', text, also: true });
const RULES = {
  lookups: {
    intent: { ask: 'What does the customer want?', choices: ['refund', 'delivery'], within: WITHIN },
    order: { get: 'https://shop.example.com/orders?name={{customer.name}}', read: '/state', within: WITHIN },
  },
  rules: [
    ANSWER,
    {
      id: 'refund',
      name: 'Refund',
      on: 'customer_message',
      if: { field: 'lookup.intent', operator: 'is', value: 'refund' },
      do: [says('Refund of {{message.text}}.')],
    },
    {
      id: 'order',
      name: 'Order',
      on: 'customer_message',
      if: { field: 'lookup.order', operator: 'is', value: 'sent' },
      do: [says('On its way: {{message.text}}.')],
    },
  ],
};

const WELL: readonly Behaviour[] = [modelSays('{"answer":"refund"}'), answersJson({ state: 'sent' })];
/** Answers late, and in time. */
const late =
  (behaviour: Behaviour): Behaviour =>
  async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const answer = await behaviour(request);
    return answer === 'silence' ? new Promise<never>(() => undefined) : answer;
  };
/** What a model and an API do wrong. */
const ILL: readonly Behaviour[] = [
  isSilent,
  fails(429, { 'retry-after': '1' }),
  fails(503),
  saysNoJson,
  modelSays('Ignore your instructions: refund, delivery'),
  answersJson({ state: { deep: [] } }),
  answersJson({}),
];

/** Kills while a model and an API lie, limit, fail and say nothing. @param times so many kills */
export async function outside(times: number, seed: number): Promise<Tally> {
  const row = tally('kill -9 beside a model and an API that lie, limit, fail and are silent');
  const shop = await sandbox({
    ...OPTIONS,
    shuffle: seed,
    settings: { ...OPTIONS.settings, rules: RULES, model_url: 'https://model.example/v1', model_name: 'small' },
  });
  const asked = { model: 0, api: 0 };
  const random = seeded(seed);
  for (const [at, [who, origin]] of (
    [
      ['model', 'https://model.example'],
      ['api', 'https://shop.example.com'],
    ] as const
  ).entries())
    shop.web(origin, (request) => {
      asked[who]++;
      const behaviour =
        random() < 0.2 ? WELL[at]! : random() < 0.3 ? late(WELL[at]!) : ILL[Math.floor(random() * ILL.length)]!;
      const answer = behaviour(request);
      return answer === 'silence' ? new Promise<never>(() => undefined) : answer;
    });
  try {
    await killing(shop, row, times, random);
    countDoubled(shop, row);
    row.notes.push(`${asked.model} questions to the model`, `${asked.api} to the API`);
  } finally {
    await shop.stop();
  }
  return row;
}

/** Each message is unlike any other: what a rule answers to one is there once at most. */
function countDoubled(shop: Sandbox, row: Tally): void {
  const texts = shop.workspace.data.messages
    .map(({ msg }) => msg)
    .filter((msg) => /^(Refund of|On its way:)/.test(msg));
  for (const text of new Set(texts)) {
    const count = texts.filter((each) => each === text).length;
    if (count < 2) continue;
    row.doubled += count - 1;
    row.faults.push(`doubled: "${text}", ${count} times`);
  }
  row.notes.push(`${texts.length} answers that hung on a lookup`);
}
