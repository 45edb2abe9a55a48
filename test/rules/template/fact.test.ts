import type { Fact, Kind } from '../../../src/model/value';
import { formatFact, templateValue } from '../../../src/rules/template';
import { LANGUAGES } from '../../../src/text/message';

describe('a fact in a text', () => {
  test.each<[Kind, Fact, string | undefined]>([
    ['text', 'Ana', 'Ana'],
    ['locale', 'pt-BR', 'pt-BR'],
    ['custom', '3.50', '3.50'],
    ['choice', 'on_hold', 'on_hold'],
    ['username', 'ana', 'ana'],
    ['department', { id: 'd1', name: 'Sales' }, 'Sales'],
    ['list', ['vip', 'new'], 'vip, new'],
    ['list', [], ''],
    ['number', 0, '0'],
    ['number', 1234.5, '1234.5'],
    ['duration', 90_000, '1 minute, 30 seconds'],
    ['duration', 0, '0 seconds'],
    ['duration', 200_000_000, '2 days, 7 hours'],
    ['time', 485, '08:05'],
    ['time', 0, '00:00'],
    ['boolean', true, 'yes'],
    ['boolean', false, 'no'],
    ['text', undefined, undefined],
    ['text', { unknown: 'no connection' }, undefined],
    ['boolean', { unknown: 'no connection' }, undefined],
  ])('%s: %j prints %j', (kind, fact, printed) => {
    expect(formatFact({ kind }, fact, 'en')).toBe(printed);
  });

  test('in the reader’s language', () => {
    const said = LANGUAGES.map((language) => [
      formatFact({ kind: 'duration' }, 300_000, language),
      formatFact({ kind: 'boolean' }, true, language),
    ]);
    expect(said).toEqual([
      ['5 minutes', 'yes'],
      ['5 minutos', 'sim'],
      ['5 minutos', 'sí'],
      ['5 Minuten', 'ja'],
    ]);
  });

  test('a boolean that is false leaves sections out', () => {
    expect(templateValue({ kind: 'boolean' }, false, 'en')).toEqual({ text: 'no', absent: true });
    expect(templateValue({ kind: 'boolean' }, true, 'en')).toBe('yes');
    expect(templateValue({ kind: 'boolean' }, undefined, 'en')).toBeUndefined();
  });
});
