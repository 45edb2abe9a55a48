import { sandbox, type Agent, type Customer, type Sandbox } from '../../sandbox';
import { answered, idOn, look } from '../../support/look';

const hand = (text: string, more: object = {}) => ({
  id: 'refund',
  name: 'Refund',
  on: 'manual',
  if: 'always',
  do: [{ action: 'send_message', text }],
  ...more,
});

/** Anna has Carla's conversation, and the form of the rule open. */
async function opened(text: string, play: (shop: Sandbox, anna: Agent, carla: Customer) => Promise<void>) {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [hand(text)] } },
  });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('Hi');
    await shop.settled();
    await anna.takes(carla);
    await shop.settled();
    await anna.runs('/workflow run refund', carla);
    await play(shop, anna, carla);
  } finally {
    await shop.stop();
  }
}

test('what runs by hand is what was shown: a rule that was changed since is shown anew', () =>
  opened('We refund 10 EUR.', async (shop, anna, carla) => {
    await anna.submits({});
    expect(look(anna)).toContain('10 EUR');
    await shop.setting('rules', { rules: [hand('We refund 1000 EUR.')] });
    await shop.settled();
    await anna.submits();
    await shop.settled();
    expect(carla.sees().join()).not.toContain('1000 EUR');
    expect(look(anna)).toContain('We refund 1000 EUR.');
    await anna.submits();
    await shop.settled();
    expect(carla.sees().join()).toContain('1000 EUR');
  }));

test('a form for a rule that asks for something more since shows it', () =>
  opened('x', async (shop, anna) => {
    const inputs = [{ id: 'why', label: 'Why', kind: 'text', required: true }];
    await shop.setting('rules', { rules: [hand('x', { inputs })] });
    await shop.settled();
    await anna.submits({});
    expect(look(anna)).toContain('Why');
  }));

test('what was filled in stays when the rule was changed meanwhile, and something is missing now', () => {
  const why = { id: 'why', label: 'Why', kind: 'text' };
  const first = { rules: [hand('{{input.why}}', { inputs: [why] })] };
  return opened('x', async (shop, anna, carla) => {
    await anna.dismisses();
    await shop.setting('rules', first);
    await anna.runs('/workflow run refund', carla);
    const when = { id: 'when', label: 'When', kind: 'text', required: true };
    await shop.setting('rules', { rules: [hand('{{input.why}} {{input.when}}', { inputs: [why, when] })] });
    await anna.submits({ [idOn(anna, 'hand')]: 'Broken on arrival' });
    expect(look(anna)).toContain('Why: "Broken on arrival"');
    const [, field] = /When: "" \[([^\]]+)\]/.exec(look(anna))!;
    await anna.submits({ [field!]: 'yesterday' });
    expect(look(anna)).toContain('Broken on arrival yesterday');
  });
});

test('a rule that has used up its turn is not planned: neither in the form nor in words', async () => {
  const often = hand('We refund 10 EUR.', { once: { per: 'conversation' } });
  await opened('x', async (shop, anna, carla) => {
    await anna.dismisses();
    await shop.setting('rules', { rules: [often] });
    await shop.settled();
    expect(await answered(shop, 'anna', '/workflow run refund now', carla)).toContain('has run');
    await anna.runs('/workflow run refund', carla);
    await anna.submits({});
    expect(look(anna)).toContain('Nothing was done: the rule has already run as often as it may');
    expect(look(anna)).not.toContain('would do this');
    const asks = { ...often, inputs: [{ id: 'why', label: 'Why', kind: 'text' }] };
    await shop.setting('rules', { rules: [asks] });
    await shop.settled();
    const told = await answered(shop, 'anna', '/workflow run refund why=Broken', carla);
    expect(told).toContain('Nothing was done: the rule has already run as often as it may');
  });
});
