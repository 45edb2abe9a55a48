import { translate } from '../../../src/text/message';
import type { QuestionEnd } from '../../../src/model/question';
import { ASKED_AT_THE_START } from '../../support/asks';
import { conversation, event } from '../../support/fakes';
import { openWorld } from '../../support/worlds';

const MARIA = { id: 'maria', username: 'maria', kind: 'human' as const, enabled: true };

/** A question is open, and while the app is down maria takes the conversation. */
async function taken() {
  const world = openWorld();
  const { clock, server } = world;
  const one = await world.instance(ASKED_AT_THE_START);
  void one.engine.handle(event('conversation_started', clock.now(), '', conversation()));
  await clock.pass(3_000);
  one.kill();
  const hers = conversation('c1', { status: 'open', agent: MARIA });
  server.conversations.set('c1', hers);
  const { engine, later } = await world.instance(ASKED_AT_THE_START);
  const ends = async (): Promise<readonly string[]> =>
    (await server.host.store.read<QuestionEnd>(['question_ends'])).map(({ reason }) => translate('en', reason!));
  return { clock, server, engine, later, hers, ends };
}

describe('a question whose conversation an agent has taken while nobody listened', () => {
  test('is not answered by what the customer writes then', async () => {
    const { clock, server, engine, hers, ends } = await taken();
    void engine.handle(event('customer_message', clock.now(), 'An invoice', hers));
    await clock.pass(5_000);
    expect(server.sent).toHaveLength(1);
    expect(await ends()).toEqual([expect.stringContaining('maria')]);
  });

  test('is not answered by a tap, and the customer is told', async () => {
    const { clock, server, later, hers, ends } = await taken();
    const [message = ''] = [...server.choices.keys()];
    const told = later.questions.tapped({ conversation: hers, message, value: '1' });
    await clock.pass(5_000);
    expect((await told)?.key).toBe('question_tap_over');
    expect(server.said.get('c1')).toBeUndefined();
    expect(await ends()).toEqual([expect.stringContaining('maria')]);
  });
});
