import { asText } from './text';
import { fieldById, openRoomsOfToken, visitorByToken } from './find';
import type { ContactDoc, Workspace } from './types';
import { since } from './versions';

export interface FieldValue {
  token: string;
  key: string;
  value: string;
  overwrite: boolean;
}

/**
 * Writes a custom field of the visitor, or of all his open rooms (HOST C.9). The field must be defined and the value
 * must match its regexp, the empty one too (HOST-CASES 24). Returns the number of changed documents: a value that was
 * there already counts, since `_updatedAt` is written.
 */
export function setCustomField(ws: Workspace, { token, key, value, overwrite }: FieldValue): number {
  const field = fieldById(ws, key);
  if (field === undefined) throw new Error('invalid-custom-field');
  if (field.regexp && !new RegExp(field.regexp).test(value)) throw new Error(`Invalid value for ${key} field`);
  if (field.scope === 'room') return setOnRooms(ws, { token, key, value, overwrite });
  const visitor = visitorByToken(ws, token);
  if (visitor === undefined) return 0;
  if (since(ws.version, 'customFieldsReachContact')) setOnContacts(ws, visitor._id, { token, key, value, overwrite });
  if (!overwrite && visitor.livechatData?.[key] !== undefined) return 0;
  visitor.livechatData = { ...visitor.livechatData, [key]: value };
  visitor._updatedAt = ws.now();
  return 1;
}

/** Without overwriting, the first open room alone decides whether any is written. */
function setOnRooms(ws: Workspace, { token, key, value, overwrite }: FieldValue): number {
  const rooms = openRoomsOfToken(ws, token);
  if (!overwrite && rooms[0]?.livechatData?.[key] !== undefined) return 0;
  for (const room of rooms) room.livechatData = { ...room.livechatData, [key]: value };
  return rooms.length;
}

function setOnContacts(ws: Workspace, visitorId: string, { key, value, overwrite }: FieldValue): void {
  const mine = (contact: ContactDoc): boolean =>
    contact.channels?.some((channel) => channel.visitor.visitorId === visitorId) ?? false;
  for (const contact of ws.data.contacts.filter(mine)) {
    const known = contact.customFields?.[key];
    if (overwrite || known === undefined) contact.customFields = { ...contact.customFields, [key]: value };
    else if (known !== value) (contact.conflictingFields ??= []).push({ field: `customFields.${key}`, value });
  }
}

/**
 * The values of one scope that may be saved: unknown keys are dropped, the rest trimmed; a value that is not empty must
 * match. `fail` throws in the way of the endpoint.
 */
export function knownFields(
  ws: Workspace,
  scope: 'visitor' | 'room',
  given: Record<string, unknown>,
  fail: (text: string) => never,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const field of ws.data.customFields.filter((candidate) => candidate.scope === scope)) {
    if (!(field._id in given)) continue;
    const value = asText(given[field._id]).trim();
    if (value !== '' && field.regexp && !new RegExp(field.regexp).test(value)) {
      fail(`Invalid value for ${field.label} field`);
    }
    result[field._id] = value;
  }
  return result;
}

/** Merges values into stored ones; an empty one removes its key. */
export function mergeFields(
  stored: Record<string, unknown> | undefined,
  values: Record<string, string>,
): Record<string, unknown> | undefined {
  if (Object.keys(values).length === 0) return stored;
  const merged: Record<string, unknown> = { ...stored };
  for (const [key, value] of Object.entries(values)) {
    if (value === '') delete merged[key];
    else merged[key] = value;
  }
  return merged;
}
