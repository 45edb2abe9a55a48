import type { Decider } from './deciders';
import type { Trio } from './workload';

/**
 * How fast it can be when it is written by hand for just these rules, and for nothing else: rules in a hash by channel
 * and plan, all keywords in one automaton (Aho and Corasick) whose every step is one look into a table, texts only
 * lower-cased. No missing or unknown values, no other operators, letters a to z.
 */
export function limit(rules: readonly Trio[]): Decider {
  const byBoth = new Map<string, Map<string, Trio[]>>();
  const words = [...new Set(rules.flatMap(({ keywords }) => keywords))];
  const numbers = new Map(words.map((word, number) => [word, number]));
  const numbersOf = new Map<Trio, number[]>();
  for (const rule of rules) {
    const byPlan = byBoth.get(rule.channel) ?? new Map<string, Trio[]>();
    byBoth.set(rule.channel, byPlan);
    byPlan.set(rule.plan, [...(byPlan.get(rule.plan) ?? []), rule]);
    numbersOf.set(
      rule,
      rule.keywords.map((word) => numbers.get(word)!),
    );
  }
  const scan = automaton(words);
  return ({ channel, plan, text }) => {
    const some = byBoth.get(channel)?.get(plan);
    if (!some) return [];
    const found = scan(text.toLowerCase());
    if (found.size === 0) return [];
    return some.filter((rule) => numbersOf.get(rule)!.some((number) => found.has(number))).map(({ id }) => id);
  };
}

const LETTERS = 27;

function automaton(words: readonly string[]): (text: string) => Set<number> {
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
  const none = new Set<number>();
  return (text) => {
    let found = none;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at) - 96;
      state = letter > 0 && letter < LETTERS ? table[state * LETTERS + letter]! : 0;
      const here = ends[state]!;
      if (here.length === 0) continue;
      if (found === none) found = new Set();
      for (const number of here) found.add(number);
    }
    return found;
  };
}
