import * as names from '../../src/text/emoji-names';
import { fold, foldPlain, foldSensitive } from '../../src/text/fold';

describe('emoji by sign or name', () => {
  test.each<[what: string, text: string, same: string]>([
    ['a name', 'thanks :thumbsup:', 'thanks 👍'],
    ['another name of the same', ':+1:', '👍'],
    ['a name with a skin tone', ':thumbsup_tone3:', '👍'],
    ['a name with a skin tone in words', ':thumbsup_medium_dark_skin_tone:', '👍'],
    ['a sign with a skin tone', '👍🏽', '👍'],
    ['a skin tone beside the name', ':wave::tone4:', '👋'],
    ['two tones', ':handshake_tone1_tone2:', '🫱🏻‍🫲🏼'],
    ['two of one name', ':women_holding_hands_tone2_tone3:', '👩🏼‍🤝‍👩🏽'],
    ['a variation selector', ':heart:', '❤️'],
    ['a family', ':family_mwgb:', '👨‍👩‍👧‍👦'],
    ['a flag, by either name', ':flag_br::de:', '🇧🇷🇩🇪'],
    ['a keycap', ':one:', '1️⃣'],
    ['a number', ':100:', '💯'],
    ['after a colon that begins none', 'note:nothing:smile:', 'note:nothing😄'],
    ['within other letters', 'a:rocket:b', 'a🚀b'],
    ['in a text of other letters', 'Größe :rocket:', 'größe 🚀'],
  ])('%s', (_what, text, same) => {
    expect(fold(text)).toBe(fold(same));
    expect(fold(text)).not.toMatch(/:.*:/);
    expect(foldSensitive(text).toLowerCase()).toBe(foldSensitive(same).toLowerCase());
    expect(foldPlain(text).toLowerCase()).toBe(foldPlain(same).toLowerCase());
  });

  test.each([':no_such_emoji:', ':-)', '10:30:45', 'https://x.test:80/a:b', ':Smile:', '::', ':thumbsup :', ':~:'])(
    'what is no name of one stays: %s',
    (text) => expect(fold(text)).toBe(text.toLowerCase()),
  );

  test('a skin tone alone is nothing', () => expect(fold('🏻')).toBe(''));

  test('the table is asked only for what could be a name', () => {
    const asked = jest.spyOn(names, 'emojiNames');
    for (const text of ['Order: 12', '10:30', ':-)', 'a : b : c', 'ß: x']) fold(text);
    expect(asked).not.toHaveBeenCalled();
    fold(':x:');
    expect(asked).toHaveBeenCalled();
    asked.mockRestore();
  });

  test('every emoji has a sign, and every sign is folded', () => {
    const table = names.emojiNames();
    expect(table.size).toBeGreaterThan(2_600);
    const isWhole = (name: string, sign: string): boolean =>
      /^[\w+~-]+$/.test(name) && !/\ufe0f|\u200d|[:\s]/.test(sign);
    const isFolded = (name: string, sign: string): boolean =>
      name.includes('~') || name.startsWith('tone') || fold(`:${name}:`) === fold(sign);
    expect([...table].filter(([name, sign]) => !isWhole(name, sign) || !isFolded(name, sign))).toEqual([]);
  });
});
