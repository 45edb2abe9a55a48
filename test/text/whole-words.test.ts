import { fold } from '../../src/text/fold';
import { hasWord } from '../../src/text/whole-words';

/** As rules ask: both folded. */
const has = (text: string, word: string): boolean => hasWord(fold(text), fold(word));

describe('has_word finds', () => {
  test.each<[what: string, word: string, text: string]>([
    ['a word among others', 'refund', 'I want a refund now'],
    ['the whole text', 'refund', 'Refund'],
    ['beside punctuation', 'refund', '"refund!"'],
    ['after an apostrophe', 'or', "l'or"],
    ['behind a hit that is none', 'art', 'start art'],
    ['several words', 'money back', 'my  money back?'],
    ['a word that ends in punctuation', 'c++', 'I write c++11'],
    ['a word that begins with punctuation', '#1', 'we are#1'],
    ['beside an emoji', 'help', 'help🙏'],
    ['an emoji anywhere', '🙏', 'help🙏🙏me'],
    ['an emoji with a variation selector', '❤️', 'I ❤ it'],
    ['a face of signs anywhere', ':-)', 'ok:-)ok'],
    ['an underscore on its own', '_', 'a_b'],
    ['Chinese within a sentence', '退款', '我要退款谢谢'],
    ['Japanese: kanji before kana', '返金', '返金してください'],
    ['Japanese: the long mark is of both kana', 'キャンセル', 'スーパーキャンセルー'],
    ['Korean: before a particle', '환불', '환불을 원해요'],
    ['Thai', 'คืนเงิน', 'ขอคืนเงินหน่อย'],
    ['Thai: before a vowel mark', 'ค', 'คืน'],
    ['Lao', 'ເງິນ', 'ຂໍເງິນຄືນ'],
    ['Khmer', 'លុយ', 'សូមលុយវិញ'],
    ['Burmese', 'ငွေ', 'ငွေပြန်အမ်း'],
    ['Latin in Chinese', 'app', '这个app不好'],
    ['digits in Thai', '100', 'ราคา100บาท'],
    ['Vietnamese', 'hoàn tiền', 'Tôi muốn hoàn tiền.'],
    ['Turkish', 'iade', 'İADE istiyorum'],
    ['German: ß', 'strasse', 'Straße 5'],
    ['Greek: final sigma', 'ΔΡΟΜΟΣ', 'ο δρόμος δρομος'],
    ['Persian with a non-joiner', 'میخواهم', 'پول می\u200cخواهم'],
  ])('%s', (_, word, text) => expect(has(text, word)).toBe(true));
});

describe('has_word does not find', () => {
  test.each<[what: string, word: string, text: string]>([
    ['a part of a word', 'fund', 'refund'],
    ['the beginning of a word', 'refund', 'refunds'],
    ['a word before a digit', 'plan', 'plan2'],
    ['a word beside an underscore', 'plan', 'my_plan'],
    ['a number in a number', '10', '100'],
    ['Thai digits among Thai digits', '๑๒', '๑๒๓'],
    ['a letter before its mark', 'x', 'x\u0303'],
    ['Vietnamese: another syllable', 'ho', 'hoàn'],
    ['Turkish: dotless is another letter', 'ilik', 'ılık'],
    ['Greek within a word', 'δρομο', 'δρομος'],
    ['Cyrillic within a word', 'счет', 'счета'],
    ['Arabic within a word', 'پول', 'پولها'],
    ['Devanagari: before a vowel mark', 'धन', 'धनी'],
    ['what is not there', 'refund', 'money'],
  ])('%s', (_, word, text) => expect(has(text, word)).toBe(false));
});
