import * as fs from 'node:fs';
import * as path from 'node:path';
import * as z from 'zod';
import { actionOf, ASKING } from '../../../src/catalogue/actions';
import { ACTIONS } from '../../../src/catalogue/actions/all';
import { keysOf, schemasAt } from '../../../src/catalogue/actions/shape';
import { messageStepSchema } from '../../../src/catalogue/document';
import { refusingChanges } from '../../../src/ports/refusing-changes';
import { createChanges, type HostParts } from '../../../src/host/changes';
import { HostError, type Changes } from '../../../src/ports/host';
import { LANGUAGES, translate } from '../../../src/text/message';
import { TEXTS } from '../../support/texts';
import { contextOf } from './doing';
import { createServer } from './server';

const ROOT = path.resolve(__dirname, '../../..');

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(name) : [name];
  });
}

test('those that ask are told apart without being opened', () => {
  expect(ASKING).toEqual(ACTIONS.flatMap(({ id, asks }) => (asks ? [id] : [])));
});

test('every action of the table is there', () => {
  expect(ACTIONS.map(({ id }) => id)).toEqual([
    ...[
      'send_message',
      'ask',
      'assign',
      'unassign',
      'close',
      'open',
      'note_conversation',
      'set_topic',
      'tag_conversation',
    ],
    'update_conversation',
    ...['add_contact_tags', 'remove_contact_tags', 'note_contact', 'update_contact', 'notify', 'webhook'],
    ...['hold', 'resume', 'set_priority', 'send_transcript', 'email'],
  ]);
  expect(actionOf('toString')).toBeUndefined();
});

describe.each(ACTIONS.map((action) => [action.id, action] as const))('%s', (id, action) => {
  const { action: named, ...parameters } = action.example;

  test('its example is a step', () => {
    expect(named).toBe(id);
    expect(action.parameters().parse(parameters)).toEqual(parameters);
  });

  test('an unknown parameter is refused', () => {
    expect(action.parameters().safeParse({ ...parameters, strange: 1 }).success).toBe(false);
  });

  test('no parameter of its own has the name of what may stand in any action', () => {
    const own = schemasAt(action.parameters(), []).flatMap(keysOf);
    expect(keysOf(messageStepSchema()).filter((key) => own.includes(key))).toEqual([]);
  });

  test('a schema for editors can be made of it, with words for every parameter', () => {
    const schema = JSON.stringify(z.toJSONSchema(action.parameters(), { io: 'input' }));
    const properties = JSON.parse(schema) as { properties?: Record<string, { description?: string }> };
    for (const property of Object.values(properties.properties ?? {})) expect(property.description).toBeTruthy();
  });

  test('it says in four languages what it would do', async () => {
    const { conversation } = await contextOf(createServer());
    const plan = action.plan(parameters, conversation);
    for (const language of LANGUAGES) {
      expect(TEXTS[language]).toHaveProperty(plan.key);
      expect(translate(language, plan)).not.toMatch(/\{[a-z_]+\}/);
    }
  });

  test('its permissions are those of the app', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'app.json'), 'utf8')) as {
      permissions: { name: string }[];
    };
    expect(manifest.permissions.map(({ name }) => name)).toEqual(expect.arrayContaining([...action.permissions]));
  });

  test('what cannot be repeated says after a crash whether it happened', () => {
    expect(action.repeatable || action.verify !== undefined).toBe(true);
  });
});

test('every reason and plan that actions and host name has its sentence in four languages', () => {
  const named = [...sources('src/catalogue/actions'), ...sources('src/host')].flatMap((file) =>
    file.endsWith('.ts')
      ? [...fs.readFileSync(path.join(ROOT, file), 'utf8').matchAll(/'((?:reason|plan|pick|note)_[a-z_]+)'/g)].map(
          ([, key]) => key ?? '',
        )
      : [],
  );
  // Ids of actions and keys of the store look alike.
  const keys = [...new Set(named)].filter((key) => !actionOf(key));
  for (const language of LANGUAGES) expect(keys.filter((key) => !TEXTS[language][key])).toEqual([]);
});

test('a dry run changes nothing: every change is refused', async () => {
  const names = Object.keys(createChanges({} as HostParts)) as (keyof Changes)[];
  expect(names).toContain('sendMessage');
  for (const name of names)
    await expect((refusingChanges[name] as () => Promise<unknown>)()).rejects.toThrow(HostError);
});
