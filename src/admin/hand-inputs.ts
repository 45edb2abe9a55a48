import type { Rule, RuleInput } from '../catalogue/document';
import { sayWait, voice } from '../rules/describe';
import { fold } from '../text/fold';
import { message, translate, type Language } from '../text/message';

/** Characters of one input. */
const MOST = 1_000;

/** An input that is missing, or none of its choices. */
export interface WrongInput {
  readonly input: RuleInput;
  readonly what: 'lacks' | 'choice';
}

/**
 * What somebody has filled in for a rule that is run by hand, against what it asks for. A choice is found folded; what
 * was left empty is left out.
 * @param given by the input's id
 */
export function fillIn(
  asked: readonly RuleInput[],
  given: ReadonlyMap<string, string>,
): { readonly inputs: Readonly<Record<string, string>> } | { readonly wrong: readonly WrongInput[] } {
  const wrong: WrongInput[] = [];
  const inputs: Record<string, string> = {};
  for (const input of asked) {
    const { id, kind, choices = [], required } = input;
    const text = (given.get(id) ?? '').trim();
    const value = kind === 'choice' ? choices.find((choice) => fold(choice) === fold(text)) : text.slice(0, MOST);
    if (text === '') {
      if (required === true) wrong.push({ input, what: 'lacks' });
    } else if (value === undefined) wrong.push({ input, what: 'choice' });
    else inputs[id] = value;
  }
  return wrong.length > 0 ? { wrong } : { inputs };
}

/** What there is to know beside the plan: that the rule waits first, or only watches. */
export function besidePlan(rule: Pick<Rule, 'wait' | 'mode'>, language: Language): readonly string[] {
  const watches = rule.mode === 'watch' ? [translate(language, message('setup_mode_hint'))] : [];
  return [...sayWait(rule, voice(language)), ...watches];
}
