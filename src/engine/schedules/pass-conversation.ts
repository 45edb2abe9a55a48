import { eventsOf, type Rule } from '../../catalogue/document';
import { eventOf as entryOf, messageEventBy, ofMessage, schedule } from '../../catalogue/events';
import { explain, type CompiledRule } from '../../decide';
import { YES } from '../../decide/rule-set';
import type { Conversation, Event, Message } from '../../model/event';
import { newLink } from '../chain';
import { answered, hasBegun } from '../later/wait-due';
import { matchNow } from '../match-now';
import { isOnce } from '../once';
import { armOrRun, trace, type Came } from '../rules-on-event';
import type { Match } from '../run';
import type { EngineParts } from '../parts';
import type { Pass, Result } from './passes';

/**
 * One conversation of a pass, in its lane: is it still one that the pass is about, is the condition true now, and then
 * what the rule does, with its turns, manners and waits as on any event.
 * @param again the pass was taken up after a crash: its run may have begun
 */
export async function passOver(
  parts: EngineParts,
  rule: CompiledRule,
  pass: Pass,
  id: string,
  again: boolean,
): Promise<Result> {
  let result: Result = 'unclear';
  await parts.lanes.run(id, async () => {
    result = await inLane(parts, rule, pass, id, again);
  });
  return result;
}

async function inLane(parts: EngineParts, rule: CompiledRule, pass: Pass, id: string, again: boolean): Promise<Result> {
  const run = `${pass.id}/${id}`;
  // A plan begins no run.
  if (again && pass.kind !== 'plan' && (await hasBegun(parts, run))) return 'ran';
  if (await parts.suspended(id)) return 'muted';
  const conversation = await parts.host.conversation(id);
  if (!conversation || conversation.status === 'closed') return 'gone';
  if (pass.over === 'queued' && conversation.status !== 'queued') return 'gone';
  const event = await eventFor(parts, rule.rule, pass, conversation);
  if (!event) return 'no';
  const match = await matchOf(parts, rule, event);
  if (pass.kind === 'plan') return verdictOf(match) ?? (await wouldRun(parts, match));
  const verdict = verdictOf(match);
  const facts = match.factsLoader.facts();
  // A run that is left to recovery has its id already.
  const { id: came = run, run: record, heldBack } = verdict === undefined ? await act(parts, match, run) : {};
  trace(parts, event, match.program, {
    seen: [{ from: 0, facts }],
    heldBack: new Map(heldBack ? [[rule.rule.id, heldBack]] : []),
    runs: [came],
    only: rule.rule.id,
  });
  if (verdict !== undefined) return verdict;
  if (heldBack) return heldBack === 'waiting' ? 'waits' : 'held_back';
  return record?.mode === 'watch' ? 'would' : 'ran';
}

/** Undefined: it is true. */
function verdictOf({ rule, view: seen }: Match): 'no' | 'unclear' | undefined {
  if (rule.ask(seen) === YES) return undefined;
  return explain(rule, seen).verdict === false ? 'no' : 'unclear';
}

async function wouldRun(parts: EngineParts, { rule: { rule }, event }: Match): Promise<Result> {
  return isOnce(rule) && !(await parts.once.isFree(rule, event)) ? 'held_back' : 'would';
}

function act(parts: EngineParts, match: Match, run: string): Promise<Came> {
  parts.waits?.raised(match.event);
  return armOrRun(parts, match, run);
}

/**
 * The time of the rule, as an event. A rule without times that is applied sees what it listens to: its first event, with
 * the newest message of those who write it. Undefined: there is no such message.
 */
async function eventFor(
  parts: EngineParts,
  rule: Rule,
  pass: Pass,
  conversation: Conversation,
): Promise<Event | undefined> {
  const events = eventsOf(rule);
  const on = events.find((each) => each === schedule.id) ?? events[0];
  if (on === undefined) return undefined;
  const base: Event = {
    id: `${pass.id}:${conversation.id}`,
    on,
    at: parts.now(),
    conversation,
    ...(pass.by !== undefined && { appliedBy: pass.by }),
  };
  if (entryOf(on).message === 'none') return base;
  const history = await parts.host.load('history', conversation, base);
  const message =
    'messages' in history && history.messages.findLast(({ from, own }) => !own && messageEventBy(from) === on);
  return message ? { ...base, ...ofMessage(message) } : undefined;
}

async function matchOf(parts: EngineParts, rule: CompiledRule, event: Event): Promise<Match> {
  const program = parts.program();
  // It has not just happened: what is expected to happen still does.
  const link = newLink(event);
  // The message that it stands for may have had its answer.
  if (event.message && link.chain.answersCustomer)
    link.chain.messaged = answered(await parts.journal.recordsOf(event.conversation.id), chainOf(event.message));
  return matchNow(parts, { rule, program, event, link }, true);
}

/** The chain that a message begins is named after its event. */
const chainOf = ({ id }: Message): string => `message:${id}`;
