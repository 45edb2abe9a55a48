import { hourKey } from '../../src/ports/keys';
import { stored } from '../faults/accounts';
import { sandbox, type Sandbox } from '../sandbox';
import { runLines } from './runs';

const DAY = 86_400_000;
const GREETING = {
  id: 'greeting',
  name: 'Greet',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: 'hi' },
  do: [{ action: 'send_message', text: 'Hello {{customer.name}}!' }],
};

async function withSandbox(settings: Record<string, unknown>, play: (shop: Sandbox) => Promise<void>): Promise<void> {
  const shop = await sandbox({ agents: ['anna'], server: { routing: 'Manual_Selection' }, settings });
  try {
    await play(shop);
  } finally {
    await shop.stop();
  }
}

const answers = (shop: Sandbox, customer: string): number =>
  shop
    .customer(customer)
    .sees()
    .filter((line) => line.endsWith(`Hello ${customer}!`)).length;

/** What the administrator is answered in the customer's conversation. */
async function why(shop: Sandbox, customer: ReturnType<Sandbox['customer']>): Promise<string> {
  const admin = shop.agent('admin');
  const before = admin.sees().length;
  await admin.runs('/workflow why', customer);
  await shop.settled();
  return admin.sees().slice(before).join('\n');
}

describe('the app keeps its word', () => {
  it('handles the next message after its process was killed', () =>
    withSandbox({ rules: { rules: [GREETING] } }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('hi');
      await shop.settled();
      await shop.kill();
      await customer.writes('hi again');
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(2);
    }));

  it('keeps records for as long as the setting says over a restart, too', () =>
    withSandbox({ rules: { rules: [GREETING] }, keep_days: 60 }, async (shop) => {
      await shop.customer('customer-1').writes('hi');
      await shop.settled();
      // The first sweep writes down from which day on there is something to tidy.
      await shop.advance('PT2M');
      const now = shop.now().getTime();
      for (const { associations, data } of shop.db.records) {
        const ofDay = associations.find(({ id }) => id === hourKey(now));
        if (ofDay) ofDay.id = hourKey(now - 45 * DAY);
        if (associations.some(({ id }) => id === 'pruned'))
          Object.assign(data, { day: new Date(now - 61 * DAY).toISOString().slice(0, 10) });
      }
      await shop.restart();
      await shop.advance('PT2M');
      expect(runLines(shop)).toEqual(['greeting on customer_message: send_message done']);
    }));

  it('begins again when the database was away as it started', () =>
    withSandbox({ rules: { rules: [GREETING] } }, async (shop) => {
      shop.faults.fails('persistence.readByAssociations', 50, 'read ECONNRESET');
      await shop.restart();
      const customer = shop.customer('customer-1');
      await customer.writes('hello');
      await shop.settled();
      expect(shop.logs().map(({ text }) => text)).toContainEqual(
        expect.stringContaining('the start, which is tried again: Error: read ECONNRESET'),
      );
      shop.faults.clear();
      await customer.writes('hi');
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(1);
    }));

  it('answers two customers at once, each their own', () =>
    withSandbox({ rules: { rules: [GREETING] } }, async (shop) => {
      const [one, two] = [shop.customer('customer-1'), shop.customer('customer-2')];
      await Promise.all([one.writes('hi'), two.writes('hi')]);
      await shop.settled();
      expect(one.sees()).toEqual(['customer-1: hi', 'Workflow: Hello customer-1!']);
      expect(two.sees()).toEqual(['customer-2: hi', 'Workflow: Hello customer-2!']);
    }));

  it('takes two messages at once in one conversation one after the other', () =>
    withSandbox({ rules: { rules: [{ ...GREETING, once: { per: 'conversation' } }] } }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('good morning');
      await Promise.all([customer.writes('hi'), customer.writes('hi, me again')]);
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(1);
      expect(runLines(shop)).toEqual(['greeting on customer_message: send_message done']);
    }));

  it('takes one of two messages at the same moment for the first one', () => {
    const first = { field: 'conversation.first_message', operator: 'is', value: true };
    return withSandbox({ rules: { rules: [{ ...GREETING, if: first }] } }, async (shop) => {
      const customer = shop.customer('customer-1');
      await customer.writes('good morning');
      await customer.writes('is anybody there?');
      await shop.settled();
      expect(runLines(shop)).toEqual(['greeting on customer_message: send_message done']);
    });
  });

  it('gives a message at most one automatic answer', () =>
    withSandbox({ rules: { rules: [GREETING, { ...GREETING, id: 'second', name: 'Second' }] } }, async (shop) => {
      await shop.customer('customer-1').writes('hi');
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(1);
      expect(runLines(shop)).toEqual([
        'greeting on customer_message: send_message done',
        'second on customer_message: send_message skipped (this message already got an automatic reply; "also": true would send both)',
      ]);
    }));

  it.each<[string, string, string, Record<string, unknown>]>([
    ['rules', 'rules', '{ broken', {}],
    // Closed at all times that the story plays; the default of the setting is open then.
    ['hours', 'hours', 'sometimes', { hours: 'Sun 03:00-03:01' }],
  ])('keeps the last good %s over a start at which the database was away', (_what, id, wrong, settings) => {
    const greeting =
      id === 'rules' ? GREETING : { ...GREETING, if: { field: 'operation.hours', operator: 'is', value: 'closed' } };
    return withSandbox({ rules: { rules: [greeting] }, ...settings }, async (shop) => {
      const customer = shop.customer('customer-1');
      await shop.setting(id, wrong);
      await customer.writes('hi');
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(1);
      shop.faults.fails('persistence.readByAssociations', 500, 'read ECONNRESET');
      await shop.restart();
      await customer.writes('hello');
      await shop.settled();
      await shop.advance('PT8S');
      shop.faults.clear();
      await shop.advance('PT10S');
      const before = answers(shop, 'customer-1');
      await customer.writes('hi again');
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(before + 1);
    });
  });

  it('has both of two changes on the settings screen in its history, however soon one follows the other', () =>
    withSandbox({ rules: { rules: [GREETING] } }, async (shop) => {
      const [second, third] = ['second', 'third'].map((name) => ({ rules: [{ ...GREETING, name }] }));
      await Promise.all([shop.setting('rules', second), shop.setting('rules', third)]);
      await shop.settled();
      const texts = shop.db.records.filter(({ associations }) => associations.some(({ id }) => id === 'text'));
      const names = texts.map(({ data }) => /name\\": ?\\"(\w+)/.exec(JSON.stringify(data))?.[1]);
      expect(names).toEqual(['Greet', 'second', 'third']);
    }));

  it('keeps the last good rules while a document is broken, and says what is wrong where', () =>
    withSandbox({ rules: { rules: [GREETING] } }, async (shop) => {
      const customer = shop.customer('customer-1');
      await shop.setting('rules', '{ "rules": [');
      await shop.settled();
      expect(shop.setting('rules_report')).toMatch(
        /^This document cannot be used. Rules from before that keep running: 1\.\nError/,
      );
      await customer.writes('hi');
      await shop.settled();
      expect(answers(shop, 'customer-1')).toBe(1);

      // Also when the server is started anew, or the process is killed.
      for (const again of [() => shop.restart(), () => shop.kill()]) {
        await again();
        await shop.settled();
        await customer.writes('hi');
        await shop.settled();
      }
      expect(answers(shop, 'customer-1')).toBe(3);
      expect(shop.setting('rules_report')).toContain('Rules from before that keep running: 1.');
      expect(stored(shop, 'good_rules')).toEqual([{ v: 1, rules: JSON.stringify({ rules: [GREETING] }, null, 2) }]);
      const before = runLines(shop).length;

      await shop.setting('rules', {
        rules: [
          { ...GREETING, if: { field: 'message.text', operator: 'contain', value: 'hi' } },
          { ...GREETING, id: 'good' },
        ],
      });
      await shop.settled();
      expect(String(shop.setting('rules_report')).split('\n').slice(0, 2)).toEqual([
        'Active rules: 1. Set aside: 1.',
        'Error "greeting" if.operator: "contain" is not an operator for message.text, a text; did you mean "contains"?',
      ]);
      await customer.writes('hi again');
      await shop.settled();
      // A document is accepted: the old one goes, with whatever secrets stand in it.
      expect(stored(shop, 'good_rules')).toEqual([]);
      expect(runLines(shop).slice(before)).toEqual(['good on customer_message: send_message done']);
      expect(shop.logs().filter(({ text }) => text.includes('contain')).length).toBeGreaterThan(0);
      expect(await why(shop, customer)).toMatch(
        /⛔ \*Greet\* \(`greeting`\): set aside, did not run: if\.\u2060operator: "contain" is not an operator/,
      );
    }));

  it('keeps the last good time zone, hours and holidays while they are wrong, with one finding for each', () =>
    withSandbox(
      {
        rules: {
          rules: ['a', 'b', 'c'].map((id) => ({
            ...GREETING,
            id,
            name: id,
            if: { field: 'operation.hours.team', operator: 'is', value: 'open' },
            do: [{ action: 'send_message', text: `${id} at {{operation.next_open}}`, also: true }],
          })),
          calendars: { team: { hours: 'Mon-Sun 00:00-24:00' }, night: { hours: 'Mon-Sun 22:00-06:00' } },
        },
      },
      async (shop) => {
        const customer = shop.customer('customer-1');
        await shop.setting('timezone', 'America/Sao_Paulo');
        const wrong = { timezone: 'Mars/Olympus', hours: 'sometimes', holidays: '2026-12-25 Christmas\nsoon\n13-40 x' };
        for (const [id, value] of Object.entries(wrong)) await shop.setting(id, value);
        await shop.settled();
        const lines = (): readonly string[] => String(shop.setting('rules_report')).split('\n');
        const errors = (): readonly string[] => lines().filter((line) => line.startsWith('Error'));
        for (const again of [undefined, () => shop.restart(), () => shop.kill()]) {
          await again?.();
          await shop.settled();
          const before = customer.sees().length;
          await customer.writes('hi');
          await shop.settled();
          expect(customer.sees().slice(before)).toHaveLength(4);
          expect(lines()[0]).toBe('Active rules: 3. Set aside: 0.');
          expect(errors()).toHaveLength(3);
          expect(errors().join('\n')).toMatch(
            /“Time zone”: .*Mars\/Olympus.*: America\/Sao_Paulo\n.*“Opening hours”.*: Mon-Fri 09:00-18:00\n.*“Holidays”: .*line 2.*line 3/,
          );
          // Moments are said in the zone that is in force.
          expect(await why(shop, customer)).toMatch(/\*3\/4\/26, 7:/);
        }
        await shop.agent('admin').runs('/workflow rules');
        await shop.settled();
        expect(JSON.stringify(shop.agent('admin').view()?.blocks)).toMatch(/3\/4\/26, 7:/);
        for (const [id, value] of Object.entries({ timezone: 'UTC', hours: '', holidays: '' }))
          await shop.setting(id, value);
        await shop.settled();
        expect(errors()).toEqual([]);
        expect(stored(shop, 'good_settings')).toEqual([]);
      },
    ));
});
