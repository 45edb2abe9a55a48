import { allActions } from '../../catalogue/actions';
import { FIELDS } from '../../catalogue/fields';
import { wordsKey, actionKey, fieldKey } from '../../catalogue/keys';
import { fold } from '../../text/fold';
import { isMessageKey, type MessageKey } from '../../text/message';
import { actions, button, context, LIMITS_OF_VIEWS, typed } from '../kit/blocks';
import { sayIn, type World } from '../kit/form';
import type { Draft } from './draft';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

/** A box that finds fields and actions by what people call them, and adds one by a press. */

const FOUND = 'found.';

/** The box's name. */
export const findField = ({ finding, epoch }: Pick<Draft, 'finding' | 'epoch'>): string => `find.${finding ?? epoch}`;

export function findBlocks(draft: Draft, world: World): readonly LayoutBlock[] {
  const say = sayIn(world);
  const { find = '' } = draft;
  const box = typed(
    { id: findField(draft), label: say('view_find'), hint: say('view_find_parts'), optional: true },
    find,
  );
  if (find.trim() === '') return [box];
  const found = foundFor(find, world).slice(0, LIMITS_OF_VIEWS.buttons);
  if (found.length === 0) return [box, context(say('view_find_nothing'))];
  return [box, actions(...found.map(({ id, label }) => button(`${FOUND}${id}`, label)))];
}

/** What was pressed among what was found: `if.operation.hours`. */
export const foundIn = (id: string): string | undefined => (id.startsWith(FOUND) ? id.slice(FOUND.length) : undefined);

interface Found {
  /** `if.operation.hours`, `then.send_message`. */
  readonly id: string;
  readonly label: string;
}

/** By all of the words, whole ones first: its name, and what else people call it. */
export function foundFor(search: string, world: World): readonly Found[] {
  const say = sayIn(world);
  const wanted = wordsIn(search);
  const named = (tab: 'if' | 'then', id: string, key: MessageKey): Found & { score: number } => {
    const also = wordsKey(key);
    const name = wordsIn(`${say(key)} ${id} ${isMessageKey(also) ? say(also) : ''}`);
    const scores = wanted.map((word) => (name.includes(word) ? 2 : begins(name, word) ? 1 : 0));
    return { id: `${tab}.${id}`, label: `${say(`view_tab_${tab}`)}: ${say(key)}`, score: Math.min(...scores) };
  };
  if (wanted.length === 0) return [];
  return [
    ...FIELDS.map(({ id }) => named('if', id, fieldKey(id))),
    ...allActions().map(({ id }) => named('then', id, actionKey(id))),
  ]
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
}

/** In lower case and without accents: people type a search in a hurry. */
function wordsIn(text: string): readonly string[] {
  const plain = fold(text).normalize('NFD').replace(/\p{M}/gu, '');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

const begins = (words: readonly string[], start: string): boolean => words.some((word) => word.startsWith(start));
