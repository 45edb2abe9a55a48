import { fill, openForm, spotOf } from '../../../src/screens/builder/forms';
import { fromDraft, toDraft, type Draft } from '../../../src/screens/builder/draft';
import type { World } from '../../../src/screens/kit/form';

const WORLD: World = { language: 'en', zone: 'UTC', calendars: ['night'] };

/** What a person does in the open part: each field by the label that they read. */
function doing(raw: Record<string, unknown>, part: Partial<Draft>) {
  let draft: Draft = { ...toDraft(raw, { version: 'v' }), ...part };
  const fields = () => openForm(draft, WORLD)?.inputs ?? [];
  return {
    labels: () => fields().map(({ label }) => label),
    hidden: () => openForm(draft, WORLD)?.hidden,
    puts: (label: string, sent: string | readonly string[]) => {
      const field = fields().find((each) => each.label === label);
      if (!field)
        throw new Error(
          `no field "${label}" among ${fields()
            .map((each) => each.label)
            .join(', ')}`,
        );
      draft = fill(draft, field.id, sent, WORLD);
    },
    rule: () => fromDraft(draft),
    spot: (place: string) => spotOf(draft, { place }),
  };
}

describe('when a rule’s time comes, in fields', () => {
  const rule = { id: 'a', name: 'A', on: 'customer_message', if: 'always', do: [{ action: 'unassign' }] };

  test('asked for with the event, by days and times or by a period', () => {
    const form = doing(rule, { tab: 'when' });
    expect(form.labels()).not.toContain('Its times');
    form.puts('When this happens', 'schedule');
    form.puts('Its times', 'at');
    form.puts('Days and times', 'Mon-Fri 18:00');
    form.puts('By the clock of', 'night');
    form.puts('For', 'queued');
    expect(form.rule()).toMatchObject({
      on: 'schedule',
      schedule: { at: 'Mon-Fri 18:00', calendar: 'night', over: 'queued' },
    });
    form.puts('Its times', 'every');
    expect(form.labels()).not.toContain('Days and times');
    form.puts('Every', '15 min');
    expect(form.rule().schedule).toEqual({ every: 'PT15M', over: 'queued' });
    form.puts('Its times', '');
    expect(form.rule()).not.toHaveProperty('schedule');
  });

  test('what the check says of it belongs to these fields', () => {
    const form = doing({ ...rule, on: 'schedule', schedule: { at: 'nine' } }, { tab: 'when' });
    expect(form.spot('schedule.at')).toEqual({ tab: 'when', rest: 'schedule.at' });
  });

  test.each([
    ['both ways', { at: 'Mon 09:00', every: 'PT1H' }],
    ['no object', 'Mon 09:00'],
    ['another key', { at: 'Mon 09:00', zone: 'UTC' }],
    ['other conversations', { at: 'Mon 09:00', over: 'closed' }],
  ])('%s cannot be shown: it is said, and stays', (_what, schedule) => {
    const form = doing({ ...rule, on: 'schedule', schedule }, { tab: 'when' });
    expect(form.hidden()).toBe(true);
    expect(form.labels()).not.toContain('Its times');
    expect(form.rule().schedule).toEqual(schedule);
  });
});

describe('what is done when an action fails, in fields', () => {
  const rule = (step: object) => ({ id: 'a', name: 'A', on: 'customer_message', if: 'always', do: [step] });

  test('an action is chosen, filled in, and taken away', () => {
    const form = doing(rule({ action: 'assign', to: { agent: 'anna' } }), { tab: 'then', focus: 1 });
    form.puts('If that fails', 'notify');
    const room = form.labels().find((label) => /room/i.test(label))!;
    form.puts(room, 'support-leads');
    expect(form.rule().do).toEqual([
      {
        action: 'assign',
        to: { agent: 'anna' },
        if_failed: [expect.objectContaining({ action: 'notify', room: 'support-leads' })],
      },
    ]);
    form.puts('If that fails', '');
    expect(form.rule().do).toEqual([{ action: 'assign', to: { agent: 'anna' } }]);
  });

  test('further ones are kept, and it is said that they cannot be shown', () => {
    const more = { action: 'close', comment: 'Bye' };
    const step = { action: 'unassign', if_failed: [{ action: 'set_topic', topic: 'Lost' }, more] };
    const form = doing(rule(step), { tab: 'then', focus: 1 });
    expect(form.hidden()).toBe(true);
    form.puts('Topic', 'Found');
    expect(form.rule().do).toEqual([
      { action: 'unassign', if_failed: [{ action: 'set_topic', topic: 'Found' }, more] },
    ]);
    // “Nothing” would put the one that nobody sees in its place, and take that away when it is sent again.
    form.puts('If that fails', '');
    expect(form.rule().do).toEqual([
      { action: 'unassign', if_failed: [{ action: 'set_topic', topic: 'Found' }, more] },
    ]);
  });

  test.each([
    ['an unknown action', [{ action: 'fly' }]],
    ['no list', { action: 'unassign' }],
    ['an empty list', []],
    ['one that has its own', [{ action: 'unassign', if_failed: [{ action: 'unassign' }] }]],
  ])('%s: it is said, and stays', (_what, if_failed) => {
    const form = doing(rule({ action: 'unassign', if_failed }), { tab: 'then', focus: 1 });
    expect(form.hidden()).toBe(true);
    expect(form.rule().do).toEqual([{ action: 'unassign', if_failed }]);
  });

  test('a finding in it belongs to its field', () => {
    const step = { action: 'unassign', if_failed: [{ action: 'set_topic', topic: '' }] };
    const form = doing(rule(step), { tab: 'then', focus: 1 });
    expect(form.spot('do[0].if_failed[0].topic')).toMatchObject({ tab: 'then', rest: '.if_failed[0].topic' });
  });
});
