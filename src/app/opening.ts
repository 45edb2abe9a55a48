import type { IEnvironmentRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { App } from '@rocket.chat/apps-engine/definition/App';
import { house } from './house';
import type { Workflow } from './hooks';

/** Between the answer that the app is enabled and the server's being through with it, ms. */
const BEGINS_AFTER = 50;

/** The app behind its hooks, opened when it is needed. */
export interface Opening {
  /** The app; what was asked to begin has begun. */
  opened(): Workflow;
  /** The server enables the app: it begins when that is answered, or with whatever comes before. */
  beginSoon(environment: IEnvironmentRead): void;
}

/**
 * Evaluating the app's code, reading its settings and a thousand rules take longer than a server that starts its apps
 * one by one should wait. None of it is needed to enable the app, so it begins when the server has its answer.
 */
export function openingOf(app: App): Opening {
  let workflow: Workflow | undefined;
  let environment: IEnvironmentRead | undefined;

  function opened(): Workflow {
    workflow ??= house().createWorkflow(app);
    const begins = environment;
    environment = undefined;
    if (begins) workflow.start(begins);
    return workflow;
  }

  return {
    opened,
    beginSoon: (given) => {
      environment = given;
      setTimeout(opened, BEGINS_AFTER);
    },
  };
}
