import { parseOwnCalendar } from '../../src/calendar';
import { parseCalendar } from './helpers';
import { translate, type Text } from '../../src/text/message';
import { holidaysOf } from './helpers';

const english = (error: Text) => translate('en', error);

describe('a calendar', () => {
  const defaults = { zone: 'Europe/Berlin', holidays: holidaysOf('12-25 Christmas') };

  test('takes zone and holidays of the settings where it has none', () => {
    const parsed = parseCalendar('day', { hours: 'Mon 09:00-10:00' }, defaults);
    expect(parsed).toEqual({
      ok: true,
      calendar: { name: 'day', zone: 'Europe/Berlin', hours: [[540, 600]], holidays: defaults.holidays },
    });
  });

  test('has its own in place of them, empty ones too', () => {
    const own = { hours: 'agents', timezone: 'asia/kolkata', holidays: '2026-01-26 Republic Day' };
    expect(parseCalendar('day', own, defaults)).toEqual({
      ok: true,
      calendar: {
        name: 'day',
        zone: 'Asia/Kolkata',
        hours: 'agents',
        holidays: [{ first: 20260126, last: 20260126, name: 'Republic Day' }],
      },
    });
    expect(parseCalendar('day', { hours: 'workspace', holidays: '' }, defaults)).toMatchObject({
      calendar: { hours: 'workspace', holidays: [] },
    });
  });

  test('tells everything that is wrong, each at its key', () => {
    const parsed = parseCalendar('day', { hours: 'Mon', timezone: 'Berlin', holidays: 'x\n12-25\ny' }, defaults);
    const told = parsed.ok ? [] : parsed.errors.map((error) => [error.place, english(error.text)]);
    expect(told).toEqual([
      ['timezone', expect.stringContaining('did you mean Europe/Berlin?')],
      ['hours', expect.stringContaining('has days, but no times')],
      ['holidays', expect.stringContaining('line 1')],
      ['holidays', expect.stringContaining('line 3')],
    ]);
  });

  test('is lacking when it leans on a setting that does not parse', () => {
    const parsed = parseCalendar('day', { hours: 'Mon 09:00-10:00' }, { zone: undefined, holidays: undefined });
    expect(parsed.ok ? [] : parsed.errors.map(({ place }) => place)).toEqual(['timezone', 'holidays']);
    const own = { hours: 'Mon 09:00-10:00', timezone: 'UTC', holidays: '' };
    expect(parseCalendar('day', own, { zone: undefined, holidays: undefined }).ok).toBe(true);
  });

  test.each([
    [{}, ['hours']],
    [{ hours: '' }, ['hours']],
    [{ hours: ['Mon 09:00-10:00'] }, ['hours']],
    [{ hours: 'agents', timezone: 3, holidays: ['12-25'] }, ['timezone', 'holidays']],
    [{ hours: 'agents', timezone: '' }, ['timezone']],
    [{ hours: 'agents', holidays: null }, ['holidays']],
  ])('of another shape: %j', (source, places) => {
    const parsed = parseCalendar('day', source as never, defaults);
    expect(parsed.ok ? [] : parsed.errors.map(({ place }) => place)).toEqual(places);
  });
});

describe('the settings', () => {
  test('make the calendar without a name', () => {
    const own = parseOwnCalendar({ timezone: 'UTC', hours: 'Mon 09:00-10:00', holidays: '12-25' });
    expect(own).toEqual({
      zone: 'UTC',
      holidays: [{ first: 1225, last: 1225, name: '' }],
      calendar: { name: '', zone: 'UTC', hours: [[540, 600]], holidays: [{ first: 1225, last: 1225, name: '' }] },
      errors: [],
    });
  });

  test('without hours there is no calendar, and nothing is wrong', () => {
    const own = parseOwnCalendar({ timezone: 'UTC', hours: '  ', holidays: '12-25' });
    expect(own).toEqual({
      zone: 'UTC',
      holidays: [{ first: 1225, last: 1225, name: '' }],
      calendar: undefined,
      errors: [],
    });
  });

  test('each stands by itself', () => {
    const own = parseOwnCalendar({ timezone: '+03:00', hours: 'agents', holidays: '' });
    expect(own).toMatchObject({ zone: undefined, holidays: [], calendar: undefined, errors: [{ place: 'timezone' }] });
    const other = parseOwnCalendar({ timezone: 'UTC', hours: 'Mon', holidays: 'x' });
    expect(other).toMatchObject({ zone: 'UTC', holidays: undefined, calendar: undefined });
    expect(other.errors.map(({ place }) => place).sort()).toEqual(['holidays', 'hours']);
  });
});

test('a calendar in UTC does not open the list of zones, which costs a start time and memory', () => {
  const list = jest.spyOn(Intl, 'supportedValuesOf');
  expect(parseOwnCalendar({ timezone: 'UTC', hours: 'Mon 09:00-10:00', holidays: '' }).errors).toEqual([]);
  expect(list).not.toHaveBeenCalled();
  list.mockRestore();
});
