import type { Rule } from '../catalogue/document';
import type { Conversation } from '../model/event';
import { nearestLanguage, type Language } from '../text/message';
import { asObject, asString, asStrings } from '../util/json';

/** Somebody who asks for something, as the server shows them. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name?: string;
  readonly roles: readonly string[];
  /** Undefined: they have not chosen one, the server's stands. */
  readonly language: Language | undefined;
  /** What their clock is ahead of UTC by, in hours, as their client has said it. */
  readonly utcOffset?: number;
}

/** The user of a command or an interaction; undefined when the server did not say who it is. */
export function personOf(user: unknown): Person | undefined {
  const from = asObject(user);
  const id = asString(from?.['id']);
  const username = asString(from?.['username']);
  if (!from || !id || !username) return undefined;
  const chosen = asString(asObject(asObject(from['settings'])?.['preferences'])?.['language']);
  const language = chosen && chosen !== 'default' ? nearestLanguage(chosen) : undefined;
  const name = asString(from['name']);
  const ahead = from['utcOffset'];
  const utcOffset = typeof ahead === 'number' ? ahead : undefined;
  const roles = asStrings(from['roles']);
  return { id, username, ...(name && { name }), roles, language, ...(utcOffset !== undefined && { utcOffset }) };
}

/** Administrators and livechat managers: rules, history, pause, health. */
export function mayChangeRules({ roles }: Pick<Person, 'roles'>): boolean {
  return roles.includes('admin') || roles.includes('livechat-manager');
}

/** The server lets these roles see every conversation (its permission `view-livechat-rooms`, as it comes). */
function seesAll(person: Pick<Person, 'roles'>): boolean {
  return mayChangeRules(person) || person.roles.includes('livechat-monitor');
}

/**
 * Agents and monitors too, and whom a rule lets run it: why, runs, notes, and muting a conversation that they may see.
 * @param rules in force; their `who` may name any role
 */
export function mayAsk(person: Pick<Person, 'roles'>, rules: readonly Pick<Rule, 'who'>[]): boolean {
  const { roles } = person;
  return (
    seesAll(person) ||
    roles.includes('livechat-agent') ||
    rules.some(({ who = [] }) => who.some((role) => roles.includes(role)))
  );
}

/** What has to be known of a conversation before it is shown to anybody. */
export interface Sight {
  /** Undefined when there is none (any more). */
  readonly conversation: (id: string) => Promise<Conversation | undefined>;
  /** Does this user stand in this room? */
  readonly isIn: (conversation: string, userId: string) => Promise<boolean>;
  readonly mayAsk: (person: Pick<Person, 'roles'>) => boolean;
}

/**
 * May this person see this conversation? A command or a view names any room it likes, also one that the server would
 * never show them. Agents see those that they have, had when they were closed, or stand in; nobody sees more than
 * `mayAsk` says. Rejects when the server cannot tell.
 */
export async function maySee(
  { conversation: find, isIn, mayAsk: ask }: Sight,
  person: Pick<Person, 'id' | 'roles'>,
  conversation: string,
): Promise<boolean> {
  if (seesAll(person)) return true;
  if (!ask(person)) return false;
  const found = await find(conversation);
  if (!found) return false;
  return found.agent?.id === person.id || isIn(conversation, person.id);
}
