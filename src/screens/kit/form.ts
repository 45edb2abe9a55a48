import type { LayoutBlock } from '@rocket.chat/ui-kit';
import { formatDuration, parseDuration, readDuration } from '../../calendar/duration';
import { translate, message, type Language, type MessageKey, type Text } from '../../text/message';
import { bytesOf, chosen, LIMITS_OF_VIEWS, severalChosen, typed, type Choice } from './blocks';

/** What a client sends for a field: a text or an option, or several options. */
export type Sent = string | readonly string[];

/**
 * A field of the builder over a part of a rule (a comparison, an action, the rule itself). What is sent as it was
 * shown changes nothing, so a part that was not touched stays as it is written.
 */
export interface Input<T> {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** Where findings belong to this field, from the part on: `.value[0]`. */
  readonly place: string;
  /** What an untouched field sends. */
  readonly shown: Sent;
  /** A list for a field to choose from; left out: it is typed. */
  readonly choices?: readonly Choice[];
  readonly multiline?: boolean;
  /** What stands below it, to press. */
  readonly tools?: readonly Tool<T>[];
  /** It picks a calendar: for `wait`, `schedule`, or a condition, `c7`. */
  readonly picks?: string;
  set(part: T, sent: Sent): T;
}

/** A list below a field that acts as soon as something is chosen. */
export interface Tool<T> {
  /** Within its field. */
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string;
  /** @param shown what the field holds */
  use(part: T, chosen: string, shown: Sent): Used<T>;
}

/** What comes of a tool. */
export interface Used<T> {
  readonly part: T;
  /** The language that is shown from now on. */
  readonly tongue?: string;
  /** What the field held is the text in this language now. */
  readonly moved?: string;
}

/** Everything that a part shows: its fields, and whether something in it can only be seen as JSON. */
export interface Form<T> {
  readonly inputs: readonly Input<T>[];
  readonly hidden: boolean;
}

/** A field for what is so or is not; what is sent back is `yes` or `no`. */
export function yesOrNo(on: boolean, say: Say): { readonly shown: string; readonly choices: readonly Choice[] } {
  const choices: readonly Choice[] = [
    ['no', say('said_no')],
    ['yes', say('said_yes')],
  ];
  return { shown: on ? 'yes' : 'no', choices };
}

/** What forms need to know besides the rule. */
export interface World {
  readonly language: Language;
  /** The shop's zone, IANA: moments are said in it. */
  readonly zone: string;
  /** What the host lists; undefined: it cannot. */
  readonly agents?: readonly string[];
  readonly departments?: readonly string[];
  readonly calendars: readonly string[];
  /** The questions that rules ask, and the lookups that there are, by name. */
  readonly questions?: readonly string[];
  readonly lookups?: readonly string[];
  /** What texts of this rule may name. */
  readonly variables?: readonly Choice[];
  /** Of a text in several languages, the one to show. */
  readonly tongue?: string;
}

export const sayIn =
  ({ language }: Pick<World, 'language'>) =>
  (key: MessageKey, params?: Text['params']): string =>
    translate(language, message(key, params));

export type Say = ReturnType<typeof sayIn>;

/** The part after a field was sent. What cannot have come from this field is not heard. */
export function receive<T>(input: Input<T>, part: T, sent: unknown): T {
  const { choices, shown } = input;
  const several = Array.isArray(shown);
  if (several !== Array.isArray(sent)) return part;
  const values = (several ? sent : [sent]) as readonly unknown[];
  const fits = (value: unknown): boolean =>
    typeof value === 'string' &&
    bytesOf(value) <= LIMITS_OF_VIEWS.value &&
    (!choices || choices.some(([each]) => each === value));
  if (!values.every(fits)) return part;
  return sameSent(sent as Sent, shown) ? part : input.set(part, sent as Sent);
}

export function sameSent(one: Sent, other: Sent): boolean {
  return Array.isArray(one) && Array.isArray(other) ? one.join('\n') === other.join('\n') : one === other;
}

export function blockOf<T>({ choices, shown, multiline, ...label }: Input<T>): LayoutBlock {
  if (!choices) return typed({ ...label, multiline }, shown as string);
  return typeof shown === 'string' ? chosen(label, choices, shown) : severalChosen(label, choices, shown);
}

/** Texts, one a line. Undefined where that would not come back as it is. */
export function linesOf(value: unknown): string | undefined {
  const list = value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
  if (list.length === 1 && list[0] === '') return '';
  const fits = list.every(
    (each) => (typeof each === 'string' || typeof each === 'number') && /^[^\r\n]*\S[^\r\n]*$/.test(String(each)),
  );
  const lines = list.map(String).join('\n');
  return fits && bytesOf(lines) <= LIMITS_OF_VIEWS.value ? lines : undefined;
}

export function fromLines(sent: Sent): readonly string[] {
  return String(sent)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

/** One as such, several as a list; a list stays one. */
export function oneOrMore<V>(before: unknown, values: readonly V[], none: V): V | readonly V[] {
  return Array.isArray(before) ? values : values.length === 1 ? values[0]! : values.length === 0 ? none : values;
}

/** A plain number as one; anything else as it was typed, for the check to tell. */
export function numberOf(line: string): string | number {
  const number = Number(line.trim());
  return /^-?\d+(\.\d+)?$/.test(line.trim()) && Number.isFinite(number) ? number : line;
}

/** `PT1H30M` as people write it: `1h 30m`. */
export function shortDuration(iso: unknown): string | undefined {
  if (iso === undefined) return '';
  if (typeof iso !== 'string' || iso.includes('\n')) return undefined;
  const ms = parseDuration(iso);
  if (ms === undefined) return iso;
  const short = formatDuration(ms).replace(/[PT]/g, '').toLowerCase();
  return short.replace(/([a-z])(?=\d)/g, '$1 ');
}

/** A duration as people write it (`1h 30m`, `90 s`, `1 day`) as ISO 8601; anything else as it was typed. */
export function durationOf(sent: string): string {
  return readDuration(sent)?.iso ?? sent.trim();
}

/** The object with a key, or without it where the value is undefined; an own key stays in its place. */
export function withKey<T extends object>(part: T, key: string, value: unknown): T {
  if (value !== undefined) return { ...part, [key]: value };
  return Object.fromEntries(Object.entries(part).filter(([each]) => each !== key)) as T;
}

/** Names that the host lists, and those that are written already; undefined when it cannot, or they are too many. */
export function listed(names: readonly string[] | undefined, own: readonly string[]): readonly Choice[] | undefined {
  const choices = names && names.length > 0 ? withOwn(names, own) : undefined;
  // Beside them there may be “not said” and “several”.
  return choices && choices.length <= LIMITS_OF_VIEWS.options - 2 ? choices : undefined;
}

export function withOwn(names: readonly string[], own: readonly string[]): readonly Choice[] {
  return [...new Set([...names, ...own])].map((name) => [name, name]);
}
