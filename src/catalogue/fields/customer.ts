import type { Facts } from '../../model/facts';
import type { Conversation } from '../../model/event';
import { localTime } from '../../calendar';
import { isBlank } from '../../text/fold';
import { message } from '../../text/message';
import { shorten } from '../../text/shorten';
import type { Field } from './field';
import { isUnknown, unknown, type Fact, type Kind } from '../../model/value';
import { conversationOf, customText, known, ofConversation, ofSource } from './define';
import { parseTags, mergeTags } from '../../model/tags';
import { own } from '../../util/json';

type ProfileKey = 'locale' | 'timezone' | 'country' | 'city';

export const CUSTOMER_FIELDS: readonly Field[] = [
  ofConversation(
    {
      id: 'customer.name',
      kind: 'text',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'contains', value: 'silva', match: 'Ana Silva', noMatch: 'John' },
    },
    ({ customer }) => customer.name,
  ),
  ofConversation(
    {
      id: 'customer.email',
      kind: 'text',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'ends_with', value: '@example.com', match: 'ana@example.com', noMatch: 'ana@other.test' },
    },
    ({ customer }) => customer.emails[0] ?? customer.contactEmail,
  ),
  ofConversation(
    {
      id: 'customer.phone',
      kind: 'phone',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'starts_with', value: '+55', match: '+55 11 5550', noMatch: '+49 30 5550' },
    },
    ({ customer }) => customer.phones[0] ?? customer.contactPhone,
  ),
  profile('locale', 'locale', { operator: 'is', value: 'pt', match: 'pt-BR', noMatch: 'en' }),
  profile('timezone', 'text', { operator: 'is', value: 'Europe/Berlin', match: 'Europe/Berlin', noMatch: 'UTC' }),
  {
    ...profile('country', 'text', { operator: 'is', value: ['BR', 'PT'], match: 'br', noMatch: 'DE' }),
    names: 'country',
  },
  profile('city', 'text', { operator: 'is', value: 'São Paulo', match: 'são paulo', noMatch: 'Recife' }),
  {
    id: 'customer.tags',
    kind: 'list',
    mayMiss: true,
    writtenBy: 'customer',
    needs: () => ['conversation', 'stored_tags'],
    read: customerTags,
    example: { operator: 'includes', value: 'vip', match: ['vip'], noMatch: [] },
  },
  {
    id: 'customer.returning',
    kind: 'boolean',
    mayMiss: false,
    writtenBy: 'team',
    ...ofSource('returning', (returning) => returning),
    example: { operator: 'is', value: true, match: true, noMatch: false },
  },
  ofConversation(
    {
      id: 'customer.local_time',
      kind: 'time',
      mayMiss: true,
      writtenBy: 'team',
      at: ({ now, given }) => timeIn(given('customer.timezone'), now),
      example: { operator: 'between', value: ['22:00', '06:00'], match: '23:30', noMatch: '12:00' },
    },
    (conversation, _key, facts) => timeIn(profileText(conversation, facts, 'timezone'), facts.now),
  ),
  ofConversation(
    {
      id: 'customer.custom.*',
      kind: 'custom',
      family: 'customer_field',
      mayMiss: true,
      writtenBy: 'customer',
      example: { operator: 'is', value: 'premium', match: 'Premium', noMatch: 'free' },
    },
    ({ customer }, key) => customText(own(customer.custom, key)),
  ),
];

function profile(key: ProfileKey, kind: Kind, example: Field['example']): Field {
  return ofConversation(
    { id: `customer.${key}`, kind, mayMiss: true, writtenBy: 'customer', example },
    (conversation, _key, facts) => profileText(conversation, facts, key),
  );
}

/** One of the visitor's custom fields that a setting names. */
export function profileText(
  conversation: Conversation,
  facts: Pick<Facts, 'environment'>,
  key: ProfileKey,
): string | undefined {
  const field = facts.environment.profile[key];
  return field === '' ? undefined : customText(own(conversation.customer.custom, field))?.trim();
}

/** The visitor's custom field, which agents may edit by hand, and what the app keeps itself where it does not exist. */
function customerTags(facts: Facts): Fact {
  const byHand = parseTags(own(conversationOf(facts).customer.custom, facts.environment.profile.tags));
  const stored = known(facts, 'stored_tags');
  if (isUnknown(stored)) return stored;
  return mergeTags(byHand, stored);
}

/** Missing without a zone, unknown with one that is none (DESIGN.md, Exact meanings). */
function timeIn(zone: Fact, now: number): Fact {
  if (typeof zone !== 'string') return isUnknown(zone) ? zone : undefined;
  if (isBlank(zone)) return undefined;
  return localTime(zone, now)?.minuteOfDay ?? unknown(message('zone_unknown', { zone: shorten(zone) }));
}
