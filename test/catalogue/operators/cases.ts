import type { Fact, Kind } from '../../../src/model/value';

/** A comparison, and what it says of values. */
export interface Case {
  readonly kinds: readonly Kind[];
  readonly operator: string;
  readonly value?: unknown;
  readonly case_sensitive?: true;
  readonly sees: readonly (readonly [fact: Fact, verdict: boolean | 'unknown'])[];
}

const SALES = { id: 'dEp1', name: 'Sales Team' };
const HOUR = 3_600_000;

const TEXTS: readonly Kind[] = ['text', 'locale', 'custom'];
/** Of a phone `contains` and its like compare digits. */
const WITH_PHONES: readonly Kind[] = [...TEXTS, 'phone'];

export const CASES: readonly Case[] = [
  // Texts, folded unless case_sensitive.
  {
    kinds: ['text', 'custom'],
    operator: 'is',
    value: ' Straße',
    sees: [
      ['STRASSE ', true],
      ['strasse 5', false],
      [' \u200b', false],
    ],
  },
  {
    kinds: ['text', 'custom'],
    operator: 'is',
    value: 'Gold',
    case_sensitive: true,
    sees: [
      ['Gold', true],
      ['gold', false],
      ['ＧＯＬＤ', false],
      ['Ｇold', true],
    ],
  },
  {
    kinds: ['text', 'custom'],
    operator: 'is',
    value: ['gold', 'silver'],
    sees: [
      ['SILVER', true],
      ['bronze', false],
    ],
  },
  {
    kinds: ['text', 'custom'],
    operator: 'is_not',
    value: 'gold',
    sees: [
      ['Gold', false],
      ['silver', true],
      ['\u2060', true],
    ],
  },
  {
    kinds: ['text', 'custom'],
    operator: 'is_not',
    value: ['gold', 'silver'],
    sees: [
      ['silver', false],
      ['bronze', true],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'contains',
    value: 'refund',
    sees: [
      ['a REFUND, please', true],
      ['re\u00adfund', true],
      ['money', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'contains',
    value: ['refund', '退款'],
    sees: [
      ['我要退款', true],
      ['money', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'contains',
    value: 'US',
    case_sensitive: true,
    sees: [
      ['in the US', true],
      ['trust', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'not_contains',
    value: 'refund',
    sees: [
      ['money', true],
      ['REFUND', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'not_contains',
    value: ['refund', 'money'],
    sees: [
      ['hello', true],
      ['money', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'contains_all',
    value: ['money', 'back'],
    sees: [
      ['back with my MONEY', true],
      ['money', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'contains_all',
    value: 'money',
    sees: [
      ['money', true],
      ['back', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'contains_all',
    value: ['A', 'b'],
    case_sensitive: true,
    sees: [
      ['bA', true],
      ['ab', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'has_word',
    value: 'art',
    sees: [
      ['The ART of it', true],
      ['start', false],
      ['start art', true],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'has_word',
    value: ['art', '환불'],
    sees: [
      ['환불을', true],
      ['arts', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'has_word',
    value: 'IT',
    case_sensitive: true,
    sees: [
      ['our IT here', true],
      ['it', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'not_has_word',
    value: 'art',
    sees: [
      ['start', true],
      ['art', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'not_has_word',
    value: ['art', 'war'],
    sees: [
      ['warts', true],
      ['war', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'starts_with',
    value: 'Re:',
    sees: [
      ['  RE: order', true],
      ['Order re:', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'starts_with',
    value: ['hi', 'hello'],
    sees: [
      ['Hello you', true],
      ['oh hi', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'ends_with',
    value: '?',
    sees: [
      ['why？ ', true],
      ['? no', false],
    ],
  },
  {
    kinds: TEXTS,
    operator: 'ends_with',
    value: ['please', 'thanks'],
    sees: [
      ['more THANKS', true],
      ['thanks!', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'matches',
    value: '^[a-z]{2}-\\d+$',
    sees: [
      ['AB-123', true],
      ['AB-', false],
      ['\u200b', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'matches',
    value: ['^a', '^b'],
    sees: [
      ['Beta', true],
      ['gamma', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'matches',
    value: '^A',
    case_sensitive: true,
    sees: [
      ['Alpha', true],
      ['alpha', false],
      [' Alpha', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'not_matches',
    value: '\\d',
    sees: [
      ['none', true],
      ['1', false],
      ['\u200b', true],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'not_matches',
    value: ['a', 'b'],
    sees: [
      ['c', true],
      ['B', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'is_set',
    sees: [
      ['x', true],
      [' ', false],
      ['\u200b\ufeff', false],
    ],
  },
  {
    kinds: WITH_PHONES,
    operator: 'is_not_set',
    sees: [
      ['x', false],
      [' ', true],
    ],
  },
  { kinds: WITH_PHONES, operator: 'is_set', case_sensitive: true, sees: [['x', true]] },

  // Locales: ranges.
  {
    kinds: ['locale'],
    operator: 'is',
    value: 'pt',
    sees: [
      ['pt', true],
      ['pt-BR', true],
      ['PT_br', true],
      ['ptx', false],
      ['es', false],
    ],
  },
  {
    kinds: ['locale'],
    operator: 'is',
    value: 'pt_BR',
    sees: [
      ['pt-br', true],
      ['pt', false],
      ['pt-BR-x', true],
    ],
  },
  {
    kinds: ['locale'],
    operator: 'is',
    value: ['zh-Hant', 'en'],
    sees: [
      ['zh-hant-TW', true],
      ['zh-TW', false],
      ['en-GB', true],
    ],
  },
  {
    kinds: ['locale'],
    operator: 'is_not',
    value: 'pt',
    sees: [
      ['pt-BR', false],
      ['es', true],
    ],
  },
  {
    kinds: ['locale'],
    operator: 'is_not',
    value: ['pt', 'es'],
    sees: [
      ['es-MX', false],
      ['de', true],
    ],
  },

  // Choices: exactly.
  {
    kinds: ['choice'],
    operator: 'is',
    value: 'open',
    sees: [
      ['open', true],
      ['closed', false],
    ],
  },
  {
    kinds: ['choice'],
    operator: 'is',
    value: ['open', 'on_hold'],
    sees: [
      ['on_hold', true],
      ['queued', false],
    ],
  },
  {
    kinds: ['choice'],
    operator: 'is_not',
    value: 'open',
    sees: [
      ['open', false],
      ['closed', true],
    ],
  },
  {
    kinds: ['choice'],
    operator: 'is_not',
    value: ['open', 'closed'],
    sees: [
      ['closed', false],
      ['queued', true],
    ],
  },
  { kinds: ['choice'], operator: 'is_set', sees: [['open', true]] },
  { kinds: ['choice'], operator: 'is_not_set', sees: [['open', false]] },

  // Usernames: folded and whole.
  {
    kinds: ['username'],
    operator: 'is',
    value: 'Maria.Silva',
    sees: [
      ['maria.silva', true],
      ['maria', false],
    ],
  },
  {
    kinds: ['username'],
    operator: 'is',
    value: ['ana', 'bot'],
    sees: [
      ['BOT', true],
      ['anab', false],
    ],
  },
  {
    kinds: ['username'],
    operator: 'is_not',
    value: ['ana', 'bot'],
    sees: [
      ['bot', false],
      ['eva', true],
    ],
  },
  { kinds: ['username'], operator: 'is_set', sees: [['ana', true]] },
  { kinds: ['username'], operator: 'is_not_set', sees: [['ana', false]] },

  // Departments: the name folded, or the id exactly.
  {
    kinds: ['department'],
    operator: 'is',
    value: 'sales team',
    sees: [
      [SALES, true],
      [{ id: 'x', name: 'Sales' }, false],
    ],
  },
  { kinds: ['department'], operator: 'is', value: 'dEp1', sees: [[SALES, true]] },
  { kinds: ['department'], operator: 'is', value: 'dep1', sees: [[SALES, false]] },
  { kinds: ['department'], operator: 'is', value: ['support', 'Sales  Team'], sees: [[SALES, true]] },
  {
    kinds: ['department'],
    operator: 'is_not',
    value: ['support', 'dEp1'],
    sees: [
      [SALES, false],
      [{ id: 'x', name: 'X' }, true],
    ],
  },
  { kinds: ['department'], operator: 'is_set', sees: [[SALES, true]] },
  { kinds: ['department'], operator: 'is_not_set', sees: [[SALES, false]] },

  // Lists: items folded and whole; what folds to nothing is no item.
  // Phones: digits alone.
  {
    kinds: ['phone'],
    operator: 'is',
    value: '+55 (11) 5550-1234',
    sees: [
      ['0055 11 5550.1234', true],
      ['+551155501234', true],
      ['tel:+55-11-5550-1234', true],
      ['＋５５ １１ ５５５０ １２３４', true],
      ['55 11 5550 12345', false],
      ['1155501234', false],
      ['none', false],
      [' ', false],
    ],
  },
  {
    kinds: ['phone'],
    operator: 'is_not',
    value: ['0049 30 1', '030 2'],
    sees: [
      ['+49 301', false],
      ['(030) 2', false],
      ['+49 30 2', true],
      ['none', true],
    ],
  },
  {
    kinds: ['phone'],
    operator: 'starts_with',
    value: ['+55', '0044'],
    sees: [
      ['55 11', true],
      ['0055 11', true],
      ['+44 20', true],
      ['+1 55', false],
      ['none', false],
    ],
  },
  {
    kinds: ['phone'],
    operator: 'ends_with',
    value: '12-34',
    sees: [
      ['+55 11 5550 1234', true],
      ['+55 11 5550 1 2 3 4', true],
      ['+55 11 5550 12345', false],
    ],
  },
  {
    kinds: ['phone'],
    operator: 'contains',
    value: '(11) 5',
    sees: [
      ['+55 11 5550', true],
      ['+55 21 5550', false],
    ],
  },
  {
    kinds: ['phone'],
    operator: 'not_contains',
    value: ['11', '22'],
    sees: [
      ['+55 1 1', false],
      ['+55 21 2', true],
      ['none', true],
    ],
  },
  {
    kinds: ['list'],
    operator: 'contains',
    value: ['vip', 'pre ss'],
    sees: [
      [['new', 'VIP-2'], true],
      [['PRE  SS'], true],
      [['vi', 'p'], false],
      ['a vip', true],
      [[], false],
    ],
  },
  {
    kinds: ['list'],
    operator: 'not_contains',
    value: ['vip', 'press'],
    sees: [
      [['new', 'vip-2'], false],
      [['new'], true],
      [[' '], true],
    ],
  },
  {
    kinds: ['list'],
    operator: 'includes',
    value: 'VIP',
    sees: [
      [['vip', 'new'], true],
      [['vips'], false],
      [[], false],
      [['', '\u200b'], false],
      ['Vip', true],
    ],
  },
  {
    kinds: ['list'],
    operator: 'includes',
    value: ['vip', 'new'],
    sees: [
      [['new'], true],
      [['old'], false],
    ],
  },
  {
    kinds: ['list'],
    operator: 'includes_all',
    value: ['vip', 'new'],
    sees: [
      [['NEW', 'vip'], true],
      [['vip'], false],
    ],
  },
  { kinds: ['list'], operator: 'includes_all', value: 'vip', sees: [[['vip'], true]] },
  {
    kinds: ['list'],
    operator: 'excludes',
    value: ['vip', 'new'],
    sees: [
      [['old'], true],
      [['old', 'VIP'], false],
      [[], true],
    ],
  },
  {
    kinds: ['list'],
    operator: 'is_set',
    sees: [
      [['x'], true],
      [[], false],
      [[' '], false],
    ],
  },
  {
    kinds: ['list'],
    operator: 'is_not_set',
    sees: [
      [['x'], false],
      [[], true],
      [[' '], true],
    ],
  },

  // Numbers, also in custom fields whose text is a plain decimal number.
  {
    kinds: ['number'],
    operator: 'equals',
    value: 5,
    sees: [
      [5, true],
      [5.5, false],
    ],
  },
  {
    kinds: ['number'],
    operator: 'equals',
    value: [1, 2],
    sees: [
      [2, true],
      [3, false],
    ],
  },
  {
    kinds: ['number'],
    operator: 'not_equals',
    value: 5,
    sees: [
      [5, false],
      [6, true],
    ],
  },
  {
    kinds: ['number'],
    operator: 'not_equals',
    value: [1, 2],
    sees: [
      [2, false],
      [3, true],
    ],
  },
  {
    kinds: ['number'],
    operator: 'greater_than',
    value: 5,
    sees: [
      [5, false],
      [5.1, true],
    ],
  },
  {
    kinds: ['number'],
    operator: 'greater_than',
    value: [9, 5],
    sees: [
      [6, true],
      [5, false],
    ],
  },
  {
    kinds: ['number'],
    operator: 'less_than',
    value: 5,
    sees: [
      [5, false],
      [-6, true],
    ],
  },
  {
    kinds: ['number'],
    operator: 'at_least',
    value: 5,
    sees: [
      [5, true],
      [4, false],
    ],
  },
  {
    kinds: ['number'],
    operator: 'at_most',
    value: 5,
    sees: [
      [5, true],
      [6, false],
    ],
  },
  {
    kinds: ['number'],
    operator: 'between',
    value: [1, 3],
    sees: [
      [1, true],
      [3, true],
      [3.5, false],
      [0, false],
    ],
  },
  {
    kinds: ['number'],
    operator: 'between',
    value: [2, 2],
    sees: [
      [2, true],
      [1, false],
    ],
  },
  {
    kinds: ['custom'],
    operator: 'equals',
    value: 5,
    sees: [
      ['5', true],
      ['5.0', true],
      ['-5', false],
      ['5.', 'unknown'],
      ['+5', 'unknown'],
      ['five', 'unknown'],
      ['5e0', 'unknown'],
      [' 5', 'unknown'],
      ['٥', 'unknown'],
      ['9'.repeat(400), 'unknown'],
      [' ', false],
    ],
  },
  {
    kinds: ['custom'],
    operator: 'not_equals',
    value: 5,
    sees: [
      ['6', true],
      ['five', 'unknown'],
      ['', true],
    ],
  },
  {
    kinds: ['custom'],
    operator: 'greater_than',
    value: 5,
    sees: [
      ['10', true],
      ['4', false],
    ],
  },
  {
    kinds: ['custom'],
    operator: 'less_than',
    value: 5,
    sees: [
      ['-0.5', true],
      ['x', 'unknown'],
    ],
  },
  { kinds: ['custom'], operator: 'at_least', value: 5, sees: [['5', true]] },
  { kinds: ['custom'], operator: 'at_most', value: 5, sees: [['5', true]] },
  {
    kinds: ['custom'],
    operator: 'between',
    value: [1, 3],
    sees: [
      ['2.5', true],
      ['4', false],
      ['two', 'unknown'],
    ],
  },

  // Durations.
  {
    kinds: ['duration'],
    operator: 'equals',
    value: 'PT60M',
    sees: [
      [HOUR, true],
      [HOUR + 1, false],
    ],
  },
  {
    kinds: ['duration'],
    operator: 'not_equals',
    value: 'PT0S',
    sees: [
      [0, false],
      [1, true],
    ],
  },
  {
    kinds: ['duration'],
    operator: 'greater_than',
    value: 'PT1H',
    sees: [
      [HOUR, false],
      [HOUR + 1, true],
    ],
  },
  {
    kinds: ['duration'],
    operator: 'less_than',
    value: 'P1D',
    sees: [
      [HOUR, true],
      [24 * HOUR, false],
    ],
  },
  {
    kinds: ['duration'],
    operator: 'at_least',
    value: 'PT1H',
    sees: [
      [HOUR, true],
      [HOUR - 1, false],
    ],
  },
  {
    kinds: ['duration'],
    operator: 'at_most',
    value: 'P1W',
    sees: [
      [168 * HOUR, true],
      [168 * HOUR + 1, false],
    ],
  },
  {
    kinds: ['duration'],
    operator: 'between',
    value: ['PT1M', 'PT1H'],
    sees: [
      [HOUR, true],
      [0, false],
    ],
  },

  // Times: the end is exclusive, and may be on the next day.
  {
    kinds: ['time'],
    operator: 'between',
    value: ['09:00', '18:00'],
    sees: [
      [540, true],
      [1080, false],
      [1079, true],
      [0, false],
    ],
  },
  {
    kinds: ['time'],
    operator: 'between',
    value: ['18:00', '08:00'],
    sees: [
      [1080, true],
      [0, true],
      [479, true],
      [480, false],
    ],
  },
  {
    kinds: ['time'],
    operator: 'between',
    value: ['18:00', '24:00'],
    sees: [
      [1439, true],
      [0, false],
    ],
  },
  // Who writes 23:59 as an end means midnight.
  {
    kinds: ['time'],
    operator: 'between',
    value: ['18:00', '23:59'],
    sees: [
      [1439, true],
      [1080, true],
      [0, false],
    ],
  },
  {
    kinds: ['time'],
    operator: 'not_between',
    value: ['18:00', '23:59'],
    sees: [
      [1439, false],
      [0, true],
    ],
  },
  {
    kinds: ['time'],
    operator: 'between',
    value: ['18:00', '00:00'],
    sees: [
      [1439, true],
      [0, false],
    ],
  },
  {
    kinds: ['time'],
    operator: 'not_between',
    value: ['18:00', '08:00'],
    sees: [
      [1080, false],
      [480, true],
    ],
  },

  // Yes and no.
  {
    kinds: ['boolean'],
    operator: 'is',
    value: true,
    sees: [
      [true, true],
      [false, false],
    ],
  },
  {
    kinds: ['boolean'],
    operator: 'is',
    value: false,
    sees: [
      [true, false],
      [false, true],
    ],
  },
  {
    kinds: ['boolean'],
    operator: 'is',
    value: [true, false],
    sees: [
      [true, true],
      [false, true],
    ],
  },
];
