import * as fc from 'fast-check';
import { buildAutomaton } from '../../src/decide/aho-corasick';
import { agree } from '../support/properties';

/** The words that one pass finds, each once. */
function found(words: readonly string[], text: string, table?: number): string[] {
  const work = buildAutomaton(words, table);
  let step = work.next();
  while (!step.done) step = work.next();
  const numbers: number[] = [];
  step.value.scan(text, new Int32Array(words.length), 1, numbers);
  return numbers.map((number) => words[number]!).sort();
}

test.each<[words: string[], text: string, found: string[]]>([
  [['he', 'she', 'his', 'hers'], 'ushers', ['he', 'hers', 'she']],
  [['a', 'aa', 'aaa'], 'aaaa', ['a', 'aa', 'aaa']],
  [['abc', 'bcd', 'd'], 'abcd', ['abc', 'bcd', 'd']],
  [['退款', '款'], '我要退款', ['款', '退款'].sort()],
  [['🙏', '🙏🙏'], 'a🙏b', ['🙏']],
  [['x'], '', []],
  [[], 'x', []],
])('%j in %j', (words, text, expected) => expect(found(words, text)).toEqual(expected));

// With the whole of it in the table, some of it, and next to nothing.
test.each([undefined, 100, 0])('one pass finds exactly what the text includes (table of %p)', (table) => {
  const letters = fc.constantFrom('a', 'b', 'c', 'é', '退', '款', '\ud83d', '\ude00', '\uffff', '\0');
  const textOf = (most: number): fc.Arbitrary<string> =>
    fc.array(letters, { minLength: 1, maxLength: most }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(textOf(5), { maxLength: 40 }), textOf(60), (words, text) => {
      agree(found(words, text, table), words.filter((word) => text.includes(word)).sort());
    }),
    { seed: 20, numRuns: 3000 },
  );
});

test('many words, more than are sorted in one go', () => {
  const words = Array.from({ length: 12_000 }, (_, index) => `${(index * 7919) % 12_000}x`);
  const text = '17x 4711x 11999x';
  expect(found(words, text)).toEqual(words.filter((word) => text.includes(word)).sort());
});

test('time grows with the text alone, also where words and text are all one letter', () => {
  const words = Array.from({ length: 500 }, (_, index) => 'a'.repeat(index + 1));
  expect(found(words, 'a'.repeat(100_000))).toHaveLength(500);
  expect(found(words, 'a'.repeat(100_000), 0)).toHaveLength(500);
});
