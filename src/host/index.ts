import type { Sources } from '../model/facts';
import { unknown } from '../model/value';
import type { EarlierSettings, SettingValues } from '../../settings/definitions';
import type { AccessorKeeper } from './accessors';
import { bounded } from './time-limit';
import { remembered } from '../util/cache';
import { createChanges, createTurns, knowAppUser, type HostParts } from './changes';
import { message } from '../text/message';
import { parseRoster } from '../text/roster';
import { readStoredTags } from './contact-tags';
import { createLookups } from './lookups';
import { createOutside } from './outside';
import { ownMessages } from './own-messages';
import { persistentStore } from './persistence';
import type { Host } from '../ports/host';
import { readAnswers } from '../ports/question-records';
import { createEndpoints, type Endpoints } from './rest';
import { createReturning } from './returning-customers';
import { createReads } from './fact-sources';
import { fromWorkspace } from '../calendar';
import { toAgent } from './convert';
import { createEarlier, type EarlierConversations } from './earlier';
import { createAgentsBefore, type AgentsBefore } from './agents-before';
import { asObject, asString } from '../util/json';

export interface HostOptions {
  readonly appId: string;
  readonly accessors: AccessorKeeper;
  settings(): SettingValues;
  earlier(): EarlierSettings;
  /** ms since 1970. */
  now(): number;
  after(ms: number, call: () => void): () => void;
}

/** The server as the app sees it, and what else the app has to know of its own doings there. */
export interface WorkflowHost extends Host {
  /** The connection, for lists and for the health page. */
  readonly rest: Endpoints;
  /** Answers to lookups that are kept of these conversations are gone. */
  forgetAnswers(conversations: readonly string[]): void;
  /** Where the ends of conversations are written down. */
  readonly earlierConversations: EarlierConversations;
  /** Where assignments are written down. */
  readonly agentsBefore: AgentsBefore;
  /** What is remembered of a conversation's customer is asked for anew. */
  forgetReturning(conversation: string): void;
  /** Did this app write this message (as the hook hands it over)? */
  isOwnMessage(message: unknown): Promise<boolean>;
  /** Asks who the app's own user is, so that the first message need not. Never rejects. */
  knowAppUser(): Promise<unknown>;
}

/** The server's own business hours are asked for again after so long, ms. */
const WORKSPACE_HOURS_FOR = 300_000;

/** Rocket.Chat behind the port: every call ends, and what it changes is known as this app's own doing. */
export function createHost({ appId, accessors, settings, earlier, now, after }: HostOptions): WorkflowHost {
  const { read, http, modify, persistence } = accessors;
  const store = persistentStore(
    () => read.getPersistenceReader(),
    () => persistence,
    after,
  );
  const own = ownMessages(now);
  const rest = createEndpoints({ http, read, settings, now });
  const earlierConversations = createEarlier(store, rest, async (username) => {
    const user = await read.getUserReader().getByUsername(username);
    return toAgent(user)?.kind === 'bot';
  });
  const agentsBefore = createAgentsBefore(store);
  const parts: HostParts = {
    appId,
    read,
    modify,
    http,
    store,
    rest,
    own,
    turns: createTurns(store, now),
    returning: createReturning(store, now, (conversation) => rest.otherConversations(conversation)),
    earlier: earlierConversations,
    now,
    settings: () => ({
      tagsField: settings().field_tags.trim(),
      earlierNotesField: earlier().notesField,
      roster: parseRoster(settings().agents),
    }),
  };
  const lookups = createLookups(parts);
  const outside = createOutside({
    http: () => http,
    settings: () => {
      const { model_url, model_key, model_name, lookups_per_minute: perMinute } = settings();
      return { modelUrl: model_url.trim(), modelKey: model_key.trim(), modelName: model_name.trim(), perMinute };
    },
    now,
    after,
  });
  const workspace = remembered<Sources['workspace_hours']>({ forMs: WORKSPACE_HOURS_FOR, most: 1, now });
  const reads = createReads({
    read: () => read,
    lookups,
    returning: parts.returning,
    own,
    previousAgent: (conversation) => agentsBefore.of(conversation),
    storedTags: ({ customer }) => readStoredTags(store, customer),
    answers: ({ id }) => readAnswers(store, id),
    available: async (username) =>
      (await rest.connected())
        ? (await rest.agents()).find((agent) => agent.username === username)?.available
        : undefined,
    workspaceHours: async () =>
      workspace(await rest.connection(), async () => fromWorkspace(await rest.businessHours()) ?? noHours()),
    now,
  });
  const host = bounded({ ...reads, ...lookups, lookUp: outside.ask, changes: createChanges(parts), store }, after);

  /** Messages that come while it is being asked for wait for the one answer. */
  let asked: Promise<unknown> | undefined;
  function appUserIsKnown(): Promise<unknown> {
    asked ??= knowAppUser(parts)
      .catch(() => undefined)
      .finally(() => (asked = undefined));
    return asked;
  }

  return Object.assign(host, {
    rest,
    knowAppUser: appUserIsKnown,
    forgetAnswers: (conversations: readonly string[]) => outside.forget(conversations),
    earlierConversations,
    agentsBefore,
    forgetReturning: (conversation: string) => parts.returning.forget(conversation),
    isOwnMessage: async (message: unknown) => {
      const from = asObject(message);
      const sender = asObject(from?.['sender']);
      if (own.appUser() === undefined) await appUserIsKnown();
      return own.isOwn({
        id: asString(from?.['id']) ?? '',
        roomId: asString(asObject(from?.['room'])?.['id']) ?? '',
        text: asString(from?.['text']) ?? '',
        senderId: asString(sender?.['id']) ?? '',
      });
    },
  });
}

function noHours(): Sources['workspace_hours'] {
  return unknown(message('reason_no_business_hours'));
}
