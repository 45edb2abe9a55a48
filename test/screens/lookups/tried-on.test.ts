import { sandbox } from '../../sandbox';
import { answersJson, modelSays, plays } from '../../sandbox/outside';
import { look, press } from '../../support/look';

const MODEL = { model_url: 'https://model.example/v1', model_key: 'sk-hush-hush', model_name: 'small' };

test('a lookup is tried on the conversation that the form shows, also when a newer one has come since', async () => {
  const lookups = { intent: { ask: 'What do they want?', choices: ['refund', 'other'] } };
  const shop = await sandbox({
    agents: ['anna'],
    managers: ['mia'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [], lookups }, ...MODEL },
  });
  const model = plays(modelSays('{"answer":"refund"}'));
  void answersJson;
  shop.web('https://model.example', model.site);
  try {
    await shop.customer('carla').writes('It broke');
    await shop.settled();
    const mia = shop.agent('mia');
    await mia.runs('/workflow rules');
    await press(mia, 'lookups');
    await press(mia, 'item.intent', 'edit');
    await shop.customer('dora').writes('Something private of Dora');
    await shop.settled();
    await press(mia, 'try');
    expect(look(mia)).toMatch(/carla · 🔎/);
    expect(JSON.stringify(model.asked)).not.toContain('private of Dora');
  } finally {
    await shop.stop();
  }
});
