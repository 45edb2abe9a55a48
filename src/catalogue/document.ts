import { z } from '../util/zod';
import { parseDuration } from '../calendar/duration';
import { codePoints } from '../util/code-points';
import { isObject, own, type JsonObject } from '../util/json';
import { lazily } from '../util/lazily';
import { described, duration as durationOf, ofKind } from './actions/parameters';
import { keysOf } from './actions/shape';
import { EVENTS } from './events';
import { scheduleSchema } from './schedule';

/**
 * The rules document (DESIGN.md 1): everything that may be written in it, but for the parameters of actions and the
 * values of conditions, which their entries know. Types, lists of keys, the check and the editor's JSON Schema follow
 * from here. A new key is a line in the schema of what it belongs to, and its row in the reference (`npm run reference`):
 * - of a rule, a wait, a test, a calendar: `ruleSchema`, `waitSchema`, `testSchema`, `calendarSchema`
 * - of every action: `stepSchema`; of those that write to the customer: `messageStepSchema`; of one: its entry
 * - of the document: `documentSchema`
 * Types, "did you mean", limits and their sentences are there then. A limit that no schema of zod's can say is a
 * `z.refine` whose message is the key of a sentence. What hangs on something else in the rule, such as an action's id, is
 * `other(…)` here and looked at in `rules/check`. What a key does is told where rules run.
 */

/** The limits of the document. Characters are code points. */
export const LIMITS = {
  rules: 1_000,
  bytes: 1_048_576,
  id: 64,
  name: 120,
  description: 500,
  labels: 5,
  label: 40,
  button: 40,
  actions: 20,
  if_failed: 5,
  conditions: 50,
  nesting: 5,
} as const;

/** What an id may look like; history stays attached to it. */
export const RULE_ID = /^[a-z0-9-]{1,64}$/;

/** The id of an entry of `rules`; null where it has none that can be used. */
export function usableId(entry: unknown): string | null {
  const id = isObject(entry) ? own(entry, 'id') : undefined;
  return typeof id === 'string' && RULE_ID.test(id) ? id : null;
}

export const MODES = ['live', 'watch', 'off'] as const;
export type Mode = (typeof MODES)[number];

/** At most so many code points. */
function atMost(most: number) {
  const units = z.maxLength(most);
  const { check } = units._zod;
  units._zod.check = (payload) => (codePoints(payload.value as string) > most ? check(payload) : undefined);
  return units;
}

const filled = (most: number) => z.string().check(z.minLength(1), atMost(most), z.regex(/\S/));
const flag = (description: string) => z.optional(described(description, z.boolean()));
/** Looked at by a check of its own: what it is asked about decides what it may be. */
const other = <T>(id: string) => {
  const schema = z.custom<T>((value) => value !== undefined);
  z.globalRegistry.add(schema, { id });
  return schema;
};

const named = <T extends z.core.$ZodType>(id: string, schema: T): T => {
  z.globalRegistry.add(schema, { id });
  return schema;
};

const event = lazily(() => named('event', ofKind('event', z.enum(EVENTS))));
const events = lazily(() => z.array(event()).check(z.minLength(1)));

/** ISO 8601, longer than nothing. */
const duration = lazily(() => named('duration', durationOf()));

/** One comparison, as written in a rule. What its value may be follows from field and operator. */
export const comparisonSchema = lazily(() =>
  z.strictObject({
    field: z.string(),
    operator: z.string(),
    value: z.optional(z.unknown()),
    case_sensitive: flag('true: match case. Texts only.'),
  }),
);

/** The keys that make a group of conditions. */
export const GROUPS = ['all', 'any', 'none'] as const;

const step = lazily(() => other<ActionStep>('action'));

/** What may stand in any action, beside the parameters of its entry. */
export const stepSchema = lazily(() =>
  z.strictObject({
    action: z.string(),
    if_failed: z.optional(
      described(
        'Actions to take when this one fails, or nobody can take it. They have no if_failed of their own.',
        z.array(step()).check(z.minLength(1), z.maxLength(LIMITS.if_failed)),
      ),
    ),
  }),
);

/** The same where it writes to the customer. */
export const messageStepSchema = lazily(() =>
  z.extend(stepSchema(), {
    also: flag('`true`: sent even if another rule already replied.'),
  }),
);

/** An action as written: what may stand in any, and the parameters of its entry. */
export interface ActionStep extends Plain<typeof messageStepSchema> {
  readonly [parameter: string]: unknown;
}

/** What may stand in an action, beside the parameters of its entry. */
export function stepSchemaOf({ messagesCustomer }: { readonly messagesCustomer: boolean }) {
  return messagesCustomer ? messageStepSchema() : stepSchema();
}

/** The two halves of an action as written: what may stand in any of this form, and the parameters of its entry. */
export function halvesOf(step: JsonObject, form: z.core.$ZodType = messageStepSchema()) {
  const keys = keysOf(form);
  const half = (isCommon: boolean): JsonObject =>
    Object.fromEntries(Object.entries(step).filter(([key]) => keys.includes(key) === isCommon));
  return { common: half(true), parameters: half(false) };
}

export interface All {
  readonly all: readonly Condition[];
}
export interface Any {
  readonly any: readonly Condition[];
}
export interface None {
  readonly none: readonly Condition[];
}
export type Comparison = Plain<typeof comparisonSchema>;
export type Condition = Comparison | All | Any | None;

export const ONCE_PER = ['conversation', 'customer'] as const;

const onceSchema = lazily(() =>
  described(
    'At most one run per conversation or customer, ever or within the duration.',
    z.strictObject({ per: z.enum(ONCE_PER), within: z.optional(duration()) }),
  ),
);

/** How a wait names the opening hours of the settings. */
export const OWN_HOURS = 'hours';

const waitSchema = lazily(() =>
  described(
    'Runs later, when the conditions still hold and none of the events came in between.',
    z.strictObject({
      for: duration(),
      in: z.optional(
        described(
          'Only open time counts: hours (those of the settings), or the name of a calendar.',
          z.string().check(z.minLength(1)),
        ),
      ),
      unless: z.optional(events()),
      restart: z.optional(z.boolean()),
    }),
  ),
);

export const testSchema = lazily(() =>
  z.strictObject({
    name: z.string().check(z.minLength(1), z.regex(/\S/)),
    given: described(
      'Facts by field. null is missing, {"unknown": "why"} is unknown, what is left out is missing.',
      z.record(z.string(), z.unknown()),
    ),
    on: z.optional(event()),
    at: z.optional(described('An ISO moment; hours, weekday and time follow from it.', z.string())),
    expect: z.enum(['match', 'no_match']),
    match: z.optional(
      described(
        'What the named groups of the patterns must hold, as in texts: match.<name>.',
        z.record(z.string(), z.string()),
      ),
    ),
  }),
);

const input = lazily(() =>
  z.strictObject({
    id: described('Printed and asked as input.<id>.', z.string().check(z.regex(RULE_ID, 'finding_wrong_id'))),
    label: described('What people read beside it.', filled(LIMITS.button)),
    kind: z.enum(['text', 'choice']),
    choices: z.optional(
      described('For a choice: what may be picked.', z.array(filled(100)).check(z.minLength(1), z.maxLength(20))),
    ),
    required: z.optional(z.boolean()),
  }),
);

export const ruleSchema = lazily(() =>
  z.strictObject({
    id: described('Unique; never change it, history stays attached to it.', z.string().check(z.regex(RULE_ID))),
    name: filled(LIMITS.name),
    description: z.optional(z.string().check(atMost(LIMITS.description))),
    labels: z.optional(
      described(
        'Words to group and find rules by; they change nothing else.',
        z.array(filled(LIMITS.label)).check(z.maxLength(LIMITS.labels)),
      ),
    ),
    mode: z.optional(
      described('live: runs. watch: records what it would do, does nothing. off: does not run.', z.enum(MODES)),
    ),
    on: described('When: one event, or a list.', z.union([event(), events()])),
    if: described('If: "always", or a condition.', z.union([z.literal('always'), other<Condition>('condition')])),
    do: described(
      'Then: actions, run in this order.',
      z.array(step()).check(z.minLength(1), z.maxLength(LIMITS.actions)),
    ),
    once: z.optional(onceSchema()),
    wait: z.optional(waitSchema()),
    button: z.optional(described('For manual: what people press; the name when left out.', filled(LIMITS.button))),
    who: z.optional(
      described(
        'For manual: the roles that may run it; agents, managers, monitors and administrators when left out.',
        z.array(filled(100)).check(z.minLength(1), z.maxLength(20)),
      ),
    ),
    inputs: z.optional(
      described(
        'For manual: what is filled in before it runs.',
        z.array(input()).check(z.minLength(1), z.maxLength(5)),
      ),
    ),
    schedule: z.optional(scheduleSchema()),
    stop: flag('When this rule matches, no later rule runs for this event.'),
    tests: z.optional(described('Examples, run whenever rules are saved.', z.array(other<RuleTest>('test')))),
  }),
);

export const calendarSchema = lazily(() =>
  z.strictObject({
    timezone: z.optional(described("An IANA name such as America/Sao_Paulo; the setting's when left out.", z.string())),
    hours: described('Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00, or agents, or workspace.', z.string()),
    holidays: z.optional(
      described(
        'One a line: 2026-12-25 Christmas; 12-24 - 01-02 Winter break; 12-24 12:00-24:00 Christmas Eve.',
        z.string(),
      ),
    ),
  }),
);

/** How long a lookup's answer may take, ms: as long as its conversation waits. */
const LONGEST_LOOKUP = 10_000;

const asked = lazily(() => ({
  within: z.optional(
    described(
      'How long an answer may take: PT5S when left out, PT10S at most.',
      durationOf().check(z.refine((text) => (parseDuration(text) ?? 0) <= LONGEST_LOOKUP, 'finding_lookup_within')),
    ),
  ),
  keep: z.optional(durationOf('How long the answer to the same question serves again in the same conversation.')),
}));

const getSchema = lazily(() =>
  z.strictObject({
    get: described(
      'Where JSON is read from, by GET. A template after the host; what it prints is encoded.',
      z.string().check(z.maxLength(2000), z.refine(isFixedAddress, 'finding_lookup_address')),
    ),
    headers: z.optional(
      described(
        'Further headers, as they are: tokens may stand here.',
        ofKind(
          'secret',
          z.record(
            z.string().check(z.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/)),
            z.string().check(z.maxLength(2000)),
          ),
        ),
      ),
    ),
    read: described(
      'JSON pointer to the value: /orders/0/status.',
      z.string().check(z.maxLength(500), z.regex(/^(\/|$)/, 'finding_no_pointer')),
    ),
    local: flag('true: an address without https, or in a network of your own, is meant.'),
    ...asked(),
  }),
);

const askSchema = lazily(() =>
  z.strictObject({
    ask: described('The question to the language model in the settings.', filled(500)),
    choices: z.optional(described('The only answers.', z.array(filled(60)).check(z.minLength(2), z.maxLength(20)))),
    text: z.optional(
      described(
        'In place of choices: a text of at most so many characters, for the team only.',
        z.int().check(z.gte(1), z.lte(2000)),
      ),
    ),
    about: z.optional(
      described(
        "What it is about: the event's message (default), or the whole conversation.",
        z.enum(['message', 'conversation']),
      ),
    ),
    send_personal: flag('true: e-mail addresses, phone and card numbers are not masked.'),
    ...asked(),
  }),
);

/** By which key it is one or the other. */
export const LOOKUP_KEYS = { address: 'get', question: 'ask' } as const;

/** What may be asked outside. */
export const lookupSchema = lazily(() => z.union([getSchema(), askSchema()]));
export type LookupEntry = Plain<typeof lookupSchema>;

/** Scheme and host are written out: no customer says where a question goes. */
function isFixedAddress(url: string): boolean {
  const fixed = /^https?:\/\/[^\s/?#{}@\\]+(?=[/?#]|$)/i.exec(url)?.[0];
  return fixed !== undefined && URL.canParse(fixed);
}

/** What calendars are called: a field's id names them. */
export const CALENDAR_NAME = /^[0-9A-Za-z_-]+$/;

export const documentSchema = lazily(() =>
  z.looseObject({
    rules: z.array(other<Rule>('rule')).check(z.maxLength(LIMITS.rules)),
    calendars: z.optional(
      described(
        'Opening hours by name, asked as operation.hours.<name>.',
        z.record(z.string().check(z.regex(CALENDAR_NAME)), named('calendar', calendarSchema())),
      ),
    ),
    lookups: z.optional(
      described(
        'What may be asked outside by id, used as lookup.<id>.',
        z.record(z.string().check(z.regex(RULE_ID)), named('lookup', lookupSchema())),
      ),
    ),
  }),
);

/** What a schema takes, never changed once it is read. */
type Plain<S extends () => z.core.$ZodType> = DeepReadonly<z.core.output<ReturnType<S>>>;
type DeepReadonly<T> = T extends (infer Each)[]
  ? readonly DeepReadonly<Each>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

export type Once = Plain<typeof onceSchema>;
export type Wait = Plain<typeof waitSchema>;
export type Schedule = Plain<typeof scheduleSchema>;
export type RuleTest = Plain<typeof testSchema>;
/** A rule that has passed the check; ready to be compiled. */
export type Rule = Plain<typeof ruleSchema>;
export type RuleInput = NonNullable<Rule['inputs']>[number];
export type CalendarSource = Plain<typeof calendarSchema>;
export interface RulesDocument {
  readonly rules: readonly Rule[];
  readonly calendars?: Readonly<Record<string, CalendarSource>>;
  readonly lookups?: Readonly<Record<string, LookupEntry>>;
}

/** The calendar whose open time a wait counts, as environments name it; undefined: all time counts. */
export function calendarOfWait({ in: name }: Pick<Wait, 'in'>): string | undefined {
  return name === OWN_HOURS ? '' : name;
}

export function eventsOf(rule: Pick<Rule, 'on'>): Extract<Rule['on'], readonly unknown[]> {
  return typeof rule.on === 'string' ? [rule.on] : rule.on;
}

export function isComparison(condition: Condition): condition is Comparison {
  return 'field' in condition;
}

/** How a group puts its members together, and these. */
export function groupOf(
  condition: Exclude<Condition, Comparison>,
): readonly [group: (typeof GROUPS)[number], members: readonly Condition[]] {
  if ('all' in condition) return ['all', condition.all];
  return 'any' in condition ? ['any', condition.any] : ['none', condition.none];
}
