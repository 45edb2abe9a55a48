import { sandbox } from '../sandbox';
import { runLines } from './runs';

const rule = (step: object) => ({ id: 'label', name: 'Label', on: 'customer_message', if: 'always', do: [step] });

test.each([
  ['of conversations', { action: 'update_conversation', custom: { order: '{{message.text}}' } }],
  ['of customers', { action: 'update_contact', custom: { order: '{{message.text}}' } }],
])('a custom field %s that is missing, and two conversations need it at once', async (_what, step) => {
  const shop = await sandbox({ agents: ['anna'], connected: true, settings: { rules: { rules: [rule(step)] } } });
  try {
    shop.faults.rest('slow', 4, /custom-fields/);
    await Promise.all(['ana', 'bia'].map((name) => shop.customer(name).writes('12345')));
    await shop.settled();
    expect(runLines(shop).map((line) => line.replace(/.*: /, ''))).toEqual([
      `${step.action} done`,
      `${step.action} done`,
    ]);
  } finally {
    await shop.stop();
  }
});
