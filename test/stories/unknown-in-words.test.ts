import { sandbox } from '../sandbox';
import { answered } from '../support/look';

test('why a condition is unknown is said in the language of whoever asks, also after a restart', async () => {
  const rule = (id: string, field: string, operator: string, value: unknown) => ({
    id,
    name: id,
    on: 'customer_message',
    if: { field, operator, value },
    do: [{ action: 'set_topic', topic: 'x' }],
  });
  const rules = [rule('urgent', 'conversation.priority', 'is', 'High')];
  const shop = await sandbox({ managers: ['mia'], agents: ['anna'], settings: { rules: { rules } } });
  try {
    shop.agent('mia').user().settings = { preferences: { language: 'de' } };
    const carla = shop.customer('carla');
    await carla.writes('Hallo');
    await shop.settled();
    const told = /urgent[^]* – unbekannt: dafür ist die Verbindung zum Server nötig/;
    expect(await answered(shop, 'mia', '/workflow why', carla)).toMatch(told);
    const status = await answered(shop, 'mia', '/workflow status');
    expect(status).toMatch(/„conversation\.priority“ [^]*dafür ist die Verbindung/);
    await shop.advance('PT2M');
    await shop.restart();
    expect(await answered(shop, 'mia', '/workflow why', carla)).toMatch(told);
  } finally {
    await shop.stop();
  }
});

test('of a time zone that a customer has made up, however long, no more is shown than a sentence bears', async () => {
  const condition = { field: 'customer.local_time', operator: 'between', value: ['22:00', '06:00'] };
  const rule = { id: 'late', name: 'Late', on: 'customer_message', if: condition, do: [{ action: 'resume' }] };
  const shop = await sandbox({ managers: ['mia'], agents: ['anna'], settings: { rules: { rules: [rule] } } });
  try {
    const carla = shop.customer('carla', { timezone: 'x'.repeat(20_000) });
    await carla.writes('Hello');
    await shop.settled();
    for (const answer of ['/workflow why', '/workflow status']) {
      const told = await answered(shop, 'mia', answer, carla);
      expect(told).toMatch(/there is no time zone “x{59}…”/);
    }
  } finally {
    await shop.stop();
  }
});

test('what could not be determined as a wait was over is told like what could not be as something happened', async () => {
  const queued = { field: 'conversation.status', operator: 'is', value: 'queued' };
  const urgent = { field: 'conversation.priority', operator: 'is', value: 'High' };
  const rule = {
    id: 'remind',
    name: 'Remind',
    on: 'customer_message',
    if: { any: [queued, urgent] },
    do: [{ action: 'send_message', text: 'We are on it' }],
    wait: { for: 'PT5M' },
  };
  const shop = await sandbox({
    managers: ['mia'],
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [rule] } },
  });
  try {
    const carla = shop.customer('carla');
    await carla.writes('Hello');
    await shop.settled();
    await shop.agent('anna').takes(carla);
    await shop.settled();
    const told = /“conversation\.priority” could not be determined lately: this needs the connection/;
    expect(await answered(shop, 'mia', '/workflow status')).not.toMatch(told);
    await shop.advance('PT6M');
    expect(await answered(shop, 'mia', '/workflow why', carla)).toMatch(
      /did not run: something could not be determined/,
    );
    expect(await answered(shop, 'mia', '/workflow status')).toMatch(told);
    await shop.advance('PT2H');
    expect(await answered(shop, 'mia', '/workflow status')).not.toMatch(told);
  } finally {
    await shop.stop();
  }
});
