import { EXTRA_NAMES, nameOfGroup } from '../../catalogue/extra-names';
import { actionOf } from '../../catalogue/actions';
import { FIELDS } from '../../catalogue/fields';
import type { Field } from '../../catalogue/fields/field';
import { fieldKey } from '../../catalogue/keys';
import type { RawDocument, RawRule } from '../../admin/rule-book/raw-document';
import { asList, asObject, asString, isObject } from '../../util/json';
import type { Choice } from '../kit/blocks';
import { sayIn, type World } from '../kit/form';
import { eventsOf } from './timing-form';

/** What texts of a rule may name: first what is the rule's own, then what its events have. */
export function variablesOf(rule: RawRule, world: World): readonly Choice[] {
  const say = sayIn(world);
  const events = eventsOf(rule.on) ?? [];
  const happens = (field: Field): boolean =>
    !field.events || events.length === 0 || field.events.some((each) => events.some((event) => event === each));
  const fields = FIELDS.filter(happens);
  const names = (family: Field['family'], keys: readonly string[]): readonly Choice[] =>
    fields
      .filter((field) => field.family === family)
      .flatMap(({ id }) => keys.map((key): Choice => [id.replace('*', key), `${say(fieldKey(id))}: ${key}`]));
  const inputs = asList(rule.inputs).flatMap((each) => asString(asObject(each)?.['id']) ?? []);
  return [
    ...groupsIn(rule.if).map((group): Choice => [nameOfGroup(group), `${say('operator_matches')}: ${group}`]),
    ...names('input', inputs),
    ...names('question', [...new Set([...questionsIn([rule]), ...(world.questions ?? [])])]),
    ...names('lookup', world.lookups ?? []),
    ...EXTRA_NAMES.map((id): Choice => [id, say(fieldKey(id))]),
    ...fields.filter(({ family }) => !family).map(({ id }): Choice => [id, say(fieldKey(id))]),
  ];
}

const GROUP = /\(\?P?<([A-Za-z]\w*)>/g;

/** The names of groups in patterns, wherever they stand. */
function groupsIn(condition: unknown): readonly string[] {
  if (Array.isArray(condition)) return condition.flatMap(groupsIn);
  if (typeof condition === 'string') return [...condition.matchAll(GROUP)].map(([, name]) => name!);
  return isObject(condition) ? [...new Set(Object.values(condition).flatMap(groupsIn))] : [];
}

/** The questions that rules ask, by name. */
function questionsIn(rules: readonly unknown[]): readonly string[] {
  return rules.flatMap((rule) =>
    asList(asObject(rule)?.['do']).flatMap((step) => {
      const written = asObject(step) ?? {};
      return asString(actionOf(asString(written['action']) ?? '')?.asks?.(written)?.id) ?? [];
    }),
  );
}

/** The questions that the document's rules ask. */
export function questionsOf(document: RawDocument | undefined): readonly string[] {
  return [...new Set(questionsIn(document?.rules ?? []))];
}
