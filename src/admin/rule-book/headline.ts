import { message, type MessageKey, type Text } from '../../text/message';
import type { HistoryEntry } from './history';

const HEADLINES: Readonly<Partial<Record<MessageKey, MessageKey>>> = {
  history_added: 'headline_added',
  history_removed: 'headline_removed',
  history_changed: 'headline_changed',
  history_moved: 'headline_moved',
};

/** What happened, in a few words: `Removed: German price list`, `Live: After hours`. */
export function headlineOf({ changes, why }: Pick<HistoryEntry, 'changes' | 'why'>): Text {
  const [first, ...more] = changes;
  if (!first) return why;
  const headline = headlineOfChange(first);
  return more.length === 0 ? headline : message('headline_more', { headline, count: more.length });
}

function headlineOfChange({ key, params = {} }: Text): Text {
  const { rule = '', to = '' } = params;
  if (key === 'history_mode') return message('headline_mode', { mode: to, rule });
  const known = HEADLINES[key];
  return known ? message(known, { rule }) : { key, params };
}
