import * as fc from 'fast-check';
import { fold, foldPlain, foldSensitive } from '../../src/text/fold';
import { agree, anyCharacter } from '../support/properties';
import { firstCharacters } from '../../src/text/shorten';
import { codePoints } from '../../src/util/code-points';

describe('fold', () => {
  test.each<[what: string, text: string, folded: string]>([
    ['case', 'Refund PLEASE', 'refund please'],
    ['blanks within and around', '  two \t\r\n words ', 'two words'],
    ['all of White_Space', 'a\u0085b\u00a0c\u1680d\u2003e\u2028f\u2029g\u202fh\u205fi\u3000j', 'a b c d e f g h i j'],
    ['control characters that are no white space', 'a\u001cb', 'a\u001cb'],
    ['full-width letters', 'ＲＥＦＵＮＤ　１２', 'refund 12'],
    ['ligatures and circled letters', 'ﬁx Ⓐ', 'fix a'],
    ['superscripts', 'm²', 'm2'],
    ['soft hyphen, joiners, marks of direction', 're\u00adfu\u200dnd\u200f \u202abidi\u202c', 'refund bidi'],
    ['byte order mark and variation selector', '\ufeff\u2764\ufe0f', '\u2764'],
    [
      'all that is invisible',
      '\u00ad\u034f\u061c\u180e\u200b\u200f\u202a\u202e\u2060\u2064\u2066\u2069\ufeff\ufe00\ufe0f',
      '',
    ],
    ['apostrophes', 'don\u2019t \u2018n\u02bc', "don't 'n'"],
    ['German sharp s, both cases', 'Straße STRAẞE', 'strasse strasse'],
    ['Greek: final sigma', 'ΟΔΟΣ οδός', 'οδοσ οδόσ'],
    ['Greek: letters taken apart', 'ο\u0301δος', 'όδοσ'],
    ['Turkish: I with and without dot', 'İSTANBUL Iğdır', 'istanbul iğdır'],
    ['Vietnamese: marks taken apart', 'Hoa\u0300n tie\u0302\u0300n', 'hoàn tiền'],
    ['Lithuanian: dot above', 'i\u0307', 'i'],
    ['Korean: letters taken apart', '\u1112\u116a\u11ab\u1107\u116e\u11af', '환불'],
    ['Japanese: half-width kana with a mark', 'ｶﾞｿﾘﾝ', 'ガソリン'],
    ['Chinese', '退款！', '退款!'],
    ['Thai', 'คืนเงิน', 'คืนเงิน'],
    ['Persian: zero-width non-joiner', 'می\u200cخواهم', 'میخواهم'],
    ['emoji of several', '👨\u200d👩\u200d👧', '👨👩👧'],
    ['nothing', '', ''],
  ])('%s', (_, text, folded) => expect(fold(text)).toBe(folded));

  it('leaves case, U+0307, ß and ς alone with case_sensitive, nothing else', () => {
    expect(foldSensitive(' ＳＴＲＡẞＥ  ß ς q\u0307 don\u2019t\u200b ')).toBe("STRAẞE ß ς q\u0307 don't");
  });

  it('leaves apostrophes alone as well for patterns', () => {
    expect(foldPlain(' Don\u2019t\u200b  ＡＢ ')).toBe('Don\u2019t AB');
  });
});

/** Texts of what folding has to do with, mixed with anything. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'żŻzZ\u0323\u0307\u034f\u200bßẞςΣİıI \u00a0\u3000\u2019ʼnŉ\u1112\u116a\u11ab¨´ﬁ①ǅ\u1e9b\u0345가각ｶﾞ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: anyCharacter, maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('folding any text', () => {
  it('takes the steps of the design, in their order', () => {
    const invisible =
      /\u00ad|\u034f|\u061c|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|[\u2066-\u2069]|\ufeff|[\ufe00-\ufe0f]/g;
    const stepByStep = (text: string): string =>
      text
        .replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '')
        .normalize('NFKC')
        .replace(invisible, '')
        .replace(/\u2018|\u2019|\u02bc/g, "'")
        .toLowerCase()
        .replace(/\u0307/g, '')
        .replace(/ß/g, 'ss')
        .replace(/ς/g, 'σ')
        .normalize('NFKC')
        .replace(/\p{White_Space}+/gu, ' ')
        .replace(/^ | $/g, '');
    const dotComesToLight: [string] = ['\u017c\u034f\u0323'];
    fc.assert(
      fc.property(texts, (text) => agree(fold(text), stepByStep(text))),
      { seed: 7, numRuns: 5000, examples: [dotComesToLight] },
    );
  });

  test.each([foldSensitive, foldPlain])('%p twice is the same as once', (folding) => {
    fc.assert(
      fc.property(texts, (text) => agree(folding(folding(text)), folding(text))),
      {
        seed: 7,
        numRuns: 5000,
      },
    );
  });

  it('does not care about case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(text) === fold(fold(text).toLowerCase())),
      {
        seed: 7,
      },
    );
  });

  it('does for the characters of most messages what it does for the rest', () => {
    // With something invisible in it a text is not one that is done with quickly.
    const slow = (folding: (text: string) => string, text: string): string => folding(`${text}\u200b`);
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    for (const folding of [fold, foldSensitive, foldPlain]) {
      const texts = characters.map((character) => `a ${character}B`);
      expect(texts.filter((text) => folding(text) !== slow(folding, text))).toEqual([]);
    }
    const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', 'a', 'É', ':', '“') });
    fc.assert(
      fc.property(blanks, (text) => agree(fold(text), slow(fold, text))),
      { seed: 7, numRuns: 1000 },
    );
  });
});

describe('characters', () => {
  it('are code points', () => {
    expect(codePoints('a😀é')).toBe(3);
    expect(firstCharacters('😀😀😀', 2)).toBe('😀😀');
    expect(firstCharacters('abc', 3)).toBe('abc');
    expect(firstCharacters('abc', 2)).toBe('ab');
  });
});
