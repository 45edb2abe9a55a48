import { asText } from './text';
import { fieldById, openRoomsOfToken, visitorByToken } from './find';
import type { ContactDoc, CustomFieldDoc, VisitorDoc, Workspace } from './types';

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
  if (ws.traits.customFieldsReachContact) setOnContacts(ws, visitor._id, { token, key, value, overwrite });
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

/** Without overwriting, a contact that has a value notes the new one as a conflict, the same one too. */
function setOnContacts(ws: Workspace, visitorId: string, { key, value, overwrite }: FieldValue): void {
  const mine = (contact: ContactDoc): boolean =>
    contact.channels?.some((channel) => channel.visitor.visitorId === visitorId) ?? false;
  for (const contact of ws.data.contacts.filter(mine)) {
    if (overwrite || !contact.customFields?.[key]) contact.customFields = { ...contact.customFields, [key]: value };
    else (contact.conflictingFields ??= []).push({ field: `customFields.${key}`, value });
  }
}

/**
 * Several fields of a visitor at once, as livechat/visitor writes them: required ones must be among them, unknown ones
 * are skipped, and the values are taken as they are.
 */
export function setVisitorFields(ws: Workspace, visitor: VisitorDoc, fields: Omit<FieldValue, 'token'>[]): void {
  const known = ws.data.customFields.filter(({ scope }) => scope === 'visitor');
  const missing = known.filter(({ _id, required }) => required && !fields.some(({ key }) => key === _id));
  if (missing.length > 0) {
    throw new Error(`Missing required custom fields: ${missing.map(({ _id }) => _id).join(', ')}`);
  }
  for (const field of fields.filter(({ key }) => known.some(({ _id }) => _id === key))) {
    const { key, value, overwrite } = field;
    if (overwrite || !visitor.livechatData?.[key]) visitor.livechatData = { ...visitor.livechatData, [key]: value };
    setOnContacts(ws, visitor._id, { ...field, token: visitor.token });
  }
}

/**
 * The visitor's fields of a contact, trimmed. Empty ones are left out; a required one that is missing, a value that does
 * not match and, unless `also` names it, an unknown key are refused. `lenient` leaves such things out instead.
 */
export function validFields(
  ws: Workspace,
  given: Record<string, unknown>,
  { lenient = false, also = [] }: { lenient?: boolean; also?: string[] },
): Record<string, string> {
  const valid: Record<string, string> = {};
  const known = ws.data.customFields.filter(({ scope }) => scope === 'visitor');
  for (const field of known) {
    const value = asText(given[field._id]).trim();
    const isWrong = value === '' ? field.required === true : !matches(field, value);
    if (isWrong && !lenient) throw new Error(`Invalid value for ${field.label || field._id} field`);
    if (value !== '' && !isWrong) valid[field._id] = value;
  }
  const stranger = Object.keys(given).find((key) => !also.includes(key) && !known.some(({ _id }) => _id === key));
  if (stranger !== undefined && !lenient) throw new Error(`Custom field ${stranger} is not allowed`);
  return valid;
}

const matches = (field: CustomFieldDoc, value: string): boolean =>
  !field.regexp || new RegExp(field.regexp).test(value);

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
