import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Administration } from '../admin';
import type { Later } from '../engine/later';
import type { WorkflowHost } from '../host';
import type { Log } from '../ports/log';
import type { Background } from './background';
import { readEarlierSettings } from './earlier-settings';
import type { InForce } from './rules-in-force';

/** The beginning of the app: its settings, its rules and what is stored are read. */
export interface Start {
  /** Begins. */
  begin(own: OwnSettings): void;
  /** Has it been asked for? */
  hasBegun(): boolean;
  /** Resolves when it is over; undefined when there is nothing to wait for. Never rejects. */
  over(): Promise<void> | undefined;
}

/** The app's settings on the server. */
export type OwnSettings = Pick<ISettingRead, 'getById' | 'getValueById'>;

export interface StartParts {
  readonly inForce: InForce;
  readonly administration: Administration;
  readonly later: Later;
  readonly background: Background;
  readonly host: Pick<WorkflowHost, 'knowAppUser'>;
  readonly log: Log;
  after(ms: number, call: () => void): () => void;
}

/** After a start that the server's database has cut short, ms; whatever comes before that tries it, too. */
const BEGINS_AGAIN_AFTER = 5_000;

export function createStart(parts: StartParts): Start {
  const { inForce, administration, later, background, host, log } = parts;
  let begun = false;
  /** Undefined: it has not been asked for, or it is over. */
  let tryOnce: (() => Promise<void>) | undefined;

  async function readAll(own: OwnSettings): Promise<void> {
    // Side by side: each of these asks the server, and a message may be waiting for the last answer.
    const rules = inForce
      .readSettings((id) => own.getValueById(id), readEarlierSettings(own))
      .then(() => inForce.readRules());
    await Promise.all([rules, administration.start(), host.knowAppUser()]);
    later.start();
    tryOnce = undefined;
    // What nobody waits for comes when those have their answer who do.
    parts.after(0, () => {
      background.run('the report', inForce.tell);
      background.run('counts of runs', administration.runCounts.load);
      background.run('lists of the server', administration.readLists);
    });
  }

  return {
    begin: (own) => {
      let trying: Promise<void> | undefined;
      begun = true;
      tryOnce = () =>
        (trying ??= readAll(own).catch((error: unknown) => {
          log.error(`the start, which is tried again: ${String(error)}`);
          trying = undefined;
          parts.after(BEGINS_AGAIN_AFTER, () => void tryOnce?.());
        }));
      void tryOnce();
    },
    hasBegun: () => begun,
    over: () => tryOnce?.(),
  };
}
