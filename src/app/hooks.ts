import { DAY } from '../model/calendar';
import type { IEnvironmentRead, ILogger } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IUIKitResponse } from '@rocket.chat/apps-engine/definition/uikit';
import type { UIKitLivechatBlockInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/livechat';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import { personOf, type Administration, type ForPeople } from '../admin';
import { conversationUnassigned } from '../catalogue/events';
import type { Typed } from '../command';
import type { Engine, Look } from '../engine/engine';
import type { Later } from '../engine/later';
import type { WorkflowHost } from '../host';
import type { AccessorKeeper, Accessors } from '../host/accessors';
import {
  assignedEvent,
  closedEvent,
  messageEvent,
  messageIdOf,
  roomIdOf,
  startedEvent,
  transferredEvent,
  unassignedEvent,
} from '../host/hook-events';
import type { createLog } from '../host/log';
import { replyTo } from '../host/reply';
import type { Wakers } from '../host/scheduler';
import type { Event } from '../model/event';
import type { Interactions } from '../screens';
import { message, translate } from '../text/message';
import { recent } from '../util/cache';
import { asObject, asString } from '../util/json';
import type { Background } from './background';
import type { InForce } from './rules-in-force';
import type { Start } from './start';
import { createTapHook } from './taps';

/** What a hook was given. */
export type HookContext = Partial<Accessors> & { readonly logger: ILogger };

/** The app behind its hooks. */
export interface Workflow {
  /** Tells whoever installed the app what to do next. */
  installed(user: unknown, given: HookContext): Promise<void>;
  /** Somebody has typed `/workflow`. */
  command(context: SlashCommandContext, given: HookContext): Promise<void>;
  /** Begins to read the settings and the rules; whatever comes before they are read waits for them. */
  start(environment: IEnvironmentRead): void;
  settingChanged(setting: ISetting, given: HookContext): Promise<void>;
  /** False spares the server a second call: nothing can come of this message (HOST.md A.1). */
  mayConcern(message: unknown, given: HookContext): Promise<boolean>;
  messageSent(message: unknown, given: HookContext): Promise<void>;
  started(room: unknown, given: HookContext): Promise<void>;
  closed(room: unknown, given: HookContext): Promise<void>;
  assigned(context: unknown, given: HookContext): Promise<void>;
  unassigned(context: unknown, given: HookContext): Promise<void>;
  transferred(context: unknown, given: HookContext): Promise<void>;
  /** What is pressed and submitted on screens. */
  interactions(given: HookContext): Pick<Interactions, 'block' | 'submitted' | 'closed' | 'roomButton'>;
  /** A customer has tapped a button of a question. */
  tapped(context: UIKitLivechatBlockInteractionContext, given: HookContext): Promise<IUIKitResponse>;
  /** The scheduler's calls. */
  wakers(given: HookContext): Wakers;
}

/** What a person types and presses. */
export interface People {
  readonly administration: ForPeople;
  readonly screens: Interactions;
  readonly command: (typed: Typed) => Promise<readonly string[]>;
}

/** What the hooks work with. */
export interface House {
  readonly accessors: AccessorKeeper;
  /** What the app has without any hook. */
  readonly ownAccessors: () => Partial<Accessors>;
  readonly log: ReturnType<typeof createLog>;
  readonly background: Background;
  readonly start: Start;
  readonly inForce: InForce;
  readonly host: WorkflowHost;
  readonly engine: Engine;
  readonly later: Later;
  readonly administration: Administration;
  /** What is there for a person; made when the first one comes. */
  readonly people: () => People;
  /** ms since 1970. */
  readonly now: () => number;
}

/** Messages that the server has asked about and not handed over yet: of more at once the oldest are looked at again. */
const LOOKS = 1_000;
/** The server hands a message over as soon as it has its answer; what is older was never asked for, ms. */
const LOOKS_FOR = 30_000;
/** Returns to the queue that are remembered: the server tells of one several times within seconds. */
const RETURNS = 1_000;

/** How often customers who have not come for a year are forgotten, ms. */
const FORGETS_EVERY = DAY;

/** What each hook does. */
export function createHooks(house: House): Workflow {
  const { accessors, log, background, start, inForce, host, engine, later, administration, people, now } = house;

  const tapped = createTapHook({ host, later, inForce, log });

  /** By the message's id: what was found when the server asked. */
  const looks = recent<Look>(LOOKS, LOOKS_FOR, now);
  /** By the event's id. */
  const returns = recent<true>(RETURNS);

  /**
   * A hook's work: its accessors are kept, and the log is written with its logger. What comes while the app begins
   * waits for that, in order.
   * @param conversation what waits there is known when the work begins; it is asked for beside what the start asks for
   */
  function hook<T>({ logger, ...given }: HookContext, work: () => Promise<T>, conversation = ''): Promise<T> {
    accessors.keep(given);
    background.catchUp();
    const known = conversation === '' ? undefined : later.lookAt(conversation);
    const begun = start.over();
    const first: Promise<unknown> | undefined = begun && known ? Promise.all([begun, known]) : (begun ?? known);
    return log.during(logger, () => first?.then(work) ?? work());
  }

  async function handle(event: Event | undefined, look?: Look): Promise<void> {
    if (event && inForce.loaded()) await engine.handle(event, look);
  }

  /** Only messages of omnichannel rooms, and none of this app's own. */
  async function foreignMessage(given: unknown): Promise<Event | undefined> {
    if (!isOfOmnichannel(given)) return undefined;
    return (await host.isOwnMessage(given)) ? undefined : messageEvent(given);
  }

  async function mayConcern(given: unknown): Promise<boolean> {
    const event = await foreignMessage(given);
    if (!event || !inForce.loaded()) return false;
    engine.arrives(event);
    const look = engine.look(event);
    if (look.nothing) engine.passOver(look);
    else looks.set(messageIdOf(given), look);
    return !look.nothing;
  }

  /** The server hands over what it has asked about, as it was then. */
  async function messageSent(given: unknown): Promise<void> {
    const look = looks.get(messageIdOf(given));
    looks.delete(messageIdOf(given));
    await handle(look?.event ?? (await foreignMessage(given)), look);
  }

  /** Who had the customer is noted, whatever rules there are: rules of later ask for it. */
  async function closed(room: unknown): Promise<void> {
    const event = closedEvent(room, now());
    if (!event) return;
    const { conversation, at } = event;
    background.inTurn(`ended ${conversation.customer.id}`, () => host.earlierConversations.ended(conversation, at));
    await handle(event);
  }

  /** Who has had it is noted, whatever rules there are. */
  async function assigned(context: unknown): Promise<void> {
    const event = assignedEvent(context, now());
    if (!event) return;
    const { conversation, at } = event;
    background.inTurn(`assigned ${conversation.id}`, () => host.agentsBefore.assigned(conversation, at));
    await handle(event);
  }

  async function unassigned(context: unknown): Promise<void> {
    if (!inForce.loaded() || !engine.listensTo(conversationUnassigned.id)) return;
    const id = roomIdOf(context);
    const event = unassignedEvent(id === undefined ? undefined : await host.conversation(id), now());
    if (!event || returns.has(event.id)) return;
    returns.set(event.id, true);
    await handle(event);
  }

  async function installed(user: unknown): Promise<void> {
    const username = asString(asObject(user)?.['username']);
    if (username === undefined) return;
    const { language: theirs } = personOf(user) ?? {};
    await inForce.readServer();
    const said = translate(theirs ?? inForce.language(), message('command_welcome'));
    // The app works without it.
    await host.changes.notify({ user: username }, said).catch((error: unknown) => log.warn(String(error)));
  }

  async function command(context: SlashCommandContext, arrived: number): Promise<void> {
    const [user, room, threadId] = [context.getSender(), context.getRoom(), context.getThreadId()];
    const typed = { user, room, args: context.getArguments(), triggerId: context.getTriggerId(), threadId, arrived };
    const lines = await people().command(typed);
    if (lines.length > 0) await replyTo(accessors, { user, room, threadId }, lines);
  }

  async function settingChanged({ id, value }: ISetting): Promise<void> {
    const before = inForce.settings().rules;
    if (!(await inForce.take(id, value))) return;
    later.waits.rulesChanged();
    if (id === 'rules')
      background.whenWritable('the history of the rules', () =>
        people().administration.admin.book.noticed(before, String(value)),
      );
    if (id.startsWith('server_')) background.run('lists of the server', () => administration.readLists(true));
  }

  /** A recurring job that an earlier version left runs at once: nothing is known yet, how long to keep records included. */
  async function sweep(): Promise<void> {
    if (!start.hasBegun()) return;
    const care = administration.sweep().catch((error: unknown) => log.error(`care: ${String(error)}`));
    await Promise.all([later.sweep(), care, forgetOld()]);
  }

  let forgotAt = -Infinity;
  /** Customers who have not come for a year, looked for once a day. */
  async function forgetOld(): Promise<void> {
    if (now() - forgotAt < FORGETS_EVERY) return;
    forgotAt = now();
    await host.earlierConversations.prune(now()).catch((error: unknown) => log.warn(`old customers: ${String(error)}`));
  }

  return {
    start: (environment) => {
      accessors.keep(house.ownAccessors());
      start.begin(environment.getSettings());
      background.whenWritable('who had conversations', () => host.agentsBefore.begin(now()));
    },
    installed: (user, given) => hook(given, () => installed(user)),
    command: (context, given) => {
      const arrived = now();
      return hook(given, () => command(context, arrived));
    },
    settingChanged: (setting, given) => hook(given, () => settingChanged(setting)),
    mayConcern: async (payload, given) =>
      isOfOmnichannel(payload) && hook(given, () => mayConcern(payload), roomIdOf(payload)),
    messageSent: (payload, given) => hook(given, () => messageSent(payload)),
    started: (room, given) => hook(given, () => handle(startedEvent(room, now()))),
    closed: (room, given) => hook(given, () => closed(room)),
    assigned: (context, given) => hook(given, () => assigned(context)),
    unassigned: (context, given) => hook(given, () => unassigned(context)),
    transferred: (context, given) => hook(given, () => handle(transferredEvent(context, now()))),
    interactions: (given) => ({
      block: (context) => hook(given, () => people().screens.block(context)),
      submitted: (context) => hook(given, () => people().screens.submitted(context)),
      closed: (context) => hook(given, () => people().screens.closed(context)),
      roomButton: (context) => hook(given, () => people().screens.roomButton(context)),
    }),
    tapped: (context, given) => hook(given, () => tapped(context)),
    wakers: (given) => ({
      wake: (job) => hook(given, async () => (start.hasBegun() ? later.wake(job) : undefined)),
      sweep: () => hook(given, sweep),
    }),
  };
}

function isOfOmnichannel(given: unknown): boolean {
  return asObject(asObject(given)?.['room'])?.['type'] === 'l';
}
