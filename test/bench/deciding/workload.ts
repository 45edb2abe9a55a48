import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Facts, Environment } from '../../../src/model/facts';
import type { Conversation } from '../../../src/model/event';
import type { Rule } from '../../../src/catalogue/document';

/** A rule of three conditions: one of five keywords, a channel, a field of the customer's. */
export interface Trio {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly channel: string;
  readonly plan: string;
}
/** A message to decide on. */
export interface Incoming {
  readonly text: string;
  readonly channel: string;
  readonly plan: string;
}

const CHANNELS = ['whatsapp', 'telegram', 'instagram', 'website', 'sms', 'email'];
const PLANS = ['free', 'trial', 'basic', 'plus', 'pro', 'gold', 'platinum', 'partner', 'school', 'legacy'];

/** Where the texts are from. */
export const TEXTS_SOURCE = 'nlp-corpus (npm), sentences of 50 to 96 characters';

/** Sentences that people wrote: chats, SMS, headlines, novels. Nothing is random in here: the same every time. */
function sentences(): readonly string[] {
  const folder = join(dirname(require.resolve('nlp-corpus')), '../../builds');
  const all = [0, 1, 2, 3].flatMap((number) => {
    return JSON.parse(readFileSync(join(folder, `doc-${number}.json`), 'utf8')) as string[];
  });
  return all.filter((text) => text.length >= 50 && text.length <= 96);
}

/** 0 ≤ x < 1, the same sequence for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rules and messages that sometimes meet: keywords are words of the texts, neither the most nor the least common. */
export function workload(rules: number, messages: number): { rules: readonly Trio[]; messages: readonly Incoming[] } {
  const random = dice(rules);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const texts = sentences();
  const counts = new Map<string, number>();
  for (const word of texts
    .join(' ')
    .toLowerCase()
    .match(/[a-z]{5,}/g) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].filter(([, count]) => count >= 3 && count <= 40).map(([word]) => word);
  const drawn = {
    rules: Array.from({ length: rules }, (_, index) => ({
      id: `rule-${index}`,
      keywords: Array.from({ length: 5 }, () => pick(words)),
      channel: pick(CHANNELS),
      plan: pick(PLANS),
    })),
    messages: Array.from({ length: messages }, () => ({
      text: pick(texts),
      channel: pick(CHANNELS),
      plan: pick(PLANS),
    })),
  };
  // As they come to the app: texts of their own, not pieces of a long one.
  return JSON.parse(JSON.stringify(drawn)) as typeof drawn;
}

/** The rule as an administrator writes it. */
export function asRule({ channel, id, keywords, plan }: Trio): Rule {
  return {
    id,
    name: id,
    on: 'customer_message',
    if: {
      all: [
        { field: 'message.text', operator: 'contains', value: keywords },
        { field: 'channel.name', operator: 'is', value: channel },
        { field: 'customer.custom.plan', operator: 'is', value: plan },
      ],
    },
    do: [{ action: 'close', comment: 'Thank you' }],
  };
}

export const SURROUNDINGS: Environment = {
  profile: { locale: '', timezone: '', country: '', city: '', tags: '' },
  zone: 'UTC',
  calendars: new Map(),
};

/** The message as the facts of an event. */
export function asFacts({ channel, plan, text }: Incoming): Facts {
  const conversation: Conversation = {
    id: 'conversation',
    status: 'open',
    tags: [],
    custom: {},
    createdAt: 0,
    customer: { id: 'customer', token: 'token', emails: [], phones: [], custom: { plan } },
    channel: { type: 'app', name: channel },
  };
  const message = { id: 'message', text, type: 'text', from: 'customer', author: 'customer', at: 0 } as const;
  const event = { id: 'event', on: 'customer_message', at: 0, conversation, message } as const;
  return { event, now: 0, environment: SURROUNDINGS, known: { conversation } };
}
