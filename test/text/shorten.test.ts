import { firstCharacters, shorten, shortenUnits } from '../../src/text/shorten';

test('counts characters, an emoji as one', () => {
  expect(shorten('😀😀😀', 3)).toBe('😀😀😀');
  expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
  expect(shorten('a'.repeat(61))).toBe(`${'a'.repeat(59)}…`);
  expect(firstCharacters('a😀b', 2)).toBe('a😀');
});

test('counts units as servers do, and leaves no half of a character', () => {
  expect(shortenUnits('😀😀', 4)).toBe('😀😀');
  expect(shortenUnits('😀😀', 3)).toBe('😀…');
  expect(shortenUnits('a😀', 2)).toBe('a…');
  expect(shortenUnits('abc', 5, true)).toBe('abc…');
  expect(shortenUnits('abc', 0)).toBe('');
});
