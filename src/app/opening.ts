import type { App } from '@rocket.chat/apps-engine/definition/App';
import { SETTINGS } from '../../settings/definitions';
import { house } from './house';
import type { Workflow } from './hooks';
import type { OwnSettings } from './start';

/** Between the answer that the app is enabled and the server's being through with it, ms. */
const BEGINS_AFTER = 50;

/** The app behind its hooks, opened when it is needed. */
export interface Opening {
  /** The app; what was asked to begin has begun. */
  opened(): Workflow;
  /** The server enables the app: it begins when that is answered, or with whatever comes before. */
  beginSoon(settings: OwnSettings): void;
  /** Somebody has changed a setting: what was asked for ahead may be from before. */
  settingChanged(): void;
}

/**
 * Evaluating the app's code, reading its settings and a thousand rules take longer than a server that starts its apps
 * one by one should wait. None of it is needed to enable the app, so it begins when the server has its answer.
 */
export function openingOf(app: App): Opening {
  let workflow: Workflow | undefined;
  let settings: OwnSettings | undefined;
  let ahead: OwnSettings | undefined;

  function opened(): Workflow {
    workflow ??= house().createWorkflow(app);
    const begins = ahead ?? settings;
    ahead = settings = undefined;
    if (begins) workflow.start(begins);
    return workflow;
  }

  return {
    opened,
    beginSoon: (given) => {
      settings = given;
      // When the server has its answer: it is about to tell of what has happened meanwhile.
      setTimeout(() => (ahead = settings && askedAhead(settings)), 0);
      setTimeout(opened, BEGINS_AFTER);
    },
    settingChanged: () => {
      ahead = undefined;
    },
  };
}

/** Asked before the app is opened, so that they are there when it begins; whoever asks again asks the server. */
function askedAhead(own: OwnSettings): OwnSettings {
  const values = new Map<string, Promise<unknown>>(SETTINGS.map(({ id }) => [id, own.getValueById(id)]));
  // Whoever takes it is told.
  for (const value of values.values()) value.catch(() => undefined);
  return {
    getById: (id) => own.getById(id),
    getValueById: (id) => {
      const value = values.get(id) ?? own.getValueById(id);
      values.delete(id);
      return value;
    },
  };
}
