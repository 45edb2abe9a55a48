import { sandbox, type Sandbox } from '../sandbox';
import { stored } from './accounts';

/**
 * Settings as version 1 of the app has left them: `field_notes` was on the screen, and `field_tags` was `tags` unless
 * somebody said otherwise. The server keeps what is on no screen any more, and no value of what nobody touched.
 */
const RULES = {
  rules: [
    {
      id: 'vip',
      name: 'VIP',
      on: 'customer_message',
      if: { field: 'customer.tags', operator: 'includes', value: 'vip' },
      do: [
        { action: 'send_message', text: 'Dear guest.' },
        { action: 'note_contact', text: 'Wrote again.' },
      ],
    },
  ],
};

async function updated(saved: {
  readonly tags?: string;
  readonly notes?: string;
  readonly untouched?: true;
}): Promise<Sandbox> {
  const shop = await sandbox({
    agents: ['anna'],
    customFields: ['tags', 'notes', 'remarks', 'labels'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: RULES },
    connected: true,
  });
  for (const { settings } of shop.db.apps.values()) {
    const shape = settings['field_tags']!;
    settings['field_tags'] = { ...shape, value: saved.tags };
    if (saved.untouched) settings['rules'] = { ...settings['rules']!, value: undefined };
    settings['field_notes'] = { ...shape, id: 'field_notes', packageValue: 'notes', value: saved.notes };
  }
  await restarted(shop);
  return shop;
}

/** The app begins when the server is through with enabling it; whatever comes before waits for that. */
async function restarted(shop: Sandbox): Promise<void> {
  await shop.restart();
  await shop.agent('admin').runs('/workflow help');
  await shop.settled();
}

/** What the agent who has the conversation is answered, and shown beside it. */
async function notes(shop: Sandbox, customer: ReturnType<Sandbox['customer']>): Promise<readonly [string, string]> {
  const anna = shop.agent('anna');
  const before = anna.sees().length;
  await anna.runs('/workflow notes', customer);
  await shop.settled();
  const answer = anna.sees().slice(before).join('\n');
  await anna.presses('workflow-room', customer);
  await shop.settled();
  const bar = JSON.stringify(anna.view()?.blocks);
  await anna.dismisses();
  return [answer, bar];
}

async function written(shop: Sandbox, fields: Record<string, string>): Promise<ReturnType<Sandbox['customer']>> {
  const customer = shop.customer('carla', { name: 'Carla' });
  await customer.starts();
  customer.profile().livechatData = fields;
  await shop.settled();
  await shop.agent('anna').takes(customer);
  await customer.writes('hello');
  await shop.settled();
  return customer;
}

describe('settings of version 1', () => {
  it('untouched: tags stay in their field, with a warning, and notes that stand in theirs are shown', async () => {
    const shop = await updated({});
    try {
      expect(shop.setting('field_tags')).toBe('tags');
      expect(shop.setting('rules_report')).toMatch(/Warning: Tags of contacts .*“tags”, which customers can read/);
      const carla = await written(shop, { tags: 'vip', notes: '[2026-01-01 10:00] Speaks *Greek*.' });
      expect(carla.sees().join()).toContain('Dear guest.');
      const [answer, bar] = await notes(shop, carla);
      expect(answer).toMatch(/Older notes[^]*customer may have changed them[^]*Speaks ∗Greek∗/);
      expect(bar).toMatch(/Older notes[^]*Speaks \*Greek\*/);
      // New ones go where the customer cannot read them.
      expect(answer).toContain('Wrote again.');
      expect(carla.profile().livechatData).toEqual({ tags: 'vip', notes: '[2026-01-01 10:00] Speaks *Greek*.' });

      // Whoever empties the setting trusts the field no longer, also after a restart.
      await shop.setting('field_tags', '');
      await restarted(shop);
      expect(shop.setting('field_tags')).toBe('');
      expect(shop.setting('rules_report')).not.toContain('Tags of contacts');
      const before = carla.sees().length;
      await carla.writes('hello again');
      await shop.settled();
      expect(carla.sees().slice(before)).toEqual(['carla: hello again']);
    } finally {
      await shop.stop();
    }
  });

  it('saved: each field is the one that was named', async () => {
    const shop = await updated({ tags: 'labels', notes: 'remarks' });
    try {
      expect(shop.setting('field_tags')).toBe('labels');
      const carla = await written(shop, { labels: 'vip', remarks: 'Call at ten.', notes: 'not this' });
      expect(carla.sees().join()).toContain('Dear guest.');
      const [answer] = await notes(shop, carla);
      expect(answer).toContain('Call at ten.');
      expect(answer).not.toContain('not this');
    } finally {
      await shop.stop();
    }
  });

  it('rules that were saved stay letter by letter; the first ones, untouched, go on watching', async () => {
    const shop = await updated({});
    const untouched = await updated({ untouched: true });
    try {
      expect(shop.setting('rules')).toBe(JSON.stringify(RULES, null, 2));
      const { rules } = JSON.parse(String(untouched.setting('rules'))) as { rules: { id: string; mode: string }[] };
      expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['ai-agent', 'after-hours', 'everybody-else']));
      expect(new Set(rules.map(({ mode }) => mode))).toEqual(new Set(['watch']));
      expect(untouched.setting('rules_report')).toMatch(/^Active rules: 11\./);
    } finally {
      await Promise.all([shop.stop(), untouched.stop()]);
    }
  });

  it('switched off, and a fresh installation: what stands in such fields is the customer’s own', async () => {
    const off = await updated({ tags: '', notes: '' });
    const fresh = await sandbox({
      agents: ['anna'],
      customFields: ['tags', 'notes'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: RULES },
      connected: true,
    });
    try {
      for (const shop of [off, fresh]) {
        expect(shop.setting('field_tags')).toBe('');
        const carla = await written(shop, { tags: 'vip', notes: 'I am a good customer' });
        expect(carla.sees()).toEqual(['carla: hello']);
        const [answer, bar] = await notes(shop, carla);
        expect(answer + bar).not.toContain('good customer');
        expect([...stored(shop, 'contact_tags'), ...stored(shop, 'customer_tags')]).toEqual([]);
      }
    } finally {
      await Promise.all([off.stop(), fresh.stop()]);
    }
  });
});
