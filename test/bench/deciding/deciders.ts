import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import sift from 'sift';
import { compileRules, next, view } from '../../../src/decide/index';
import type { Facts } from '../../../src/model/facts';
import { fieldOf } from '../../../src/catalogue/fields/index';
import { asRule, SURROUNDINGS, type Incoming, type Trio } from './workload';

/** Tells the ids of the rules that match, in the rules' order. */
export type Decider = (message: Incoming, facts: Facts) => readonly string[] | Promise<readonly string[]>;

/** Ours, through everything that a run goes through to decide: fields, kinds, missing values, folding. */
export function ours(rules: readonly Trio[]): Decider {
  const set = compileRules(rules.map(asRule), fieldOf, SURROUNDINGS);
  if (set.broken.length > 0) throw new Error(set.broken[0]?.reason);
  return (_, facts) => {
    const on = view(set, facts);
    let ids: string[] | undefined;
    for (let from = 0; ;) {
      const step = next(set, 'customer_message', on, from);
      if (step.kind === 'needs') throw new Error('the event carries everything');
      if (step.kind === 'end') return ids ?? [];
      (ids ??= []).push(step.rule.rule.id);
      from = step.rule.position + 1;
    }
  };
}

/** Conditions in the order that suits it, an operator of its own for the keywords, the text lower-cased once. */
export function jsonRulesEngine(rules: readonly Trio[]): Decider {
  const engine = new Engine();
  engine.addOperator('containsAny', (text: string, words: readonly string[]) =>
    words.some((word) => text.includes(word)),
  );
  for (const { channel, id, keywords, plan } of rules) {
    engine.addRule({
      conditions: {
        all: [
          { fact: 'channel', operator: 'equal', value: channel },
          { fact: 'plan', operator: 'equal', value: plan },
          { fact: 'text', operator: 'containsAny', value: keywords },
        ],
      },
      event: { type: id },
    });
  }
  const order = new Map(rules.map(({ id }, index) => [id, index]));
  return async ({ channel, plan, text }) => {
    const { events } = await engine.run({ channel, plan, text: text.toLowerCase() });
    return events.map(({ type }) => type).sort((a, b) => order.get(a)! - order.get(b)!);
  };
}

/** Each rule compiled to a function by the library. */
export function jsonLogicEngine(rules: readonly Trio[]): Decider {
  const engine = new LogicEngine();
  const compiled = rules.map(({ channel, id, keywords, plan }) => ({
    id,
    holds: engine.build({
      and: [
        { '==': [{ var: 'channel' }, channel] },
        { '==': [{ var: 'plan' }, plan] },
        { or: keywords.map((word) => ({ in: [word, { var: 'text' }] })) },
      ],
    }) as (data: Incoming) => unknown,
  }));
  return ({ channel, plan, text }) => {
    const data = { channel, plan, text: text.toLowerCase() };
    return compiled.filter(({ holds }) => holds(data)).map(({ id }) => id);
  };
}

/** Each rule compiled to a filter by the library, the keywords as one pattern. */
export function siftFilters(rules: readonly Trio[]): Decider {
  const compiled = rules.map(({ channel, id, keywords, plan }) => ({
    id,
    holds: sift<Incoming>({ channel, plan, text: { $regex: keywords.join('|') } }),
  }));
  return ({ channel, plan, text }) => {
    const data = { channel, plan, text: text.toLowerCase() };
    return compiled.filter(({ holds }) => holds(data)).map(({ id }) => id);
  };
}
