import type { FieldRef } from '../fields/field';
import type { Comparison } from '../document';
import type { Fact, Kind } from '../../model/value';
import { nearest } from '../../text/nearest';
import { message, type MessageKey, type Text } from '../../text/message';
import { shown } from './entries';
import type { Captures, IndexHint, Operator, Test } from './operator';
import { operatorFor, operatorsOf } from './registry';
import { MISSING, PREPARE, sightOf, UNKNOWN } from './seen';

/** Something wrong in a comparison. */
export interface Problem {
  /** Where, from the comparison on: `.operator`, `.value`, `.value[2]`, `.case_sensitive`. */
  readonly place: string;
  readonly text: Text;
}

/**
 * What is wrong with a comparison on a field that exists: an operator its kind lacks, a value the operator does not
 * take, `case_sensitive` where case says nothing (DESIGN.md 3, Checked when saved). All of it; empty when it is right.
 * `field` and unknown keys are the document's business.
 */
export function checkComparison(
  ref: FieldRef,
  comparison: Pick<Comparison, 'operator' | 'value' | 'case_sensitive'>,
): readonly Problem[] {
  return problemsOf(ref, comparison).map(({ place, text }) => ({ place, text: about(ref, text) }));
}

/** The sentence, naming the field that it is about. */
export function about({ id }: FieldRef, { key, params }: Text): Text {
  return message(key, { ...params, field: id });
}

function problemsOf(
  ref: FieldRef,
  comparison: Pick<Comparison, 'operator' | 'value' | 'case_sensitive'>,
): readonly Problem[] {
  const { kind } = ref.field;
  const operator = operatorFor(kind, comparison.operator);
  if (!operator) return [{ place: '.operator', text: wrongOperator(kind, comparison.operator) }];
  const problems: Problem[] = [];
  const read = readValue(ref, operator, comparison.value, comparison.case_sensitive === true);
  if ('problems' in read) problems.push(...read.problems);
  if (comparison.case_sensitive === true && !takesCase(ref, operator)) {
    problems.push({
      place: '.case_sensitive',
      text: message('value_case_sensitive', { operator: operator.id, kind: message(`kind_${kind}`) }),
    });
  }
  return problems;
}

function wrongOperator(kind: Kind, operator: string): Text {
  const operators = operatorsOf(kind).map(({ id }) => id);
  const near = nearest(operator, operators);
  const params = { operator, kind: message(`kind_${kind}`), operators };
  return near === undefined
    ? message('value_no_operator', params)
    : message('value_no_operator_near', { ...params, nearest: near });
}

/** Whether a text is there at all does not depend on case, but it is a text. */
function takesCase({ field: { kind } }: FieldRef, operator: Operator<unknown>): boolean {
  const isText = operatorFor(kind, 'has_word') !== undefined;
  return operator.caseMatters === true || (isText && operator.takes === 'nothing');
}

type Entries = { readonly entries: readonly unknown[] } | { readonly problems: readonly Problem[] };

/** The value's entries, ready to compare with, or everything that is wrong with them. */
function readValue(ref: FieldRef, operator: Operator<unknown>, value: unknown, caseSensitive: boolean): Entries {
  const at = (place: string, key: MessageKey, params: Text['params']): Entries => ({
    problems: [{ place, text: message(key, params) }],
  });
  const { entry, id, takes } = operator;
  if (!entry) {
    return value === undefined ? { entries: [] } : at('.value', 'value_not_taken', { operator: id });
  }
  if (value === undefined) return at('.value', 'value_lacking', { operator: id });
  if (takes === 'bounds' && !(Array.isArray(value) && value.length === 2)) {
    return at('.value', 'value_no_bounds', { operator: id, value: shown(value) });
  }
  if (Array.isArray(value) && value.length === 0) return at('.value', 'value_list_empty', { operator: id });

  const isList = Array.isArray(value);
  const raws: readonly unknown[] = isList ? value : [value];
  const entries: unknown[] = [];
  const problems: Problem[] = [];
  // A loop: there may be a hundred thousand.
  for (const [index, raw] of raws.entries()) {
    const read = entry.read(raw, { field: ref.field, caseSensitive });
    if ('value' in read) entries.push(read.value);
    else problems.push({ place: isList ? `.value[${index}]` : '.value', text: read.problem });
  }
  if (problems.length > 0) return { problems };
  const together = operator.check?.(entries);
  return together ? { problems: [{ place: '.value', text: together }] } : { entries };
}

/** A comparison, ready to be asked of prepared values. */
export interface CompiledTest {
  readonly test: Test;
  readonly positive: boolean;
  readonly cost: number;
  readonly indexHint: IndexHint | undefined;
  readonly captures: Captures | undefined;
  /** True, false, or undefined for unknown. */
  readonly answer: (fact: Fact) => boolean | undefined;
  readonly operator: Operator<unknown>;
  readonly entries: readonly unknown[];
}

/** Compiles a comparison that has passed `checkComparison`; throws an Error on one that has not. */
export function compileTest(ref: FieldRef, comparison: Comparison): CompiledTest {
  const operator = operatorFor(ref.field.kind, comparison.operator);
  if (!operator) throw new Error(`${ref.id} has no operator ${comparison.operator}`);
  const caseSensitive = comparison.case_sensitive === true;
  const read = readValue(ref, operator, comparison.value, caseSensitive);
  if ('problems' in read) throw new Error(`${ref.id} ${comparison.operator}: ${shown(comparison.value)} is no value`);
  const context = { field: ref.field, caseSensitive };
  const { positive } = operator;
  const test = operator.compile(read.entries, context);
  return {
    test,
    positive,
    cost: operator.cost,
    indexHint: operator.indexHint?.(read.entries, context),
    captures: operator.captures?.(read.entries, context),
    answer: (fact) => {
      const seen = sightOf(fact, PREPARE[ref.field.kind]);
      return seen === UNKNOWN ? undefined : seen === MISSING ? !positive : test(seen);
    },
    operator,
    entries: read.entries,
  };
}
