import { actionKey } from '../../catalogue/keys';
import { message, type MessageKey } from '../../text/message';
import type { SettingValues } from '../../../settings/definitions';
import { actionOf } from '../../catalogue/actions';
import type { Action } from '../../catalogue/actions/action';
import { found, type Found } from '../../catalogue/actions/parameters';
import { fieldOf } from '../../catalogue/fields';
import { GROUPS } from '../../catalogue/document';
import type { RawRule } from '../rule-book/raw-document';
import type { Book, BookRule } from '../rule-book/rule-book';
import { bad, note, type Problem } from './problem';
import type { Inspection } from '../../ports/inspection';
import { isObject } from '../../util/json';

/** What the server does not let the app do, as far as asking it does no harm. */
export async function serverAilments(
  inspection: Inspection,
  settings: SettingValues,
  book: Book,
): Promise<readonly Problem[]> {
  const [permissions, connection, untold, room] = await Promise.all([
    inspection.missingPermissions(),
    inspection.connection(),
    untoldTargets(inspection, book),
    settings.alert_room.trim() === '' ? undefined : inspection.canTell(settings.alert_room.trim()),
  ]);
  return [
    ...permissions.map((permission) => bad(`permission ${permission}`, message('health_permission', { permission }))),
    ...(room === undefined
      ? []
      : [bad('alert room', message('health_alert_room', { room: settings.alert_room, problem: room }))]),
    ...untold,
    ...(connection.kind === 'none' ? needing(book, lacksConnection) : []),
    ...(connection.kind === 'broken'
      ? [bad('connection', message('health_connection', { problem: connection.why }))]
      : []),
    ...(connection.kind === 'works'
      ? [
          ...connection.problems.map(({ what, why }) =>
            bad(`connection ${what}`, message('health_connection_lacks', { what, problem: why })),
          ),
          ...(connection.unlicensed === true ? needing(book, lacksLicence) : []),
          ...missingFields(connection.fields, settings, book),
        ]
      : []),
  ];
}

/** More rooms than this are not asked for each time. */
const MOST_TARGETS = 20;

/** Rules that tell somebody something. */
export interface ToldFrom {
  readonly rules: readonly Pick<BookRule, 'id' | 'name' | 'source' | 'mode'>[];
}

/** Whom rules tell something who cannot be told: said before it fails. */
export async function untoldTargets(
  inspection: Pick<Inspection, 'canTell'>,
  book: ToldFrom,
): Promise<readonly Problem[]> {
  const named = book.rules.flatMap(({ id, name, source, mode }) =>
    mode === 'off' ? [] : targetsIn(source).map((target) => ({ rule: name || (id ?? '?'), target, mode })),
  );
  const targets = [...new Set(named.map(({ target }) => target))].slice(0, MOST_TARGETS);
  const answers = await Promise.all(targets.map(async (target) => [target, await inspection.canTell(target)] as const));
  const problems = new Map(answers);
  return named.flatMap(({ rule, target, mode }) => {
    const problem = problems.get(target);
    const told = problem && message('health_notify', { rule, target, problem });
    return told ? [(mode === 'live' ? bad : note)(`notify ${rule} ${target}`, told)] : [];
  });
}

/** A step whose action there is, with its parameters as they are written. */
interface KnownStep {
  readonly action: Action;
  readonly parameters: RawRule;
}

function stepsIn(source: unknown): readonly KnownStep[] {
  const steps = isObject(source) && Array.isArray(source.do) ? (source.do as unknown[]) : [];
  return steps.filter(isObject).flatMap(({ action: id, if_failed: fallback, ...parameters }) => {
    const action = typeof id === 'string' ? actionOf(id) : undefined;
    return [...(action ? [{ action, parameters }] : []), ...stepsIn({ do: fallback })];
  });
}

/** Rooms, and users after an at sign. */
function targetsIn(source: unknown): readonly string[] {
  return stepsIn(source).flatMap(({ action, parameters }) => {
    const users = texts(found('user', action.parameters(), parameters));
    const rooms = texts(found('room', action.parameters(), parameters));
    return [...users.map((user) => `@${user.replace(/^@/, '')}`), ...rooms];
  });
}

function texts(all: readonly Found[]): readonly string[] {
  return all.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** What some actions need, and how it is told that it is not there. */
interface Lack {
  readonly id: string;
  readonly text: MessageKey;
  needs(action: Action): boolean;
}

const lacksConnection: Lack = {
  id: 'needs connection',
  text: 'health_needs_connection',
  needs: ({ connection }) => connection === 'needed',
};
const lacksLicence: Lack = {
  id: 'needs licence',
  text: 'health_needs_licence',
  needs: ({ licence }) => licence === true,
};

/** Actions that fail without a connection, or a licence, are told before they fail. */
function needing(book: Book, lack: Lack): readonly Problem[] {
  return book.rules.flatMap(({ id, name, source, mode }) => {
    const actions = stepsIn(source).flatMap(({ action }) => (lack.needs(action) ? [action.id] : []));
    if (mode === 'off' || actions.length === 0) return [];
    const labels = [...new Set(actions)].map((action) => message(actionKey(action)));
    const said = message(lack.text, { rule: name || (id ?? '?'), actions: labels });
    return [(mode === 'live' ? bad : note)(`${lack.id} ${id}`, said)];
  });
}

/** Custom fields of the visitor that settings or rules name, and the server does not have. */
function missingFields(fields: readonly string[] | undefined, settings: SettingValues, book: Book): readonly Problem[] {
  if (!fields) return [];
  const named = (['locale', 'timezone', 'country', 'city', 'tags'] as const).flatMap((what) => {
    const key = settings[`field_${what}`].trim();
    return key === '' || fields.includes(key)
      ? []
      : [note(`field ${what}`, message('health_field', { setting: message(`setting_field_${what}`), field: key }))];
  });
  const inRules = [
    ...new Set(book.rules.filter(({ mode }) => mode !== 'off').flatMap(({ source }) => customKeys(source))),
  ]
    .filter((key) => !fields.includes(key))
    .map((key) => note(`field of rules ${key}`, message('health_field_of_rules', { field: key })));
  return [...named, ...inRules];
}

/** Custom fields of the customer that a rule asks for or writes. */
function customKeys(source: unknown): readonly string[] {
  if (!isObject(source)) return [];
  const written = stepsIn(source).flatMap(({ action, parameters }) =>
    found('customer_fields', action.parameters(), parameters).flatMap(({ value }) =>
      isObject(value) ? Object.keys(value) : [],
    ),
  );
  return [...askedKeys(source.if), ...written];
}

function askedKeys(condition: unknown): readonly string[] {
  if (Array.isArray(condition)) return condition.flatMap(askedKeys);
  if (!isObject(condition)) return [];
  const ref = typeof condition.field === 'string' ? fieldOf(condition.field) : undefined;
  return [
    ...(ref?.field.family === 'customer_field' ? [ref.key] : []),
    ...GROUPS.flatMap((group) => askedKeys(condition[group])),
  ];
}
