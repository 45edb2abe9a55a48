import { conversationClosed } from '../../catalogue/events';
import { chainState } from '../chain';
import { createArmed, type Armed } from './armed-waits';
import { fingerprint } from '../../rules/fingerprint';
import { createRecentEvents } from './recent-events';
import type { Items, LaterItem, WaitItem } from './store';
import type { Event, EventId } from '../../model/event';
import type { Environment } from '../../model/facts';
import { calendarOfWait, eventsOf, type Rule } from '../../catalogue/document';
import { afterOpenTime } from '../../calendar';
import { parseDuration } from '../../calendar/duration';
import { message, type Text } from '../../text/message';
import type { Scheduler } from '../../ports/scheduler';
import { INSTANCES_DIFFER, type Time } from '../../ports/clock';
import type { Program } from '../../rules/load';
import type { Waits } from '../parts';
import { keptWith } from '../../util/lazily';

export interface WaitParts {
  readonly items: Items;
  readonly scheduler: Scheduler;
  readonly time: Time;
  newId(): string;
  program(): Program;
  /** What should have ended a wait while nobody listened, as the conversation's messages tell. */
  missed(item: WaitItem, event: Event): Promise<Text | undefined>;
  /** Writes an end down, without anybody waiting for it. */
  cancelled(id: string, reason: Text): void;
  /** Does something without anybody waiting for it; what it throws is reported. */
  inBackground(work: () => Promise<void>): void;
}

/** Events heard lately are looked up among the waits that others have armed, after so long, ms. */
const LOOK_AFTER = 10_000;

export function createWaits(parts: WaitParts): Waits {
  const { items, scheduler, time } = parts;
  const armed = createArmed();
  const lately = createRecentEvents();
  const began = time.now();
  let looking = false;
  let lookedTo = began;

  function end(wait: Armed, reason: Text): void {
    if (wait.ending) return;
    wait.ending = reason;
    if (wait.job !== undefined) {
      const { job } = wait;
      parts.inBackground(() => scheduler.cancel(job));
    }
    parts.cancelled(wait.id, reason);
  }

  function arrives(event: Event): void {
    const { arming, ending } = listensOf(parts.program());
    const ends = ending.has(event.on);
    if (!ends && !arming.has(event.on)) return;
    lately.add(event, ends);
    if (!ends || looking) return;
    looking = true;
    time.after(LOOK_AFTER, () => parts.inBackground(look));
  }

  /** Waits that another instance has armed, and that events heard here have ended. */
  async function look(): Promise<void> {
    looking = false;
    const now = time.now();
    const found = await items.armedBetween(lookedTo - INSTANCES_DIFFER, now);
    lookedTo = now;
    know(found);
    lately.turn();
  }

  function know(found: readonly LaterItem[]): void {
    for (const item of found) if (item.kind === 'wait') meet(item);
  }

  /** A wait as the store shows it; one that is new here may have been ended by what was heard here. */
  function meet(item: WaitItem): Armed {
    const known = armed.get(item.id);
    if (known) return known;
    const wait = armed.add(item);
    const by = lately.in(item.conversation).find(({ on, at }) => at > item.event.at && endsBy(wait, on));
    if (by) end(wait, reasonOf(by.on));
    return wait;
  }

  const endedBy = (event: Event): readonly Armed[] =>
    armed.in(event.conversation.id).filter((wait) => !wait.ending && endsBy(wait, event.on));

  /**
   * Waits of this rule in this conversation that are still to come, the oldest first; another instance may have armed or
   * ended one. There are several where the end of one that was replaced was never written.
   */
  async function standing(rule: Rule, event: Event): Promise<readonly Armed[]> {
    const { waits, ends } = await items.ofRule(rule.id, event.conversation.id);
    for (const { id } of ends) armed.remove(id);
    const left = waits
      .filter(({ id, print }) => print === fingerprint(rule) && ends.every((end) => end.id !== id))
      .toSorted((one, other) => one.armed - other.armed);
    for (const item of left) {
      const wait = meet(item);
      // Armed before this process began: it would stand in the way until it is due.
      const missed = !wait.ending && item.armed <= began && (await parts.missed(item, event));
      if (missed) end(wait, missed);
    }
    return left.map(meet).filter(({ ending }) => !ending);
  }

  function onEvent(event: Event): void {
    for (const wait of endedBy(event)) end(wait, reasonOf(event.on));
  }

  return {
    arrives,
    concerns: (event) => endedBy(event).length > 0,
    onEvent,
    raised: (event) => {
      arrives(event);
      onEvent(event);
    },
    arm: async (rule, event, link) => {
      const conversation = event.conversation.id;
      const before = await standing(rule, event);
      if (before[0] && !rule.wait?.restart) return before[0].id;
      const now = time.now();
      const due = dueOf(rule, parts.program().environment, now);
      if (due === undefined) return undefined;
      const gone = before.at(-1) ?? armed.in(conversation).find((wait) => wait.rule === rule.id);
      const item: WaitItem = {
        v: 1,
        kind: 'wait',
        id: parts.newId(),
        rule: rule.id,
        name: rule.name,
        print: fingerprint(rule),
        conversation,
        event,
        chain: chainState(link),
        armed: now,
        due,
        ...(rule.wait?.in !== undefined && { in: rule.wait.in }),
        ...endingOf(rule),
        ...(gone && { replaces: gone.id }),
      };
      await items.add(item);
      const wait = armed.add(item);
      for (const each of before) end(each, message('wait_ended_restarted'));
      // It came after this one, and was over sooner: nobody had to wait for anything.
      const by = lately.since(event).find(({ on }) => endsBy(wait, on));
      if (by) end(wait, reasonOf(by.on));
      parts.inBackground(async () => {
        wait.job = await scheduler.at(item.due, { kind: 'later', id: item.id });
      });
      return item.id;
    },
    listensTo: (on) => listensOf(parts.program()).ending.has(on),
    ending: (id) => armed.get(id)?.ending,
    over: (id) => armed.remove(id),
    due: () => armed.all().flatMap(({ id, due, ending }) => (due <= time.now() && !ending ? [id] : [])),
    unfinished: () => armed.all().flatMap(({ id, ending }) => (ending ? [{ id, reason: ending }] : [])),

    list: async (conversation) => {
      const [waits, ends] = await Promise.all([items.waitsIn(conversation), items.endsIn(conversation)]);
      const over = new Set(ends.map(({ id }) => id));
      const left = waits.filter(({ id }) => !over.has(id)).sort((a, b) => a.due - b.due);
      const ending = ({ id }: WaitItem): Text | undefined => armed.get(id)?.ending;
      return {
        waits: left.filter((wait) => !ending(wait)),
        ends: [
          // Those that have ended just now are written in a moment.
          ...left.filter(ending).map((wait) => ({ ...wait, how: 'cancelled' as const, reason: ending(wait) })),
          ...[...ends].sort((a, b) => b.ended - a.ended),
        ],
      };
    },
    cancel: async (conversation, id, who) => {
      const found = (await items.waitsIn(conversation)).find((wait) => wait.id === id);
      if (!found) return false;
      end(meet(found), message('wait_ended_by_hand', { who }));
      return true;
    },
    muted: async (conversation) => {
      for (const wait of await items.waitsIn(conversation)) end(meet(wait), message('wait_ended_muted'));
    },
    rulesChanged: () => {
      const rules = new Map(parts.program().set.rules.map(({ rule }) => [rule.id, rule]));
      for (const wait of armed.all()) {
        const rule = rules.get(wait.rule);
        if (!rule) end(wait, message('wait_ended_rule_gone'));
        else if (fingerprint(rule) !== wait.print) end(wait, message('wait_ended_rule_changed'));
      }
    },
    know,
  };
}

type Ending = Pick<WaitItem, 'unless' | 'outlivesClose'>;

/** What ends the waits of a rule. */
export function endingOf(rule: Rule): Ending {
  return { unless: rule.wait?.unless ?? [], outlivesClose: eventsOf(rule).includes(conversationClosed.id) };
}

/** When the wait of a rule that begins now is over, ms since 1970; undefined: its calendar has not so much open time. */
export function dueOf({ wait }: Rule, environment: Environment, now: number): number | undefined {
  const length = parseDuration(wait?.for ?? '') ?? 0;
  const name = wait && calendarOfWait(wait);
  if (name === undefined) return now + length;
  const calendar = environment.calendars.get(name);
  if (!calendar) return undefined;
  const { hours } = calendar;
  return hours === 'agents' || hours === 'workspace' ? undefined : afterOpenTime({ ...calendar, hours }, now, length);
}

/** Does such an event end it? */
export function endsBy({ unless, outlivesClose }: Ending, on: EventId): boolean {
  return unless.includes(on) || (on === conversationClosed.id && !outlivesClose);
}

function reasonOf(on: EventId): Text {
  return on === conversationClosed.id
    ? message('wait_ended_closed')
    : message('wait_ended_heard', { event: message(`event_${on}`) });
}

interface Listening {
  /** The events on which rules begin to wait. */
  readonly arming: ReadonlySet<EventId>;
  /** The events that can end a wait. */
  readonly ending: ReadonlySet<EventId>;
}

const listensOf = keptWith((program: Program): Listening => {
  const waiting = program.set.rules.map(({ rule }) => rule).filter(({ wait }) => wait);
  const closing: EventId[] = waiting.length > 0 ? [conversationClosed.id] : [];
  const ending = new Set([...closing, ...waiting.flatMap(({ wait }) => wait?.unless ?? [])]);
  return { arming: new Set(waiting.flatMap(eventsOf)), ending };
});
