import type { Admin } from '../admin/context';
import type { Health } from '../admin/health';
import type { ScreenContext, Screens } from '../admin/screens';
import type { MessageKey, Text } from '../text/message';
import { recent } from '../util/cache';

/** What a subcommand works with. */
export interface CommandParts {
  readonly admin: Admin;
  readonly health: Health;
  /** Undefined: there are none, everything is answered in words. */
  readonly screens?: Screens;
  /** Documents that wait for `/workflow import now`, by user id. */
  readonly imports: PendingImports;
  /** The shop's zone (IANA), in which moments are said. */
  readonly zone: () => string;
}

/** Somebody has typed the command. */
export interface Asked extends ScreenContext {
  /** Behind the subcommand, as typed. */
  readonly rest: string;
  /** The omnichannel conversation in which it was typed. */
  readonly conversation: string | undefined;
}

/** What is answered: texts, each a paragraph; lines that are ready; nothing when a screen was opened. */
export type Answer = readonly (string | Text)[] | undefined;

type Replaced<S extends string, From extends string, To extends string> = S extends `${infer Head}${From}${infer Tail}`
  ? `${Head}${To}${Replaced<Tail, From, To>}`
  : S;
type IdIn<Key> = Key extends `command_${infer Id}_help` ? Replaced<Id, '_', '-'> : never;

/** What may stand behind `/workflow`: whatever has a line in the help, `command_<id>_help`. */
export type SubcommandId = IdIn<MessageKey>;

/** `dry-run` → `dry_run`, as it stands in keys of texts. */
export function inKeys<Id extends string>(id: Id): Replaced<Id, '-', '_'> {
  return id.replaceAll('-', '_') as Replaced<Id, '-', '_'>;
}

/** One word behind `/workflow`. Its line in the help is `command_<id>_help`, what follows it `command_<id>_args`. */
export interface Subcommand {
  readonly id: SubcommandId;
  /** Who may use it: those who change rules, or everybody who works with conversations. */
  readonly right: 'change' | 'ask';
  /** It is about the conversation in which it is typed. */
  readonly inConversation?: true;
  readonly run: (asked: Asked, parts: CommandParts) => Promise<Answer>;
}

/** Documents handed over to be imported, until somebody says that they mean it. */
export interface PendingImports {
  readonly put: (user: string, import_: PendingImport) => void;
  readonly take: (user: string) => PendingImport | undefined;
}
export interface PendingImport {
  readonly basedOn: string;
  readonly source: string;
  /** ms since 1970. */
  readonly at: number;
}

const KEPT = 600_000;
const MOST = 20;

/** In memory: whoever restarts the app in between pastes it again. */
export function createPendingImports(now: () => number): PendingImports {
  const pending = recent<PendingImport>(MOST, KEPT, now);
  return {
    put: (user, import_) => void pending.set(user, import_),
    take: (user) => {
      const found = pending.get(user);
      pending.delete(user);
      return found;
    },
  };
}
