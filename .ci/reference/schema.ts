import * as z from 'zod';
import type { Action } from '../../src/catalogue/actions/action';
import { ACTIONS } from '../../src/catalogue/actions/all';
import { EVENTS } from '../../src/catalogue/events';
import { FIELDS } from '../../src/catalogue/fields';
import type { Field } from '../../src/catalogue/fields/field';
import { operatorsOf, valueSchema, type Operator } from '../../src/catalogue/operators';
import { actionKey, descriptionKey, eventKey, fieldKey } from '../../src/catalogue/keys';
import {
  comparisonSchema,
  documentSchema,
  GROUPS,
  ruleSchema,
  stepSchemaOf,
  testSchema,
} from '../../src/catalogue/document';
import { translate, message, type MessageKey } from '../../src/text/message';

export type Schema = Readonly<Record<string, unknown>>;

const english = (key: MessageKey): string => translate('en', message(key));
const strict = (properties: Schema, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/**
 * The JSON Schema of the rules document, for editors: what may be written where, with the words that people read
 * elsewhere too. It follows from the document's schema and from the entries. It says less than the check (templates,
 * patterns, tests, names of agents), never something else.
 */
export function rulesSchema(): Schema {
  const { $schema, properties, definitions } = jsonSchema(documentSchema());
  return {
    $schema,
    title: 'Rules for customer conversations',
    description: 'The document in the setting "rules" of the Workflow app. See RULES.md for everything in it.',
    type: 'object',
    properties,
    definitions: {
      ...definitions,
      rule: inner(ruleSchema()),
      test: inner(testSchema()),
      event: { enum: EVENTS, enumDescriptions: EVENTS.map((id) => english(descriptionKey(eventKey(id)))) },
      duration: {
        type: 'string',
        pattern: '^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
        description: 'ISO 8601: PT30S, PT5M, PT12H, P1D, P2W.',
      },
      condition: { anyOf: ['comparison', ...GROUPS].map((name) => ({ $ref: `#/definitions/${name}` })) },
      all: group('all', 'Every one of these is true.'),
      any: group('any', 'Any of these is true.'),
      none: group('none', 'None of these is true.'),
      comparison: comparison(),
      action: action(),
      ...Object.assign({}, ...ACTIONS.map((each) => jsonSchema(each.parameters()).definitions)),
    },
  };
}

type Made = Schema & { readonly properties?: Schema; readonly definitions?: Schema };

/** What is written inside of itself, or in several places, stands under `definitions`, which belong to the whole document. */
function jsonSchema(schema: z.core.$ZodType): Made {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
}

/** As a definition of its own. */
function inner(schema: z.core.$ZodType): Schema {
  const { $schema: _, definitions: _definitions, ...own } = jsonSchema(schema);
  return own;
}

function group(name: string, description: string): Schema {
  const list = { type: 'array', items: { $ref: '#/definitions/condition' }, minItems: 1 };
  return { ...strict({ [name]: list }, [name]), description };
}

/** A comparison: the field decides which operators there are, both decide what the value is. */
function comparison(): Schema {
  const members = FIELDS.filter(({ id }) => !id.endsWith('*'));
  const families = FIELDS.filter(({ id }) => id.endsWith('*'));
  const operators = new Set(FIELDS.flatMap(({ kind }) => operatorsOf(kind).map(({ id }) => id)));
  return {
    ...strict(
      {
        field: {
          anyOf: [
            {
              enum: members.map(({ id }) => id),
              enumDescriptions: members.map(({ id }) => english(descriptionKey(fieldKey(id)))),
            },
            ...families.map(({ id }) => ({ ...named(id), description: english(descriptionKey(fieldKey(id))) })),
          ],
        },
        operator: { enum: [...operators] },
        value: {},
        case_sensitive: (inner(comparisonSchema()).properties as Schema)['case_sensitive'],
      },
      ['field', 'operator'],
    ),
    allOf: alike(FIELDS).map((fields) => ({
      if: { properties: { field: { anyOf: fields.map(({ id }) => named(id)) } }, required: ['field'] },
      then: forFields(fields[0] as Field),
    })),
  };
}

function named(id: string): Schema {
  if (!id.endsWith('*')) return { const: id };
  return { type: 'string', pattern: `^${id.slice(0, -1).replaceAll('.', '\\.')}[0-9A-Za-z_-]+$` };
}

/** Fields that take the same operators and values. */
function alike(fields: readonly Field[]): readonly (readonly Field[])[] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    const key = `${field.kind} ${field.choices?.join() ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()];
}

function forFields(field: Field): Schema {
  const operators = operatorsOf(field.kind);
  const byValue = new Map<string, { value: Schema | undefined; operators: Operator<unknown>[] }>();
  for (const operator of operators) {
    const value = valueSchema(field, operator);
    const key = `${JSON.stringify(value)} ${operator.caseMatters ?? false}`;
    const same = byValue.get(key) ?? { value, operators: [] };
    byValue.set(key, { value, operators: [...same.operators, operator] });
  }
  return {
    properties: { operator: { enum: operators.map(({ id }) => id) } },
    allOf: [...byValue.values()].map(({ value, operators: same }) => ({
      if: { properties: { operator: { enum: same.map(({ id }) => id) } }, required: ['operator'] },
      then: value ? { properties: { value }, required: ['value'] } : { properties: { value: false } },
    })),
  };
}

/** An action: its id decides what else there is. */
function action(): Schema {
  return {
    type: 'object',
    required: ['action'],
    properties: {
      action: {
        enum: ACTIONS.map(({ id }) => id),
        enumDescriptions: ACTIONS.map(({ id }) => english(descriptionKey(actionKey(id)))),
      },
    },
    allOf: ACTIONS.map((each) => ({
      if: { properties: { action: { const: each.id } }, required: ['action'] },
      then: step(each),
    })),
  };
}

/** The parameters of an action, as its entry has them, with what belongs to every step. */
function step(entry: Action): Schema {
  const parameters = inner(entry.parameters());
  const common = { ...(inner(stepSchemaOf(entry)).properties as Schema), action: { const: entry.id } };
  const withCommon = (schema: Schema): Schema => ({
    ...schema,
    properties: { ...common, ...(schema.properties as Schema) },
  });
  const { anyOf } = parameters as { anyOf?: readonly Schema[] };
  return anyOf ? { ...parameters, anyOf: anyOf.map(withCommon) } : withCommon(parameters);
}
