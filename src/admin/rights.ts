import { nearestLanguage, type Language } from '../text/message';
import { asObject, asString, asStrings } from '../util/json';

/** Somebody who asks for something, as the server shows them. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  /** Undefined: they have not chosen one, the server's stands. */
  readonly language: Language | undefined;
}

/** The user of a command or an interaction; undefined when the server did not say who it is. */
export function personOf(user: unknown): Person | undefined {
  const from = asObject(user);
  const id = asString(from?.['id']);
  const username = asString(from?.['username']);
  if (!from || !id || !username) return undefined;
  const chosen = asString(asObject(asObject(from['settings'])?.['preferences'])?.['language']);
  const language = chosen && chosen !== 'default' ? nearestLanguage(chosen) : undefined;
  return { id, username, roles: asStrings(from['roles']), language };
}

/** Administrators and livechat managers: rules, history, pause, health. */
export function mayChangeRules({ roles }: Pick<Person, 'roles'>): boolean {
  return roles.includes('admin') || roles.includes('livechat-manager');
}

/** Agents too: why, runs, notes, and muting a conversation. */
export function mayAsk(person: Pick<Person, 'roles'>): boolean {
  return mayChangeRules(person) || person.roles.includes('livechat-agent');
}
