import { LIMITS_OF_VIEWS, bytesOf, type Choice } from '../kit/blocks';
import { sayIn, type Form, type Input, type Sent, type Tool, type World } from '../kit/form';
import type { RawRule } from '../../admin/rule-book/raw-document';
import { LANGUAGES, versionFor } from '../../text/message';
import { languageCodes, languageName } from './spellings';
import { isObject } from '../../util/json';

/** A text of an action that people read: one, or one a language, of which one is shown and the others are chosen. */

/** Where a text stands in an action, and how it is put there. */
export interface TextPlace {
  readonly base: Pick<Input<RawRule>, 'id' | 'label' | 'place' | 'optional'>;
  readonly multiline: boolean;
  put(part: RawRule, value: unknown): RawRule;
  get(part: RawRule): unknown;
}

const TAG = /^[\w-]{1,100}$/;

/** Undefined in `inputs`' place, and hidden, where a client would change it. */
export function textForm(at: TextPlace, value: unknown, world: World, inLanguages: boolean): Form<RawRule> {
  const versions = inLanguages ? versionsOf(value) : undefined;
  const tag = versions && shownTag(versions, world);
  const text = versions ? versions[tag ?? ''] : (value ?? '');
  if (typeof text !== 'string' || !fits(text, at.multiline)) return { inputs: [], hidden: true };
  const id = tag === undefined ? at.base.id : `${at.base.id}@${tag}`;
  const set = (part: RawRule, sent: Sent): RawRule => {
    const now = versionsOf(at.get(part));
    if (tag !== undefined && now) return at.put(part, { ...now, [tag]: sent });
    return at.put(part, sent.length === 0 && at.base.optional ? undefined : sent);
  };
  const tools = [
    ...insertTool(world, set),
    ...(inLanguages && (versions || text !== '') ? [languageTool(at, versions, tag, world)] : []),
  ];
  const label = tag === undefined ? at.base.label : `${at.base.label} (${languageName(tag, world.language)})`;
  const place = tag === undefined ? at.base.place : `${at.base.place}.${tag}`;
  return {
    inputs: [{ ...at.base, id, label, place, shown: text, multiline: at.multiline, tools, set }],
    hidden: false,
  };
}

/** A field of a form would change line ends. */
function fits(text: string, multiline: boolean): boolean {
  return bytesOf(text) <= LIMITS_OF_VIEWS.value && !(multiline ? /\r/ : /[\r\n]/).test(text);
}

type Versions = Readonly<Record<string, string>>;

function versionsOf(value: unknown): Versions | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const fine = entries.length > 0 && entries.every(([tag, text]) => TAG.test(tag) && typeof text === 'string');
  return fine ? (value as Versions) : undefined;
}

/** First the one that the reader reads. */
const shownTag = (versions: Versions, { tongue, language }: World): string =>
  tongue !== undefined && Object.hasOwn(versions, tongue) ? tongue : versionFor(Object.keys(versions), language);

/** Puts a name behind what is written. */
function insertTool(world: World, set: Input<RawRule>['set']): readonly Tool<RawRule>[] {
  const { variables = [] } = world;
  if (variables.length === 0) return [];
  return [
    {
      id: 'insert',
      label: sayIn(world)('view_insert'),
      choices: variables,
      use: (part, name, shown) => {
        const text = String(shown);
        return { part: set(part, `${text}${/\S$/.test(text) ? ' ' : ''}{{${name}}}`) };
      },
    },
  ];
}

const ADD = '+';
const REMOVE = '-';

/** Shows another language, adds one with an empty text, or takes the one away that is shown. */
function languageTool(
  at: TextPlace,
  versions: Versions | undefined,
  tag: string | undefined,
  world: World,
): Tool<RawRule> {
  const say = sayIn(world);
  const name = (each: string): string => languageName(each, world.language);
  const tags = Object.keys(versions ?? {});
  const own = tags.length > 0 ? tags : [world.language];
  const more = [...LANGUAGES, ...languageCodes()].filter((each) => !own.includes(each));
  const fixed: Choice[] = [
    ...tags.map((each): Choice => [each, name(each)]),
    ...(tag === undefined ? [] : [[`${REMOVE}${tag}`, say('view_language_remove', { language: name(tag) })] as const]),
  ];
  const added = [...new Set(more)].slice(0, LIMITS_OF_VIEWS.options - fixed.length);
  const choices: Choice[] = [
    ...fixed,
    ...added.map((each): Choice => [`${ADD}${each}`, say('view_language_add', { language: name(each) })]),
  ];
  return {
    id: 'language',
    label: say('view_languages'),
    choices,
    chosen: tag,
    use: (part, chosen) => {
      const value = at.get(part);
      const now: Versions = versionsOf(value) ?? { [world.language]: typeof value === 'string' ? value : '' };
      const which = chosen.slice(1);
      if (chosen.startsWith(ADD)) {
        // What was written so far is taken for the reader's language.
        const moved = versions ? undefined : world.language;
        return { part: at.put(part, { ...now, [which]: '' }), tongue: which, ...(moved && { moved }) };
      }
      if (!chosen.startsWith(REMOVE)) return { part, tongue: chosen };
      const { [which]: _gone, ...kept } = now;
      // The last one is a text for everybody again.
      const [last, ...others] = Object.values(kept);
      return { part: at.put(part, others.length > 0 ? kept : (last ?? (at.base.optional ? undefined : ''))) };
    },
  };
}
