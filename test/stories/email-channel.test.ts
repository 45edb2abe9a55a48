import { sandbox } from '../sandbox';
import { asking, atFirst } from '../support/asks';
import { answered } from '../support/look';
import { runLines, runRecords } from './runs';

test('what would be too long for the server together with the link before it is sent, cut at its end', async () => {
  const rule = {
    id: 'echo',
    name: 'Echo',
    on: 'customer_message',
    if: 'always',
    do: [{ action: 'send_message', text: 'You wrote: {{message.text}}' }],
  };
  const server = { Site_Url: 'https://chat.example/' };
  const shop = await sandbox({ agents: ['anna'], server, settings: { rules: { rules: [rule] } } });
  try {
    const ana = shop.customer('ana', { email: 'ana@example.com', channel: 'email' });
    await ana.writes('x'.repeat(5_000));
    await shop.settled();
    expect(runLines(shop)).toEqual(['echo on customer_message: send_message done']);
    const said = shop.workspace.data.messages.at(-1)?.msg ?? '';
    expect(said).toMatch(/^\[ \]\(https:\/\/chat\.example\/live\/\S+\)\nYou wrote: x{4800,}…$/);
    expect(said.length).toBeLessThanOrEqual(5_000);
  } finally {
    await shop.stop();
  }
});

test('a planned message that is too long together with that link is refused at once, and the longest one comes', async () => {
  const server = { routing: 'Manual_Selection', Site_Url: 'https://chat.example' } as const;
  const shop = await sandbox({ agents: ['anna'], server, settings: { rules: { rules: [] } } });
  try {
    const ana = shop.customer('ana', { email: 'ana@example.com', channel: 'email' });
    await ana.writes('Where is it?');
    await shop.agent('anna').takes(ana);
    await shop.settled();
    const most = 5_000 - 100 - 'https://chat.example'.length;
    const plans = (length: number) => answered(shop, 'anna', `/workflow later in 1 h ${'x'.repeat(length)}`, ana);
    expect(await plans(most + 1)).toContain(`at most ${most} are allowed`);
    expect(await plans(most)).not.toContain('are allowed');
    await shop.advance('PT61M');
    expect(shop.workspace.mails.map(({ text }) => text)).toEqual(['x'.repeat(most)]);
  } finally {
    await shop.stop();
  }
});

/** Of what is written into the conversation of an inbox, the server mails only what quotes a mail of the customer. */
test('a customer who came by e-mail gets what rules say as an e-mail: messages, questions, in the agent’s name too', async () => {
  const rules = [
    atFirst(asking('topic', 'What is it about?', { order: 'An order', else: 'Else' })),
    {
      id: 'thanks',
      name: 'Thanks',
      on: 'question_answered',
      if: { field: 'question.id', operator: 'is', value: 'topic' },
      do: [{ action: 'send_message', text: 'Thank you.' }],
    },
    {
      id: 'mine',
      name: 'Mine',
      on: 'conversation_assigned',
      if: 'always',
      do: [{ action: 'send_message', text: 'I have it.', as: 'agent' }],
    },
    { id: 'echo', name: 'Echo', on: 'agent_message', if: 'always', do: [{ action: 'set_topic', topic: 'answered' }] },
  ];
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection', Site_Url: 'https://chat.example/' },
    settings: { rules: { rules } },
  });
  try {
    const ana = shop.customer('ana', { email: 'ana@example.com', channel: 'email' });
    const mails = () => shop.workspace.mails.map(({ to, text }) => `${to}: ${text}`);
    await ana.writes('Where is it?');
    await shop.settled();
    expect(mails()).toEqual(['ana@example.com: What is it about?\n1. An order\n2. Else']);
    // As the server hands on what a mail program has sent: with all that it quotes, here without line breaks.
    await ana.writes(
      `1 On Mon, 2 Mar 2026 at 10:00, <help@example.com> wrote: ${String(shop.workspace.mails[0]?.text)}`,
    );
    await shop.settled();
    await shop.agent('anna').takes(ana);
    await shop.settled();
    expect(mails().slice(1)).toEqual(['ana@example.com: Thank you.', 'ana@example.com: I have it.']);
    expect(runLines(shop)).toEqual([
      'ask on customer_message: ask done (answered by typing)',
      'thanks on question_answered: send_message done',
      'mine on conversation_assigned: send_message done',
    ]);
    // Each quotes the customer's latest mail; somebody in the widget gets the text alone.
    const said = shop.workspace.data.messages.map(({ msg }) => msg);
    expect(said.filter((text) => text.startsWith('[ ](https://chat.example/live/'))).toHaveLength(3);
    const bob = shop.customer('bob');
    await bob.writes('Hello');
    await shop.settled();
    expect(shop.workspace.data.messages.at(-1)?.msg).toMatch(/^What is it about/);
    expect(mails()).toHaveLength(3);

    // Without a mail to answer it is told that nobody would get it.
    const eve = shop.customer('eve', { email: 'eve@example.com', channel: 'email' });
    await eve.writes('Hi');
    await shop.settled();
    const { data } = shop.workspace;
    data.messages = data.messages.filter(({ u }) => u._id !== eve.id);
    await shop.agent('anna').takes(eve);
    await shop.settled();
    expect(runRecords(shop).at(-1)?.actions).toMatchObject([{ outcome: 'failed', reason: { key: 'reason_no_mail' } }]);
  } finally {
    await shop.stop();
  }
});
