import type { LookupEntry } from '../../catalogue/document';
import { message } from '../../text/message';
import { originOf } from '../../text/web-address';
import type { SettingValues } from '../../../settings/definitions';
import type { Book } from '../rule-book/rule-book';
import { bad, note, type Problem } from './problem';

/** What leaves the server, and where to: of each lookup that a rule in force names. */
export function leavingNotes(book: Book, settings: SettingValues): readonly Problem[] {
  // With none a minute nothing is asked.
  if (settings.lookups_per_minute === 0) return [];
  const inForce = book.inForce.filter(({ state, mode }) => state === 'active' && mode !== 'off');
  const written = JSON.stringify(inForce.map(({ source }) => source));
  const named = new Set([...written.matchAll(/lookup\.([a-z0-9-]+)/g)].map(([, id]) => id));
  return Object.entries(book.running.lookups ?? {}).flatMap(([id, entry]) =>
    named.has(id) ? ofLookup(id, entry, settings) : [],
  );
}

function ofLookup(lookup: string, entry: LookupEntry, { model_url, model_name }: SettingValues): readonly Problem[] {
  const key = `lookup ${lookup}`;
  if ('get' in entry) {
    const found = [...entry.get.matchAll(/\{\{[#^]?\s*([^}/\s]+)\s*\}\}/g)].map(([, name]) => name ?? '');
    const names = found.length > 0 ? [...new Set(found)] : '–';
    return [note(key, message('health_lookup', { lookup, address: originOf(entry.get) ?? '?', names }))];
  }
  // The rest of it may hold a key.
  const address = originOf(model_url);
  if (address === undefined || model_name.trim() === '')
    return [bad(`${key} model`, message('health_lookup_no_model', { lookup }))];
  const words = message(entry.about === 'conversation' ? 'field_conversation_text' : 'field_message_text');
  const names = [words, ...(entry.send_personal ? ['send_personal'] : [])];
  return [note(key, message('health_lookup', { lookup, address, names }))];
}
