import { nextOpenInWords, withWorkspace } from '../calendar';
import { type Calendar } from '../model/calendar';
import type { Environment, Facts, SourceId } from '../model/facts';
import type { Rule } from './document';
import type { Language } from '../text/message';
import type { Field } from './fields/field';
import { profileText } from './fields/customer';
import { conversationOf } from './fields/define';
import { hoursNeed, OWN_HOURS } from './fields/operation';
import { firstName } from '../text/first-name';
import { own } from '../util/json';

/** What a text may print beyond the fields (DESIGN.md 1, Actions); conditions cannot ask it. */
export interface ExtraName extends Pick<Field, 'writtenBy' | 'settings'> {
  readonly id: string;
  needs(environment: Environment): readonly SourceId[];
  /** Undefined when it is missing, or unknown. Pure; called only when everything in `needs` is known. */
  read(facts: Facts, rule: Pick<Rule, 'name'>, language: Language): string | undefined;
}

const NAMES: readonly ExtraName[] = [
  {
    id: 'customer.first_name',
    writtenBy: 'customer',
    needs: () => [],
    read: (facts) => firstName(conversationOf(facts).customer.name),
  },
  {
    // In words, in the customer's zone and language where known.
    id: 'operation.next_open',
    writtenBy: 'team',
    settings: ['timezone', 'hours', 'holidays'],
    needs: ({ calendars }) => hoursNeed(calendars.get(OWN_HOURS)),
    read: nextOpen,
  },
  {
    // Where an agent opens a conversation in the server's own client.
    id: 'conversation.url',
    writtenBy: 'team',
    needs: () => [],
    read: ({ event, environment }) =>
      environment.server?.url ? `${environment.server.url}/live/${event.conversation.id}` : undefined,
  },
  { id: 'rule.name', writtenBy: 'team', needs: () => [], read: (_facts, rule) => rule.name },
];

export const EXTRA_NAMES: readonly string[] = NAMES.map(({ id }) => id);

export function extraNameOf(id: string): ExtraName | undefined {
  const group = groupIn(id);
  return group === undefined ? NAMES.find((name) => name.id === id) : ofMatch(id, group);
}

const MATCH = 'match.';

/** The group that a name stands for, `order` for `match.order`; undefined for other names. */
export function groupIn(id: string): string | undefined {
  return id.startsWith(MATCH) && id.length > MATCH.length ? id.slice(MATCH.length) : undefined;
}

/** The name in texts of a group in a pattern. */
export const nameOfGroup = (group: string): string => `${MATCH}${group}`;

/** A named group of a `matches` of the same rule, as it was found. */
function ofMatch(id: string, group: string): ExtraName {
  return {
    id,
    writtenBy: 'customer',
    needs: () => [],
    read: ({ match }) => own(match, group),
  };
}

function nextOpen(facts: Facts, _rule: unknown, language: Language): string | undefined {
  const calendar = calendarNow(facts);
  if (!calendar) return undefined;
  const zone = profileText(conversationOf(facts), facts, 'timezone');
  return nextOpenInWords({ calendar, now: facts.now, zone, language });
}

/** The settings' hours, with the server's own business hours where those are meant. */
function calendarNow({ environment, known }: Facts): Calendar | undefined {
  const calendar = environment.calendars.get(OWN_HOURS);
  if (calendar?.hours !== 'workspace') return calendar;
  const workspace = known.workspace_hours;
  return workspace && !('unknown' in workspace) ? withWorkspace(calendar, workspace) : undefined;
}
