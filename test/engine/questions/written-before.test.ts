import type { Message } from '../../../src/model/event';
import { event, lines, rule } from '../../support/fakes';
import { openWorld } from '../../support/worlds';

const ASK = rule({ id: 'ask', on: 'conversation_started', do: [{ action: 'ask', id: 'name', text: 'Your name?' }] });
const HELLO = rule({
  id: 'hello',
  on: 'question_answered',
  do: [{ action: 'send_message', text: 'Hello {{answer.name}}' }],
});
const ORDER = rule({
  id: 'order',
  if: { field: 'message.text', operator: 'has_word', value: 'order' },
  do: [{ action: 'add_contact_tags', tags: ['order'] }],
});

/**
 * A connector opens a conversation with the customer's first message, so it is there before the question is; the server
 * tells of it a moment later.
 * @param questionAt when the server says that the question was written, ms from when the app asked
 * @param writtenAt the same of the customer's message
 */
async function play(questionAt: number, writtenAt: number) {
  const world = openWorld();
  const app = await world.instance([ASK, HELLO, ORDER]);
  const { clock, server } = world;
  await clock.pass(60_000);
  const asked = clock.now();
  void app.engine.handle(event('conversation_started', asked));
  await clock.pass(100);
  const [question] = server.sent;
  const said = event('customer_message', asked + writtenAt, 'Where is my order?');
  const shown = { ...said.message, id: question?.id, from: 'bot', at: asked + questionAt } as Message;
  server.said.set('c1', [said.message!, shown]);
  void app.engine.handle(said);
  await clock.pass(3_000);
  void app.engine.handle(event('customer_message', clock.now(), 'Ana'));
  await clock.pass(3_000);
  return app.runs.map((run) => `${run.rule}: ${lines(run).join()}`).concat(server.sent.map(({ text }) => text));
}

test('what the customer wrote a moment before the question was there is no answer, but a message like any other', async () => {
  expect(await play(10, -60)).toEqual([
    'ask: ask done',
    'order: add_contact_tags done',
    'hello: send_message done',
    'Your name?',
    'Hello Ana',
  ]);
});

test('what the server has after the question is its answer, also where its clock is behind', async () => {
  expect(await play(-500, -300)).toEqual([
    'ask: ask done',
    'hello: send_message done',
    'Your name?',
    'Hello Where is my order?',
  ]);
});
