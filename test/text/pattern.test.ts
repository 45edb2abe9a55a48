import { foldPlain } from '../../src/text/fold';
import { compilePattern, withoutSlashes } from '../../src/text/pattern';

function matches(pattern: string, text: string, caseSensitive = false): boolean {
  const made = compilePattern(pattern, caseSensitive);
  if ('problem' in made) throw new Error(JSON.stringify(made.problem));
  return made.pattern.test(caseSensitive ? text : foldPlain(text));
}

describe('a pattern', () => {
  test.each<[what: string, pattern: string, text: string, matches: boolean]>([
    ['searches anywhere', 'ref.nd', 'I want a refund', true],
    ['ignores case', '^refund$', 'REFUND', true],
    ['sees full-width letters as plain ones', '^order [0-9]+$', 'ＯＲＤＥＲ　１２', true],
    ['is never folded itself', 'ＯＲＤＥＲ', 'ＯＲＤＥＲ', false],
    ['sees ß as it is', 'strasse', 'Straße', false],
    ['sees an apostrophe as it is', "don't", 'don\u2019t', false],
    ['sees no invisible characters', '^refund$', 're\u00adfund', true],
    ['sees blanks for line breaks', 'a b', 'a\nb', true],
    ['counts characters, not halves of them', '^.$', '😀', true],
    ['knows scripts', '\\p{Han}', '退款', true],
    ['ignores the case of letters beyond ASCII', 'ÄRGER', 'ärger', true],
  ])('%s', (_, pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));

  it('searches the text as sent with case_sensitive', () => {
    expect(matches('^Refund$', 'Refund', true)).toBe(true);
    expect(matches('^Refund$', 'refund', true)).toBe(false);
    expect(matches('a\\nb', 'a\nb', true)).toBe(true);
  });

  it('searches the first 5,000 characters', () => {
    expect(matches('b', '😀'.repeat(4999) + 'b')).toBe(true);
    expect(matches('b', '😀'.repeat(5000) + 'b')).toBe(false);
  });
});

describe('a pattern is refused', () => {
  test.each<[what: string, pattern: string, key: string]>([
    ['with more than 200 characters', 'a'.repeat(201), 'value_pattern_long'],
    ['that does not parse', '(', 'value_pattern_wrong'],
    ['with lookahead', '(?=a)', 'value_pattern_wrong'],
    ['with lookbehind', '(?<!a)b', 'value_pattern_wrong'],
    ['with a backreference', '(a)\\1', 'value_pattern_wrong'],
    ['with more repetitions than can be searched quickly', '(a?){1000}(a?){1000}b', 'value_pattern_heavy'],
  ])('%s', (_, pattern, key) => expect(compilePattern(pattern, false)).toMatchObject({ problem: { key } }));

  it.each([false, true])('as it was written, where case matters: %s', (caseSensitive) => {
    expect(compilePattern('(a', caseSensitive)).toMatchObject({
      problem: { params: { reason: 'missing closing ): `(a`' } },
    });
  });

  it('is not: 200 characters beyond the first plane', () => {
    expect(compilePattern('😀'.repeat(200), false)).toHaveProperty('pattern');
  });

  it.each(['order.{0,1000}cancel', '\\w{1,1000}@', '.{0,500}order.{0,500}cancel'])(
    'is not: as many repetitions as RE2 takes, %s',
    (pattern) => expect(compilePattern(pattern, false)).toHaveProperty('pattern'),
  );
});

describe('a pattern that would hang a backtracking engine', () => {
  test.each(['.*.*=.*', '(a+)+$', '(a|aa)+$', '(?:.{0,20}){20}z'])('%s answers', (pattern) => {
    expect(matches(pattern, `${'a'.repeat(4999)}!`)).toBe(false);
  });
});

describe('a pattern written between slashes', () => {
  test.each<[written: string, right: string | undefined, sensitive?: boolean]>([
    ['/refund/', 'refund'],
    ['/refund/i', 'refund'],
    [' /re(fund|turn)s?/gi ', 're(fund|turn)s?'],
    ['/refund/gi', '(?i)refund', true],
    ['/^a.b$/ms', '(?ms)^a.b$'],
    ['/a\\/b/u', 'a/b'],
    ['/[/]/', '[/]'],
    ['/a/b/', undefined],
    ['/home', undefined],
    ['and/or', undefined],
    ['//', undefined],
    ['/a/b', undefined],
    ['/a/quickly', undefined],
  ])('%s', (written, right, sensitive = false) => expect(withoutSlashes(written, sensitive)).toBe(right));
});
