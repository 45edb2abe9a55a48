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
