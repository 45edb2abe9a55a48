import { actionOf } from '../../../src/catalogue/actions';
import type { ActionContext } from '../../../src/catalogue/actions/action';
import { outcomeOfError } from '../../../src/engine/perform';
import { translate } from '../../../src/text/message';
import type { Server } from './server';
import type { Outcome } from '../../../src/model/run';

/** The context in which an action is done: one conversation, one customer's message. */
export async function contextOf(server: Server, changes: Partial<ActionContext> = {}): Promise<ActionContext> {
  const conversation = await server.host.conversation('room');
  if (!conversation) throw new Error('the server has no room');
  return {
    host: server.host,
    event: { id: 'event', on: 'customer_message', at: server.now, conversation },
    conversation,
    rule: { id: 'rule', name: 'The rule' },
    key: 'run:0',
    due: server.now,
    ask: async () => ({ outcome: 'done' }),
    now: () => server.now,
    random: () => 0,
    ...changes,
  };
}

/** Does an action as a rule writes it, and tells how it ended, as the engine does. */
export async function act(
  server: Server,
  step: { readonly action: string } & Readonly<Record<string, unknown>>,
  changes: Partial<ActionContext> = {},
): Promise<Outcome & { readonly said: string }> {
  const { action: id, ...parameters } = step;
  const action = actionOf(id);
  if (!action) throw new Error(`there is no action "${id}"`);
  const context = await contextOf(server, changes);
  const outcome = await action.perform(action.parameters().parse(parameters), context).catch(outcomeOfError);
  return { ...outcome, said: outcome.reason ? translate('en', outcome.reason) : '' };
}

/** What a crash in the middle of an action leaves open. */
export async function verify(
  server: Server,
  step: { readonly action: string } & Readonly<Record<string, unknown>>,
  since: number,
): Promise<boolean | undefined> {
  const { action: id, ...parameters } = step;
  return actionOf(id)?.verify?.(parameters, await contextOf(server), since);
}
