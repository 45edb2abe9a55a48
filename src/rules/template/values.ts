import { nextOpenInWords, withWorkspace } from '../../calendar';
import type { Calendar } from '../../model/calendar';
import { fieldOf } from '../../catalogue/fields';
import { profileText } from '../../catalogue/fields/customer';
import { conversationOf } from '../../catalogue/fields/define';
import { hoursNeed, OWN_HOURS } from '../../catalogue/fields/operation';
import type { Rule } from '../../model/rule';
import { firstName, isExtraName, templateValue, type ExtraName } from '.';
import { nearestLanguage, type Language } from '../../text/message';
import type { Facts, SourceId, Environment } from '../../model/facts';

type Said = ReturnType<typeof templateValue>;

/** What has to be known before a template with these names can be printed. */
export function namesNeed(names: readonly string[], environment: Environment): readonly SourceId[] {
  return [...new Set(names.flatMap((name) => nameNeeds(name, environment)))];
}

function nameNeeds(name: string, environment: Environment): readonly SourceId[] {
  if (name === 'operation.next_open') return hoursNeed(environment.calendars.get(OWN_HOURS));
  const ref = fieldOf(name);
  return ref ? ref.field.needs(ref.key, environment) : [];
}

/** The language to speak to the customer: their own where known, else the server's. */
export function customerLanguage(facts: Facts): Language {
  const locale = profileText(conversationOf(facts), facts, 'locale');
  return locale === undefined ? (facts.environment.server?.language ?? 'en') : nearestLanguage(locale);
}

/** What a name in a template stands for, from what is known; missing and unknown print nothing. */
export function saidOf(name: string, facts: Facts, rule: Pick<Rule, 'name'>): Said {
  if (isExtraName(name)) return extra[name](facts, rule);
  const ref = fieldOf(name);
  if (!ref || ref.field.needs(ref.key, facts.environment).some((source) => !isKnown(facts, source))) return undefined;
  return templateValue(ref.field, ref.field.read(facts, ref.key), customerLanguage(facts));
}

function isKnown(facts: Facts, source: SourceId): boolean {
  return source === 'conversation' || facts.known[source] !== undefined;
}

const extra: Readonly<Record<ExtraName, (facts: Facts, rule: Pick<Rule, 'name'>) => string | undefined>> = {
  'customer.first_name': (facts) => firstName(conversationOf(facts).customer.name),
  'operation.next_open': nextOpen,
  // Where an agent opens a conversation in the server's own client.
  'conversation.url': ({ event, environment }) =>
    environment.server?.url ? `${environment.server.url}/live/${event.conversation.id}` : undefined,
  'rule.name': (_facts, rule) => rule.name,
};

/** In words, in the customer's zone and language where known (DESIGN.md 1, Actions). */
function nextOpen(facts: Facts): string | undefined {
  const calendar = calendarNow(facts);
  if (!calendar) return undefined;
  const zone = profileText(conversationOf(facts), facts, 'timezone');
  return nextOpenInWords({ calendar, now: facts.now, zone, language: customerLanguage(facts) });
}

/** The settings' hours, with the server's own business hours where those are meant. */
function calendarNow({ environment, known }: Facts): Calendar | undefined {
  const calendar = environment.calendars.get(OWN_HOURS);
  if (calendar?.hours !== 'workspace') return calendar;
  const workspace = known.workspace_hours;
  return workspace && !('unknown' in workspace) ? withWorkspace(calendar, workspace) : undefined;
}
