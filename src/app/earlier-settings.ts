import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { EarlierSettings, SettingId } from '../../settings/definitions';
import { asObject, asString } from '../util/json';

/** What tags were kept in when an earlier version was installed, unless its administrator said otherwise. */
const TAGS = 'tags';

/**
 * What an earlier version has left in the app's settings: the server keeps what is on no screen any more, and of a
 * setting that nobody has touched it keeps no value, so that a new default would come into force unasked.
 */
export async function readEarlierSettings(own: Pick<ISettingRead, 'getById'>): Promise<EarlierSettings> {
  const notes = asObject(await own.getById('field_notes').catch(() => undefined));
  if (!notes) return { notesField: '' };
  const notesField = (asString(notes['value'] ?? notes['packageValue']) ?? '').trim();
  const [tags, rules] = await Promise.all([isUntouched(own, 'field_tags'), isUntouched(own, 'rules')]);
  return { notesField, ...(tags && { tagsField: TAGS }), ...(rules && { firstRules: true }) };
}

async function isUntouched(own: Pick<ISettingRead, 'getById'>, id: SettingId): Promise<boolean> {
  const setting = asObject(await own.getById(id).catch(() => undefined));
  return setting !== undefined && (setting['value'] === undefined || setting['value'] === null);
}
