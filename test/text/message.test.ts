import { isMessageKey, LANGUAGES, message, nearestLanguage, translate, type Text } from '../../src/text/message';
import { pluralForm } from '../../src/text/plural';
import { TEXTS } from '../support/texts';

test('a text in a text is said in the same language, a list is joined with commas', () => {
  const said = message('finding_did_you_mean', { nearest: message('mode_off') });
  expect(translate('en', said)).toContain(TEXTS.en.mode_off);
  expect(translate('de', said)).toContain(TEXTS.de.mode_off);
  expect(translate('en', message('finding_possible', { list: ['a', 'b'] }))).toContain('a, b');
});

test('a blank that nothing is given for stays, so that a test finds it', () => {
  expect(translate('en', message('finding_did_you_mean'))).toContain('{nearest}');
});

test('a key that does not exist does not compile', () => {
  // @ts-expect-error there is no such text
  expect(isMessageKey(message('reason_of_no_kind').key)).toBe(false);
  const ids = ['customer_message', 'agent_message'] as const;
  expect(ids.map((on) => message(`event_${on}`).key)).toEqual(['event_customer_message', 'event_agent_message']);
});

test.each(LANGUAGES)('%s: a record of another version may hold a text that is not known here', (language) => {
  const stored = JSON.parse('{"key":"reason_of_next_year","params":{"x":1}}') as Text;
  expect(translate(language, stored)).toMatch(/^\(.*Workflow: reason_of_next_year\)$/);
  expect(translate(language, JSON.parse('{"key":"toString"}') as Text)).toContain('toString');
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['pt', 'pt-BR'],
  ['pt_PT', 'pt-BR'],
  ['de-AT', 'de'],
  ['ES', 'es'],
  ['fr', 'en'],
] as const)('the language nearest to %s is %s', (locale, language) => {
  expect(nearestLanguage(locale)).toBe(language);
});

test('a condition behind “wenn” has its verb at the end', () => {
  const open = message('said_operation_hours_is', { value: 'geschlossen' });
  expect(translate('de', open)).toBe('gerade ist geschlossen');
  expect(translate('de', open, 'clause')).toBe('gerade geschlossen ist');
  const not = message('said_none', { conditions: 'es regnet' });
  expect(translate('de', not, 'clause')).toBe('es nicht stimmt, dass es regnet');
  expect(translate('en', open, 'clause')).toBe(translate('en', open));
});

describe('the word that fits a number', () => {
  const two = ['rule', 'rules'];

  test.each([
    ['en', 0, 'rules'],
    ['en', 1, 'rule'],
    ['en', 2, 'rules'],
    ['en', 1000, 'rules'],
    ['de', 1, 'rule'],
    ['de', 0, 'rules'],
    ['es', 1, 'rule'],
    ['es', 0, 'rules'],
    ['es', 1_000_000, 'rules'],
    // The Unicode tables: 0 and 1 take the singular in Brazil.
    ['pt-BR', 0, 'rule'],
    ['pt-BR', 1, 'rule'],
    ['pt-BR', 2, 'rules'],
  ] as const)('%s: %d %s', (language, count, word) => {
    expect(pluralForm(language, count, two)).toBe(word);
  });

  test('a language with more forms names one a category: one, few, many, other', () => {
    const polish = 'pl' as 'en';
    const forms = ['reguła', 'reguły', 'reguł', 'reguły'];
    expect([1, 3, 5, 1.5].map((count) => pluralForm(polish, count, forms))).toEqual(forms);
  });

  test('without a number it is the last', () => {
    expect(pluralForm('en', undefined, two)).toBe('rules');
    expect(pluralForm('en', '1', two)).toBe('rules');
  });
});
