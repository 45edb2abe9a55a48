import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { ACTIONS } from '../../../src/catalogue/actions/all';
import { FIELDS } from '../../../src/catalogue/fields';
import { readDocument } from '../../../src/rules/read';
import { OPERATOR_EXAMPLES } from '../../../.ci/reference/operators';

const SETTINGS = path.join(__dirname, '../../../settings');
const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(SETTINGS, file), 'utf8'));

// Not strict: beside the standard's keywords stand those of editors.
const ajv = new Ajv({ allErrors: true, strict: false });
const validate = ajv.compile(read('rules.schema.json') as object);

function complaints(document: unknown): string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

type Parts = Readonly<Record<string, unknown>>;
const inDocument = (parts: Parts): unknown => ({
  rules: [{ id: 'r', name: 'R', on: 'customer_message', if: 'always', do: [{ action: 'unassign' }], ...parts }],
});

describe('the editor’s schema accepts', () => {
  test.each(fs.readdirSync(path.join(SETTINGS, 'examples')))('examples/%s', (file) => {
    expect(complaints(read(`examples/${file}`))).toEqual([]);
  });

  test.each(ACTIONS.map(({ id, example }) => [id, example] as const))(
    'the example of the action %s',
    (_id, example) => {
      expect(complaints(inDocument({ do: [example] }))).toEqual([]);
    },
  );

  const comparisons = [
    ...FIELDS.map(({ id, example: { operator, value } }) => ({ field: id.replace('*', 'plan'), operator, value })),
    ...Object.values(OPERATOR_EXAMPLES)
      .flat()
      .map(({ match: _, noMatch: __, note: ___, ...comparison }) => comparison),
  ];
  test.each(comparisons.map((comparison) => [JSON.stringify(comparison)]))('%s', (comparison) => {
    expect(complaints(inDocument({ if: JSON.parse(comparison) as unknown }))).toEqual([]);
  });

  test.each<[string, Parts]>([
    ['a list of events', { on: ['customer_message', 'agent_message'] }],
    [
      'everything a rule may have',
      {
        description: 'd',
        mode: 'watch',
        once: { per: 'customer', within: 'P30D' },
        wait: { for: 'PT5M', unless: ['agent_message'], restart: true },
        stop: true,
        tests: [
          { name: 't', given: { 'customer.name': null }, on: 'customer_message', at: '2026-07-15', expect: 'match' },
        ],
      },
    ],
    ['nested groups', { if: { any: [{ none: [{ field: 'operation.holiday', operator: 'is', value: true }] }] } }],
  ])('%s', (_what, parts) => {
    expect(complaints(inDocument(parts))).toEqual([]);
    expect(readDocument(JSON.stringify(inDocument(parts))).findings.filter(({ level }) => level === 'error')).toEqual(
      [],
    );
  });
});

const asked = (field: string, operator: string, value?: unknown): Parts => ({ if: { field, operator, value } });

describe('and refuses, as the check does', () => {
  test.each<[string, Parts]>([
    ['an unknown event', { on: 'customer_wrote' }],
    ['an empty list of events', { on: [] }],
    ['an unknown key', { when: 'customer_message' }],
    ['an id with a blank', { id: 'after hours' }],
    ['a name that is too long', { name: 'x'.repeat(121) }],
    ['no action', { do: [] }],
    ['an unknown action', { do: [{ action: 'send_mesage', text: 'x' }] }],
    ['an action without what it needs', { do: [{ action: 'send_message' }] }],
    ['an unknown parameter', { do: [{ action: 'close', comment: 'x', text: 'y' }] }],
    ['also, where nothing is sent', { do: [{ action: 'unassign', also: true }] }],
    ['two targets at once', { do: [{ action: 'assign', to: { agent: 'a', department: 'b' } }] }],
    ['an unknown field', asked('customer.nmae', 'is', 'x')],
    ['a family without its member', asked('customer.custom', 'is', 'x')],
    ['an operator of another kind', asked('message.text', 'includes', 'x')],
    ['an unknown choice', asked('conversation.owner', 'is', 'robot')],
    ['a number for a text', asked('message.text', 'contains', 5)],
    ['a text for a number', asked('conversation.message_count', 'at_least', '5')],
    ['a number for a duration', asked('conversation.waiting', 'at_least', 5)],
    ['one bound', asked('operation.time', 'between', ['18:00'])],
    ['an empty list', asked('message.text', 'contains', [])],
    ['a value where none belongs', asked('customer.email', 'is_set', 'x')],
    ['no value', asked('message.text', 'contains')],
    ['an empty group', { if: { all: [] } }],
    ['two groups at once', { if: { all: [{ field: 'operation.holiday', operator: 'is', value: true }], any: [] } }],
    ['a duration that is none', { wait: { for: '5 minutes' } }],
    ['once per nothing', { once: { within: 'PT5M' } }],
  ])('%s', (_what, parts) => {
    const document = JSON.parse(JSON.stringify(inDocument(parts))) as unknown;
    expect(complaints(document)).not.toEqual([]);
    expect(readDocument(JSON.stringify(document)).findings.map(({ level }) => level)).toContain('error');
  });
});
