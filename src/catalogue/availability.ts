import type { Candidate, PresenceRule } from '../ports/host';

/**
 * Would this server give them a conversation? (DESIGN.md, Exact meanings, Agents.) The one answer for facts and for
 * assigning: an active agent, whose omnichannel status says available where a connection tells, and whose presence is
 * what the server wants; a bot's presence it never looks at.
 */
export function isAccepted(candidate: Candidate, rule: PresenceRule): boolean {
  if (!candidate.enabled || candidate.available === false) return false;
  if (candidate.kind === 'bot' || rule === 'any') return true;
  // An agent without a presence is none who is there, as the server's query has it.
  if (candidate.status === undefined || candidate.status === 'offline') return false;
  return rule === 'not_offline' || candidate.idle !== true;
}

/**
 * May they be chosen among several? Somebody who is offline would not see the conversation, also where the server would
 * give it to them; a bot needs no presence.
 */
export function mayBeChosen(candidate: Candidate, rule: PresenceRule): boolean {
  return isAccepted(candidate, rule) && (candidate.kind === 'bot' || candidate.status !== 'offline');
}
