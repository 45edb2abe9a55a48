import * as z from 'zod';
import type { Action } from '../../src/catalogue/actions/action';
import { ACTIONS } from '../../src/catalogue/actions/all';
import { keysOf } from '../../src/catalogue/actions/shape';
import { EVENTS, MESSAGE_EVENTS } from '../../src/catalogue/events';
import { FIELDS } from '../../src/catalogue/fields';
import type { Field } from '../../src/catalogue/fields/field';
import { KINDS, type Kind } from '../../src/model/value';
import { sayAction, voice } from '../../src/rules/describe';
import { actionKey, descriptionKey, eventKey, fieldKey } from '../../src/catalogue/keys';
import { stepSchema, stepSchemaOf, type ActionStep } from '../../src/catalogue/document';
import { EXTRA_NAMES } from '../../src/catalogue/extra-names';
import { translate, message, type MessageKey } from '../../src/text/message';
import { CALENDARS, CONDITIONS, INTRODUCTION, LOOKUPS, RULE, TESTS, TEXTS } from './chapters';
import { OPERATOR_EXAMPLES, type OperatorExample } from './operators';
import { planOf } from './plan';
import type { Schema } from './schema';

const english = (key: MessageKey): string => translate('en', message(key));
const about = (key: MessageKey): string => english(descriptionKey(key));
const code = (value: unknown): string => `\`${typeof value === 'string' ? value : spaced(value)}\``;

/** The reference of the rule language, from the entries. Not formatted yet. */
export function rulesMarkdown(): string {
  return [
    INTRODUCTION,
    RULE,
    events(),
    CONDITIONS,
    ...KINDS.map(operators),
    fields(),
    TEXTS,
    EXTRA_NAMES.map((name) => `- ${code(name)}: ${about(fieldKey(name)).replace('In texts only: ', '')}`).join('\n'),
    actions(),
    CALENDARS,
    LOOKUPS,
    TESTS,
  ].join('\n\n');
}

function events(): string {
  const rows = EVENTS.map((id) => `| ${code(id)} | ${about(eventKey(id))} |`);
  const carrying = MESSAGE_EVENTS.map(code).join(' and ');
  return [
    '## Events\n\n| id | when |\n| --- | --- |',
    ...rows,
    `\nSystem messages are no events. Only ${carrying} carry a message; on the others the fields of \`message\` are missing.`,
  ].join('\n');
}

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  text: 'Texts',
  locale: 'Languages',
  phone: 'Phone numbers',
  custom: 'Custom fields',
  choice: 'Choices',
  username: 'Usernames',
  department: 'Departments',
  list: 'Lists',
  number: 'Numbers',
  duration: 'Durations',
  time: 'Times of day',
  boolean: 'Yes or no',
};

/** Where kinds take the operators of texts as well, and what is to be said of the kind at all. */
const KIND_NOTES: Partial<Readonly<Record<Kind, string>>> = {
  locale: 'The operators of texts, where `is` and `is_not` compare language ranges:',
  phone:
    'The operators of texts, of which these compare digits alone: `+`, a leading `00`, blanks, brackets, dots and dashes do not count.',
  custom:
    'The operators of texts, and those of numbers. A number operator is unknown when the text is no plain number:',
  department: 'By name, folded and whole, or by exact id.',
  duration: 'Weeks, days of 24 hours, hours, minutes and seconds, in whole numbers.',
  time: '`HH:mm`; the end is exclusive and may be `24:00`, which `23:59` means too; a span may pass midnight.',
  boolean: 'A missing value is neither true nor false.',
};

function operators(kind: Kind): string {
  const lines = (OPERATOR_EXAMPLES[kind] ?? []).map((example) => {
    const note = example.note === undefined ? '' : `: ${example.note}`;
    return `- **${code(example.operator)}**${note}\\\n  ${outcome(example)}`;
  });
  return [`### ${KIND_NAMES[kind]}`, KIND_NOTES[kind] ?? '', lines.join('\n')].join('\n\n');
}

/** The line that the reference's test reads back and runs. */
function outcome({ note: _, match, noMatch, ...comparison }: OperatorExample): string {
  const given = (fact: unknown): string => (fact === null ? 'missing' : code(JSON.stringify(fact)));
  return `${code(spaced(comparison))} is true for ${given(match)}, false for ${given(noMatch)}.`;
}

const FAMILIES: Readonly<Record<string, string>> = {
  conversation: 'The conversation',
  message: 'The message',
  operation: 'Your operation',
  channel: 'The channel',
  customer: 'The customer',
  agent: 'The agent who has the conversation',
  question: 'Questions to the customer',
  answer: 'Answers',
  actor: 'Who wrote the message or ran the rule',
  input: 'What was filled in by hand',
  lookup: 'Answers from outside',
};

function fields(): string {
  const families = Object.entries(FAMILIES).map(([family, title]) => {
    const own = FIELDS.filter(({ id }) => id.startsWith(`${family}.`));
    return [`### ${title}`, ...own.map(field)].join('\n\n');
  });
  return ['## Fields', ...families].join('\n\n');
}

function field(entry: Field): string {
  const { id, kind, choices, events: only, example } = entry;
  const takes = choices ? `${kind}: ${choices.map(code).join(', ')}` : kind;
  const when = only ? ` Only on ${only.map(code).join(', ')}.` : '';
  const { operator, value, match, noMatch } = example;
  const written = id.replace('.*', id === 'operation.hours.*' ? '.night-team' : '.plan');
  return [
    `#### ${code(id.replace('*', '<key>'))}`,
    `*${takes}.* ${about(fieldKey(id))}${when}`,
    outcome({ field: written, operator, value, match, noMatch }),
  ].join('\n\n');
}

function actions(): string {
  return ['## Actions', ...ACTIONS.map(action)].join('\n\n');
}

const CONNECTION = {
  needed: 'Needs the connection to the server (the token of a livechat manager, in the settings).',
  helps: 'Works without a connection to the server, and knows or can do more with one.',
  unused: undefined,
};

function action(entry: Action): string {
  const step = entry.example as ActionStep;
  return [
    `### ${code(entry.id)}`,
    [about(actionKey(entry.id)), CONNECTION[entry.connection]].filter(Boolean).join(' '),
    parameters(entry).join('\n'),
    `\`\`\`json\n${JSON.stringify(step)}\n\`\`\``,
    `In words: ${sayAction(step, voice('en'))}\\\nIn the record of a rule in \`watch\`: ${planOf(entry, step)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

type Defs = Readonly<Record<string, Schema>>;

function parameters(entry: Action): string[] {
  const schema = z.toJSONSchema(entry.parameters(), { io: 'input' }) as Schema;
  // What any action may have is told with the keys of a rule.
  const toAll = keysOf(stepSchema());
  const { properties } = z.toJSONSchema(stepSchemaOf(entry), { io: 'input', unrepresentable: 'any' }) as {
    properties: Defs;
  };
  const common = Object.fromEntries(Object.entries(properties).filter(([key]) => !toAll.includes(key)));
  return [...listed(schema, schema.$defs as Defs), ...listed({ properties: common })];
}

/** One line a parameter; the ways of writing it when there are several. */
function listed(schema: Schema, defs: Defs = {}, indent = ''): string[] {
  const { anyOf } = schema as { anyOf?: readonly Schema[] };
  const objects = anyOf ?? [schema];
  const lines = objects.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties as Record<string, Schema>).flatMap(([name, each]) => {
      const needed = !anyOf && (required as readonly string[]).includes(name) ? ' (required)' : '';
      const says = (each.description as string | undefined) ?? '';
      const line = `${indent}- ${code(name)}${needed}: ${says}`;
      // What is written inside of itself is told once, where it stands first.
      const within = indent === '' && typeof each.$ref === 'string' ? defs[each.$ref.replace('#/$defs/', '')] : each;
      return [line, ...(within?.anyOf ? listed(within, defs, `${indent}  `) : [])];
    }),
  );
  return [...new Set(lines)];
}

/** JSON on one line, with blanks where people write them. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{ ${entries.map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`).join(', ')} }`;
}
