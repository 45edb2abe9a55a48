import { fieldOf } from '../../catalogue/fields';
import type { FieldRef } from '../../catalogue/fields/field';
import { operatorFor } from '../../catalogue/operators';
import { groupOf, isComparison, type Comparison, type Condition } from '../../catalogue/document';
import { choiceKey, operatorKey, saidKey } from '../../catalogue/keys';
import { listOf, onOneLine, type Voice } from './voice';

/** Finds the entry of a field; handed in, so that it can be tried with other entries. */
export type FieldLookUp = (id: string) => FieldRef | undefined;

/** A condition in words: `the message contains “hi” and (we are closed or today is a holiday)`. */
export function sayCondition(condition: Condition, voice: Voice, lookUp: FieldLookUp = fieldOf): string {
  return sayNested(condition, voice, lookUp, true);
}

function sayNested(condition: Condition, voice: Voice, lookUp: FieldLookUp, outermost: boolean): string {
  if (isComparison(condition)) return sayComparison(condition, voice, lookUp);
  const [group, members] = groupOf(condition);
  if (group === 'none') {
    const inner = members.map((each) => sayNested(each, voice.clause, lookUp, false));
    return grouped(voice.say('said_none', { conditions: voice.or(inner) }), outermost, voice);
  }
  const parts = members.map((each) => sayNested(each, voice, lookUp, outermost && members.length === 1));
  if (parts.length === 1) return parts[0] ?? '';
  return grouped(group === 'all' ? voice.and(parts) : voice.or(parts), outermost, voice);
}

function grouped(conditions: string, outermost: boolean, voice: Voice): string {
  return outermost ? conditions : voice.say('said_group', { conditions });
}

/** One comparison in words: `the customer’s country is “BR” or “PT”`. */
export function sayComparison(comparison: Comparison, voice: Voice, lookUp: FieldLookUp = fieldOf): string {
  const ref = lookUp(comparison.field);
  const said = ref ? sayKnown(ref, comparison, voice) : saySimply(comparison, voice);
  return comparison.case_sensitive === true ? voice.say('said_case_sensitive', { condition: said }) : said;
}

function sayKnown({ field, key }: FieldRef, { operator, value }: Comparison, voice: Voice): string {
  if (field.kind === 'boolean' && typeof value === 'boolean') {
    return voice.say(saidKey(field.id, String(value)), { key });
  }
  // What compares a choice has a sentence of the field's own; whether there is one at all is said as of any field.
  if (field.kind === 'choice' && operatorFor(field.kind, operator)?.entry) {
    const own = field.ownSentences?.find((choice) => choice === value);
    if (own !== undefined) return voice.say(saidKey(field.id, operator, own));
    const choices = listOf(value).map((choice) => voice.say(choiceKey(field.id, String(choice))));
    return voice.say(saidKey(field.id, operator), { key, value: voice.or(choices) });
  }
  const name = voice.say(saidKey(field.id), { key });
  const values = listOf(value).map((each) => sayValue(field.kind, each, voice));
  const [low = '', high = ''] = values;
  const joined = operator.endsWith('_all') ? voice.and(values) : voice.or(values);
  return voice.say(saidKey(operator), { field: name, value: joined, low, high });
}

function sayValue(kind: FieldRef['field']['kind'], value: unknown, voice: Voice): string {
  if (kind === 'duration') return voice.duration(value);
  if (kind === 'time' || typeof value === 'number') return onOneLine(value);
  return voice.quote(value);
}

/** A draft may name a field that does not exist (yet): its id then stands for it. */
function saySimply({ field, operator, value }: Comparison, voice: Voice): string {
  return [field, voice.say(operatorKey(operator)), value === undefined ? '' : onOneLine(value)].join(' ').trim();
}
