import { actionOf } from '../catalogue/actions';
import type { Action, TemplateReader } from '../catalogue/actions/action';
import { conversationOf } from '../catalogue/fields/define';
import { secretKeysOf } from '../catalogue/secrets';
import { halvesOf, type ActionStep, type Rule } from '../catalogue/document';
import { compileTemplate, templateNames, type Template } from './template';
import { message, nearestLanguage, versionFor, type Language, type Text } from '../text/message';
import { asObject } from '../util/json';
import type { Conversation } from '../model/event';
import type { Facts, SourceId, Environment } from '../model/facts';
import { customerLanguage, namesNeed, readerLocale, saidOf } from './template/values';

/** One action of a rule, ready to run: its templates are parsed, and it is known what they need. */
export interface CompiledStep {
  readonly action: Action<never>;
  /** It may be a second message for the same message of the customer. */
  readonly also: boolean;
  /** The place of the step that this one stands in for: done only when that one could not be done. */
  readonly fallbackOf?: number;
  /** True when others stand in for it. */
  readonly hasFallback: boolean;
  /** What has to be known before the texts can be printed. */
  readonly needs: readonly SourceId[];
  /** The parameters with their texts printed. */
  render(facts: Facts, rule: Rule): never;
  /** The texts alone, for the journal. */
  texts(facts: Facts, rule: Rule): readonly string[];
  /** The parameters with these texts in them. */
  fill(texts: readonly string[]): never;
  /** What it would do. */
  plan(facts: Facts, rule: Rule): Text;
  /** The facts as it leaves them when it is done, as far as that is known before. */
  leaves(facts: Facts, rule: Rule): Facts;
}

/** A message is no longer than the server takes; a field of a contact or a header needs no more either. */
const LONGEST_TEXT = 5_000;

/** In a conversation by e-mail a link to the customer's latest mail stands before it: the server's address, a path, two ids. */
const LINK = 100;

const KNOWS = templateNames();

/** The actions of a rule that has passed the check, each with what stands in for it behind it. Throws when it has not. */
export function compileSteps(rule: Rule, environment: Environment): readonly CompiledStep[] {
  const steps: CompiledStep[] = [];
  for (const step of rule.do) {
    const place = steps.length;
    steps.push(compileStep(step, environment));
    for (const each of step.if_failed ?? []) steps.push(standingIn(compileStep(each, environment), place));
  }
  return steps;
}

function standingIn(step: CompiledStep, place: number): CompiledStep {
  const plan: CompiledStep['plan'] = (facts, rule) => message('plan_if_failed', { plan: step.plan(facts, rule) });
  return { ...step, fallbackOf: place, plan };
}

function compileStep(step: ActionStep, environment: Environment): CompiledStep {
  const action = actionOf(step.action) as Action<never> | undefined;
  if (!action) throw new Error(`there is no action "${step.action}"`);
  const { parameters: written } = halvesOf(step);
  const secret = secretKeysOf({ ...written, action: action.id });
  const slots = Object.entries(action.templates).flatMap(([path, reader]) => slotsAt(written, path.split('.'), reader));
  const names = slots.flatMap(({ versions }) => versions.flatMap(({ template }) => template.names));
  const print = (slot: TextSlot, facts: Facts, rule: Rule): string =>
    versionOf(slot, facts).render((name) => saidOf(name, facts, rule, languageOf(slot, facts)), {
      reader: slot.reader,
      max: longestIn(facts.environment, conversationOf(facts)),
    });
  const texts = (facts: Facts, rule: Rule): readonly string[] =>
    slots.map((slot) => (isSecret(slot, secret) ? '' : print(slot, facts, rule)));
  const fill = (said: readonly string[]): never => {
    // Not parsed again: a text that came out empty is no fault in the rule, each action says what it makes of it.
    const parameters = structuredClone(written);
    slots.forEach((slot, index) => {
      if (!isSecret(slot, secret)) put(parameters, slot.path, said[index] ?? '');
    });
    return parameters as never;
  };
  const render = (facts: Facts, rule: Rule): never => fill(texts(facts, rule));
  return {
    action,
    also: step.also === true,
    hasFallback: step.if_failed !== undefined,
    needs: namesNeed(names, environment),
    render,
    texts,
    fill,
    plan: (facts, rule) => action.plan(render(facts, rule), conversationOf(facts)),
    leaves: (facts, rule) => {
      const kept = Object.entries(facts.known).filter(([source]) => !action.changes.includes(source as SourceId));
      const before = conversationOf(facts);
      const conversation = action.leaves?.(render(facts, rule), before) ?? before;
      return { ...facts, ahead: true, known: { ...Object.fromEntries(kept), conversation } };
    },
  };
}

/** How long a text may be that is sent into a conversation, characters. */
export function longestIn({ server }: Environment, { channel }: Conversation): number {
  const { url = '', messageSize = LONGEST_TEXT } = server ?? {};
  return messageSize - (channel.type === 'email' ? url.length + LINK : 0);
}

interface TextSlot {
  readonly path: readonly string[];
  readonly reader: TemplateReader;
  /** One, or one a language. */
  readonly versions: readonly Version[];
}

interface Version {
  /** As written; undefined: it is the only one. */
  readonly tag?: string;
  readonly template: Template;
}

/** A secret as it is written, such as a password in a header: it is taken from the rule and written down nowhere. */
function isSecret({ path, versions }: TextSlot, secret: (key: string) => boolean): boolean {
  return secret(path[0] ?? '') && versions.every(({ template }) => template.names.length === 0);
}

/** The version that whoever reads it is answered with. */
function tagOf({ versions, reader }: TextSlot, facts: Facts): string {
  return versionFor(
    versions.map(({ tag = '' }) => tag),
    readerLocale(facts, reader),
  );
}

function versionOf(slot: TextSlot, facts: Facts): Template {
  const [first, ...others] = slot.versions;
  if (!first) throw new Error('a text without a version');
  if (others.length === 0) return first.template;
  const tag = tagOf(slot, facts);
  return (slot.versions.find((each) => each.tag === tag) ?? first).template;
}

/**
 * What the app adds to a text (when it is open again) is in the language of the version chosen. Of a single one the
 * customer's is for customers alone: a field is to say the same of all of them.
 */
function languageOf(slot: TextSlot, facts: Facts): Language {
  if (slot.versions.length > 1) return nearestLanguage(tagOf(slot, facts));
  return slot.reader === 'customer' ? customerLanguage(facts) : nearestLanguage(facts.environment.server?.language);
}

type Tree = Record<string, unknown>;

/** The templates at a path; a star stands for every key: `custom.*`. */
function slotsAt(
  node: unknown,
  path: readonly string[],
  reader: TemplateReader,
  at: readonly string[] = [],
): TextSlot[] {
  const [head, ...rest] = path;
  if (head === undefined) {
    const versions = versionsOf(node);
    return versions.length > 0 ? [{ path: at, reader, versions }] : [];
  }
  if (typeof node !== 'object' || node === null) return [];
  const keys = head === '*' ? Object.keys(node) : [head];
  return keys.flatMap((key) => slotsAt((node as Tree)[key], rest, reader, [...at, key]));
}

function versionsOf(node: unknown): readonly Version[] {
  if (typeof node === 'string') return [{ template: parsed(node) }];
  return Object.entries(asObject(node) ?? {}).flatMap(([tag, text]) =>
    typeof text === 'string' ? [{ tag, template: parsed(text) }] : [],
  );
}

function parsed(source: string): Template {
  const compiled = compileTemplate(source, KNOWS);
  if (!compiled.ok) throw new Error(`a template that the check should have refused: ${compiled.error.key}`);
  return compiled.template;
}

function put(node: Tree, path: readonly string[], value: string): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce<Tree>((each, key) => each[key] as Tree, node);
  if (last !== undefined) parent[last] = value;
}
