import { sandbox } from '../sandbox';
import { runLines, runRecords } from './runs';

const TAKE = {
  id: 'take',
  name: 'Somebody gets it',
  on: ['customer_message', 'conversation_unassigned'],
  if: { field: 'conversation.owner', operator: 'is', value: 'nobody' },
  do: [{ action: 'assign', to: { agents: ['anna', 'bruno'], pick: 'first' } }],
};
const SURVEY = {
  id: 'survey',
  name: 'A note about everybody who came for the first time',
  on: 'conversation_closed',
  if: { field: 'customer.conversations', operator: 'equals', value: 0 },
  do: [{ action: 'note_contact', text: 'first time' }],
  wait: { for: 'PT1M' },
};

it('an agent gives back within 15 s what the app gave them', async () => {
  const shop = await sandbox({
    agents: ['anna', 'bruno'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [TAKE] } },
  });
  try {
    const customer = shop.customer('customer-1');
    await customer.writes('hi');
    await shop.settled();
    expect(customer.conversation().servedBy?.username).toBe('anna');
    await shop.advance('PT5S');
    await shop.agent('anna').returns(customer);
    await shop.settled();
    expect([customer.conversation().servedBy?.username, ...runLines(shop)]).toEqual([
      'anna',
      expect.anything(),
      expect.anything(),
    ]);
  } finally {
    await shop.stop();
  }
});

it('a conversation that has ended is none of its own earlier ones', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [SURVEY] } },
  });
  try {
    const customer = shop.customer('customer-1');
    await customer.writes('hi');
    await shop.settled();
    await shop.agent('anna').takes(customer);
    await shop.agent('anna').closes(customer);
    await shop.settled();
    await shop.advance('PT2M');
    await shop.settled();
    expect(runRecords(shop).map(({ rule }) => rule)).toEqual(['survey']);
  } finally {
    await shop.stop();
  }
});

it.each([1, 2])('what is done over the connection is of its chain, with %d instances', async (count) => {
  const rules = [
    { ...TAKE, on: 'conversation_unassigned', if: 'always' },
    { id: 'back', name: 'Back', on: 'conversation_assigned', if: 'always', do: [{ action: 'unassign' }] },
  ];
  const shop = await sandbox({
    agents: ['anna', 'bruno'],
    server: { routing: 'Manual_Selection' },
    connected: true,
    settings: { rules: { rules } },
  });
  try {
    const other = count === 1 ? undefined : await shop.secondInstance();
    const customer = shop.customer('customer-1');
    await customer.starts();
    await shop.settled();
    // The server's REST interface answers at the first instance.
    const takes = () => shop.agent('anna').takes(customer);
    await (other ? other.does(takes) : takes());
    await shop.settled();
    expect(runRecords(shop).map(({ rule }) => rule)).toEqual(['back', 'take']);
  } finally {
    await shop.stop();
  }
});

it('what a person gives back right after the app has is not of its chain', async () => {
  const back = { id: 'back', on: ['customer_message', 'conversation_unassigned'], if: 'always' };
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    connected: true,
    settings: { rules: { rules: [{ ...back, name: 'Back', do: [{ action: 'unassign' }] }] } },
  });
  try {
    const customer = shop.customer('customer-1');
    await customer.starts();
    await shop.agent('anna').takes(customer);
    await customer.writes('somebody else, please');
    await shop.settled();
    await shop.advance('PT1S');
    await shop.agent('anna').takes(customer);
    await shop.agent('anna').returns(customer);
    await shop.settled();
    expect(runRecords(shop).map(({ event }) => event.on)).toEqual(['customer_message', 'conversation_unassigned']);
  } finally {
    await shop.stop();
  }
});

it('a customer whom only a rule has written to, in the name of their agent, still waits', async () => {
  const calm = { action: 'send_message', text: 'One moment, please.', as: 'agent' };
  const stillWaits = { field: 'conversation.waiting', operator: 'at_least', value: 'PT0S' };
  const rules = [
    { id: 'calm', name: 'Calm them', on: 'customer_message', if: 'always', wait: { for: 'PT5M' }, do: [calm] },
    {
      id: 'alarm',
      name: 'Nobody has answered',
      on: 'customer_message',
      if: stillWaits,
      wait: { for: 'PT15M' },
      do: [{ action: 'note_contact', text: 'waits' }],
    },
  ];
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules } },
  });
  try {
    const [ana, bea] = [shop.customer('ana'), shop.customer('bea')];
    for (const customer of [ana, bea]) {
      await customer.writes('hi');
      await shop.agent('anna').takes(customer);
    }
    await shop.settled();
    await shop.advance('PT6M');
    await shop.agent('anna').writes('Here I am.', bea);
    await shop.advance('PT10M');
    expect(ana.sees()).toEqual(['ana: hi', 'anna: One moment, please.']);
    expect(runRecords(shop).filter(({ rule }) => rule === 'alarm')).toEqual([
      expect.objectContaining({ conversation: ana.conversation()._id }),
    ]);
  } finally {
    await shop.stop();
  }
});
