import { fold } from '../../../src/text/fold';
import type { Decider } from './deciders';
import type { Trio } from './workload';

/**
 * How fast it can be when it is written by hand for just these rules, and for nothing else: rules in a hash by channel
 * and plan; few keywords looked for one by one, more in one automaton (Aho and Corasick) whose every step is one look
 * into a table. It reads the same facts as the app, folds them with the app's function (short ones once), and what is
 * missing is no match; no other operators, no explanations, keywords of letters a to z.
 */
export function limit(rules: readonly Trio[]): Decider {
  const byBoth = new Map<string, Map<string, Numbered[]>>();
  const words = [...new Set(rules.flatMap(({ keywords }) => keywords))];
  const numbers = new Map(words.map((word, number) => [word, number]));
  for (const rule of rules) {
    const byPlan = byBoth.get(rule.channel) ?? new Map<string, Numbered[]>();
    byBoth.set(rule.channel, byPlan);
    const numbered = { ...rule, numbers: rule.keywords.map((word) => numbers.get(word)!) };
    byPlan.set(rule.plan, [...(byPlan.get(rule.plan) ?? []), numbered]);
  }
  const scan = automaton(words);
  return (_, { event }) => {
    const { channel, customer } = event.conversation;
    const plan = Object.hasOwn(customer.custom, 'plan') ? customer.custom.plan : undefined;
    const text = event.message?.text;
    if (channel.name === undefined || typeof plan !== 'string' || text === undefined) return NONE;
    const some = byBoth.get(folded(channel.name))?.get(folded(plan));
    if (!some) return NONE;
    const searched = fold(text);
    const ids: string[] = [];
    if (some.length <= FEW) {
      for (const { id, keywords } of some) if (isAnyIn(searched, keywords)) ids.push(id);
    } else {
      const turn = scan(searched);
      for (const { id, numbers } of some) if (isAnyFound(turn, numbers)) ids.push(id);
    }
    return ids;
  };
}

interface Numbered extends Trio {
  readonly numbers: readonly number[];
}
const NONE: readonly string[] = [];
/** Rules whose keywords are faster looked for one by one. */
const FEW = 2;

function isAnyIn(text: string, words: readonly string[]): boolean {
  for (const word of words) if (text.includes(word)) return true;
  return false;
}

/** What short texts were folded to, as the app keeps it. */
const kept = new Map<string, string>();
const MOST_KEPT = 100;

function folded(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size === MOST_KEPT) kept.clear();
  const now = fold(text);
  kept.set(text, now);
  return now;
}

/** By keyword: the turn in which it was found last. */
interface Turn {
  readonly stamps: Int32Array;
  at: number;
}

function isAnyFound({ at, stamps }: Turn, numbers: readonly number[]): boolean {
  for (const number of numbers) if (stamps[number] === at) return true;
  return false;
}

const LETTERS = 27;

function automaton(words: readonly string[]): (text: string) => Turn {
  const states = words.reduce((sum, word) => sum + word.length, 1);
  const table = new Int32Array(states * LETTERS);
  const ends: number[][] = [[]];
  let count = 1;
  words.forEach((word, number) => {
    let state = 0;
    for (const letter of word) {
      const at = state * LETTERS + letter.charCodeAt(0) - 96;
      if (table[at] === 0) {
        table[at] = count;
        ends[count++] = [];
      }
      state = table[at]!;
    }
    ends[state]!.push(number);
  });
  const fail = new Int32Array(count);
  const queue = [0];
  for (const state of queue) {
    for (let letter = 1; letter < LETTERS; letter++) {
      const child = table[state * LETTERS + letter]!;
      const onFail = state === 0 ? 0 : table[fail[state]! * LETTERS + letter]!;
      if (child === 0) table[state * LETTERS + letter] = onFail;
      else {
        fail[child] = onFail;
        ends[child]!.push(...ends[onFail]!);
        queue.push(child);
      }
    }
  }
  const turn: Turn = { stamps: new Int32Array(words.length), at: 0 };
  const { stamps } = turn;
  return (text) => {
    turn.at++;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at) - 96;
      state = letter > 0 && letter < LETTERS ? table[state * LETTERS + letter]! : 0;
      const here = ends[state]!;
      for (let end = 0; end < here.length; end++) stamps[here[end]!] = turn.at;
    }
    return turn;
  };
}
