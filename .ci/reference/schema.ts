import * as z from 'zod';
import type { Action } from '../../src/catalogue/actions/action';
import { ACTIONS } from '../../src/catalogue/actions';
import { EVENTS } from '../../src/catalogue/events';
import { FIELDS } from '../../src/catalogue/fields';
import type { Field } from '../../src/catalogue/fields/field';
import { operatorsOf, valueSchema, type Operator } from '../../src/catalogue/operators';
import { actionKey, descriptionKey, eventKey, fieldKey } from '../../src/rules/describe';
import { MODES } from '../../src/model/rule';
import { EXPECTATIONS, LIMITS, ONCE_PER, RULE_ID } from '../../src/rules/schema';
import { translate, message, type MessageKey } from '../../src/text/message';

export type Schema = Readonly<Record<string, unknown>>;

const DURATION = {
  type: 'string',
  pattern: '^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
  description: 'ISO 8601: PT30S, PT5M, PT12H, P1D, P2W.',
};

const english = (key: MessageKey): string => translate('en', message(key));
const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const strict = (properties: Schema, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/**
 * The JSON Schema of the rules document, for editors: what may be written where, with the words that people read
 * elsewhere too. It says less than the check (templates, patterns, tests, names of agents), never something else.
 */
export function rulesSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Rules for customer conversations',
    description: 'The document in the setting "rules" of the Workflow app. See RULES.md for everything in it.',
    type: 'object',
    properties: {
      rules: { type: 'array', maxItems: LIMITS.rules, items: ref('rule') },
      calendars: {
        type: 'object',
        propertyNames: { pattern: '^[0-9A-Za-z_-]+$' },
        additionalProperties: ref('calendar'),
        description: 'Opening hours by name, asked as operation.hours.<name>.',
      },
    },
    definitions: {
      rule: rule(),
      event: { enum: EVENTS, enumDescriptions: EVENTS.map((id) => english(descriptionKey(eventKey(id)))) },
      condition: { anyOf: [ref('comparison'), ref('all'), ref('any'), ref('none')] },
      all: group('all', 'Every one of these is true.'),
      any: group('any', 'Any of these is true.'),
      none: group('none', 'None of these is true.'),
      comparison: comparison(),
      action: action(),
      test: test(),
      duration: DURATION,
      calendar: calendar(),
      ...Object.assign({}, ...ACTIONS.map((each) => parametersOf(each).definitions)),
    },
  };
}

function rule(): Schema {
  const events = { type: 'array', items: ref('event'), minItems: 1 };
  return strict(
    {
      id: {
        type: 'string',
        pattern: RULE_ID.source,
        description: 'Unique; never change it, history stays attached to it.',
      },
      name: { type: 'string', minLength: 1, maxLength: LIMITS.name },
      description: { type: 'string', maxLength: LIMITS.description },
      mode: {
        enum: MODES,
        default: 'live',
        description: 'live: runs. watch: records what it would do, does nothing. off: does not run.',
      },
      on: { anyOf: [ref('event'), events], description: 'When: one event, or a list.' },
      if: { anyOf: [{ const: 'always' }, ref('condition')], description: 'If: "always", or a condition.' },
      do: {
        type: 'array',
        minItems: 1,
        maxItems: LIMITS.actions,
        items: ref('action'),
        description: 'Then: actions, run in this order.',
      },
      once: {
        ...strict({ per: { enum: ONCE_PER }, within: ref('duration') }, ['per']),
        description: 'At most one run per conversation or customer, ever or within the duration.',
      },
      wait: {
        ...strict({ for: ref('duration'), unless: events, restart: { type: 'boolean' } }, ['for']),
        description: 'Runs later, when the conditions still hold and none of the events came in between.',
      },
      stop: { type: 'boolean', description: 'When this rule matches, no later rule runs for this event.' },
      tests: { type: 'array', items: ref('test'), description: 'Examples, run whenever rules are saved.' },
    },
    ['id', 'name', 'on', 'if', 'do'],
  );
}

function group(name: string, description: string): Schema {
  return { ...strict({ [name]: { type: 'array', items: ref('condition'), minItems: 1 } }, [name]), description };
}

function calendar(): Schema {
  return strict(
    {
      timezone: { type: 'string', description: "An IANA name such as America/Sao_Paulo; the setting's when left out." },
      hours: {
        type: 'string',
        description: 'Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00, or agents, or workspace.',
      },
      holidays: {
        type: 'string',
        description: 'One a line: 2026-12-25 Christmas; 12-24 - 01-02 Winter break; 12-24 12:00-24:00 Christmas Eve.',
      },
    },
    ['hours'],
  );
}

function test(): Schema {
  return strict(
    {
      name: { type: 'string', minLength: 1 },
      given: {
        type: 'object',
        description: 'Facts by field. null is missing, {"unknown": "why"} is unknown, what is left out is missing.',
      },
      on: ref('event'),
      at: { type: 'string', description: 'An ISO moment; hours, weekday and time follow from it.' },
      expect: { enum: EXPECTATIONS },
    },
    ['name', 'given', 'expect'],
  );
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
        case_sensitive: { type: 'boolean', description: 'true: match case. Texts only.' },
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

/** What is written inside of itself stands under `definitions`, which belong to the whole document. */
function parametersOf(entry: Action): Schema & { readonly definitions?: Schema } {
  const { $schema: _, ...parameters } = z.toJSONSchema(entry.parameters, { io: 'input', target: 'draft-7' });
  return parameters;
}

/** The parameters of an action, as its entry has them, with what belongs to every step. */
function step(entry: Action): Schema {
  const { definitions: _, ...parameters } = parametersOf(entry);
  const common = {
    action: { const: entry.id },
    ...(entry.messagesCustomer
      ? { also: { type: 'boolean', description: 'true: sent even if another rule already replied.' } }
      : {}),
  };
  const withCommon = (schema: Schema): Schema => ({
    ...schema,
    properties: { ...common, ...(schema.properties as Schema) },
  });
  const { anyOf } = parameters as { anyOf?: readonly Schema[] };
  return anyOf ? { ...parameters, anyOf: anyOf.map(withCommon) } : withCommon(parameters);
}
