import * as fc from 'fast-check';
import type { TemplateReader } from '../../../src/catalogue/actions/action';
import { compileTemplate, type TemplateValue } from '../../../src/rules/template';
import { agree, anyCharacter } from '../../support/properties';

type Values = Readonly<Record<string, TemplateValue>>;

function render(source: string, values: Values, reader: TemplateReader = 'customer', max = 5000): string {
  const compiled = compileTemplate(source, () => 'known');
  if (!compiled.ok) throw new Error(compiled.error.key);
  return compiled.template.render((name) => values[name], { reader, max });
}

describe('printing', () => {
  test.each<[string, string, Values, string]>([
    ['a value', 'Hi {{customer.name}}!', { 'customer.name': 'Ana' }, 'Hi Ana!'],
    ['a missing value', 'Hi {{customer.name}}!', {}, 'Hi !'],
    ['HTML is left alone', '{{agent.name}}', { 'agent.name': 'A & B "c"' }, 'A & B "c"'],
    ['a value is no template', '{{agent.name}}', { 'agent.name': '{{customer.email}}' }, '{{customer.email}}'],
    ['a section with a value', '{{#a}}yes {{a}}{{/a}}', { a: '1' }, 'yes 1'],
    ['a section without', '{{#a}}yes{{/a}}', {}, ''],
    ['a section over an empty text', '{{#a}}yes{{/a}}', { a: '' }, ''],
    ['a section over blanks', '{{#a}}yes{{/a}}', { a: ' \n' }, ''],
    ['a section over nothing visible', '{{#a}}yes{{/a}}', { a: '\u200b\u2060' }, ''],
    ['a section over zero: it is a value', '{{#a}}yes{{/a}}', { a: '0' }, 'yes'],
    ['a section over a list is walked once', '{{#a}}[{{a}}]{{/a}}', { a: 'x, y' }, '[x, y]'],
    ['a fallback', '{{#a}}{{a}}{{/a}}{{^a}}friend{{/a}}', {}, 'friend'],
    ['no fallback', '{{#a}}{{a}}{{/a}}{{^a}}friend{{/a}}', { a: 'Ana' }, 'Ana'],
    ['a false boolean prints', '{{a}}', { a: { text: 'no', absent: true } }, 'no'],
    ['and counts as absent', '{{#a}}yes{{/a}}{{^a}}not{{/a}}', { a: { text: 'no', absent: true } }, 'not'],
    ['names inside a section are the same names', '{{#a}}{{b}}{{/a}}', { a: '1', b: '2' }, '2'],
    ['a section alone on its line leaves no line', 'x\n{{#a}}\ny\n{{/a}}\nz', { a: '1' }, 'x\ny\nz'],
    ['line breaks of the rule stay', 'x\n\ny', {}, 'x\n\ny'],
  ])('%s', (_what, source, values, printed) => {
    expect(render(source, values)).toBe(printed);
  });

  test('values are asked only for names that the template has', () => {
    const compiled = compileTemplate('{{a}}{{#b}}{{c}}{{/b}}', () => 'known');
    const asked: string[] = [];
    if (compiled.ok) {
      compiled.template.render((name) => (asked.push(name), undefined), { reader: 'team', max: 10 });
      expect(compiled.template.names).toEqual(['a', 'b', 'c']);
    }
    expect(asked).toEqual(['a', 'b']);
  });
});

describe('for a machine', () => {
  test.each<[string, Values, string]>([
    ['plain, nothing neutralised', { a: 'a@b.example *x*' }, 'a@b.example *x*'],
    ['line breaks are blanks', { a: 'a\r\nSet-Cookie: b' }, 'a Set-Cookie: b'],
    ['controls are dropped', { a: 'a\u0000\u001bb\u202e' }, 'ab'],
    ['so are those of other writing systems', { a: 'a\u2028b\u0085c' }, 'a b c'],
  ])('%s', (_what, values, printed) => {
    expect(render('{{a}}', values, 'machine')).toBe(printed);
  });

  test('the same for what the rule itself says', () => {
    expect(render('a\nb', {}, 'machine')).toBe('a b');
  });
});

describe('the length', () => {
  test.each<[string, string, Values, number, string]>([
    ['fits exactly', '{{a}}', { a: 'abcde' }, 5, 'abcde'],
    ['is cut with an ellipsis', '{{a}}', { a: 'abcdef' }, 5, 'abcd…'],
    ['no half of a pair is left', '{{a}}', { a: 'abc😀ef' }, 5, 'abc…'],
    ['a whole pair is', '{{a}}', { a: 'ab😀efg' }, 5, 'ab😀…'],
    ['the rule’s own text is cut too', 'abcdefgh', {}, 5, 'abcd…'],
    ['nothing may be said', 'abc', {}, 0, ''],
  ])('%s', (_what, source, values, max, printed) => {
    expect(render(source, values, 'customer', max)).toBe(printed);
  });

  test('is never more than allowed, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 60 }),
        fc.constantFrom<TemplateReader>('customer', 'team', 'machine'),
        fc.integer({ min: 0, max: 70 }),
        (value, reader, max) => {
          const printed = render('{{a}} and {{#a}}{{a}}{{/a}}', { a: value }, reader, max);
          const halves = /[\ud800-\udbff](?![\udc00-\udfff])/.test(printed);
          agree({ printed, tooLong: printed.length > max, halves }, { printed, tooLong: false, halves: false });
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  test('a very long value costs no more than what is shown', () => {
    const long = '@all '.repeat(400_000);
    const started = performance.now();
    for (let i = 0; i < 50; i++) render('{{message.text}}', { 'message.text': long }, 'team', 5000);
    // 100 MB of neutralising would take seconds.
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
