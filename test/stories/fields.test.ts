import { sandbox, type Sandbox } from '../sandbox';
import { READINGS } from './fields/cases';
import { EVENTS } from '../../src/catalogue/events';
import { readingsOf, rulesOn } from './fields/reading';

const FIELDS = ['locale', 'timezone', 'country', 'city', 'tags', 'plan'];

describe.each([
  { title: 'the server of today', version: undefined },
  { title: 'the oldest server', version: '7.8' },
])('on $title', ({ version }) => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      agents: [
        { username: 'anna', name: 'Anna Silva' },
        { username: 'bruno', in: ['Sales'] },
        'carla',
        'dora',
        { username: 'eve', in: ['Support'] },
        'gina',
      ],
      bots: ['ai.bot'],
      customFields: FIELDS,
      settings: { field_tags: 'tags' },
      clock: '2026-03-02T10:00:00Z',
      server: { routing: 'Manual_Selection', version },
    });
  });
  afterAll(() => shop.stop());

  describe.each(EVENTS)('%s', (on) => {
    const readings = READINGS.filter((reading) => reading.on === on);

    it('takes a rule for every field', async () => {
      const rules = rulesOn(on);
      await shop.setting('rules', rules);
      await shop.settled();
      expect(shop.setting('rules_report')).toMatch(
        new RegExp(`^Active rules: ${rules.rules.length}\\. Set aside: 0\\.`),
      );
    });

    if (readings.length === 0) return;
    it.each(readings)('$title', async (reading) => {
      const id = `customer-${READINGS.indexOf(reading)}`;
      shop.customer(id, reading.customer);
      await reading.play(shop, id);
      await shop.settled();
      const seen = readingsOf(shop, shop.customer(id).conversation()._id, on);
      expect(Object.fromEntries(Object.keys(reading.sees).map((field) => [field, seen[field]]))).toEqual(reading.sees);
    });
  });
});
