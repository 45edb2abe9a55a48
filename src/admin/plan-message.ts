import { readPlanned, wallClock } from '../calendar/planned';
import { sayDuration } from '../calendar/duration';
import type { MessageItem } from '../engine/later';
import { message, type Language, type Text } from '../text/message';
import type { Admin } from './context';
import type { Person } from './rights';
import { sayMoment } from './wording';

/** Somebody who plans a message. */
export interface Planning {
  readonly person: Person;
  readonly language: Language;
  /** The shop's zone, IANA; it counts where the person's client does not say another. */
  readonly zone: string;
}

/** What was planned, in words; or which part of it is wrong, and how. */
export type PlanEnd = { readonly planned: Text } | { readonly wrong: 'when' | 'text' | 'all'; readonly reason: Text };

/**
 * Plans a message of this person's. Who may see the conversation has been asked before.
 * @param when begins with the moment; what stands behind it is the text, unless that is given
 */
export async function planMessage(
  admin: Pick<Admin, 'messages' | 'now'>,
  planning: Planning,
  conversation: string,
  when: string,
  text?: string,
): Promise<PlanEnd> {
  const { person, language, zone } = planning;
  const now = admin.now();
  const read = readPlanned(when, wallClock(zone, person.utcOffset, now), now);
  const readable = read.at !== undefined && (text === undefined || read.rest === '');
  if (!readable) {
    const { suggestion } = read.at === undefined ? read : { suggestion: undefined };
    const reason = suggestion === undefined ? message('later_when') : message('later_when_near', { suggestion });
    return { wrong: 'when', reason };
  }
  const { at } = read;
  const said = (text ?? read.rest).trim();
  const writer = { id: person.id, username: person.username, language };
  const refused = await admin.messages.plan({ conversation, writer, text: said, at });
  if (!refused) return { planned: message('command_later_planned', { ...moment(at, planning, now), text: said }) };
  return { wrong: WRONG[refused.key] ?? 'all', reason: refused };
}

const WRONG: Readonly<Record<string, 'when' | 'text'>> = {
  later_no_text: 'text',
  finding_too_long: 'text',
  later_over: 'when',
  later_far: 'when',
};

/** When it is sent, by the clock of whoever looks, and how long that is from now. */
export function sayPlanned({ planned }: MessageItem, planning: Planning, now: number): { when: string; left: string } {
  return moment(planned, planning, now);
}

function moment(at: number, { person, language, zone }: Planning, now: number): { when: string; left: string } {
  const wall = wallClock(zone, person.utcOffset, now).toWall(at);
  return { when: sayMoment(wall, language, 'UTC'), left: sayDuration(at - now, language) };
}
