import { readAnswer } from '../../../src/engine/questions/read-answer';
import type { AnswerKind } from '../../../src/model/question';

const TOPIC = [
  { value: 'billing', label: 'An invoice' },
  { value: 'delivery', label: 'My delivery' },
  { value: 'late', label: 'My delivery is late' },
];

describe('a choice', () => {
  it.each<[text: string, value: string | undefined]>([
    ['1', 'billing'],
    ['2.', 'delivery'],
    ['(3)', 'late'],
    ['２', 'delivery'],
    // As keyboards for Arabic, Persian and Hindi write it, and as an emoji, under its name too.
    ['٢', 'delivery'],
    ['۲', 'delivery'],
    ['२.', 'delivery'],
    ['2\ufe0f\u20e3', 'delivery'],
    [':two:', 'delivery'],
    ['١٢', undefined],
    ['number 2, please', 'delivery'],
    ['An Invoice', 'billing'],
    ['“an invoice”!', 'billing'],
    ['It is about an invoice of May', 'billing'],
    ['billing', 'billing'],
    ['my delivery is late', 'late'],
    // The longer name is meant, though the shorter one is in it.
    ['hello, my delivery is late again', 'late'],
    ['hello, my delivery', 'delivery'],
    ['an invoice and my delivery', undefined],
    ['1 or 2', undefined],
    ['deliveryman', undefined],
    ['12', undefined],
    ['0', undefined],
    ['4', undefined],
    ['', undefined],
    ['?', undefined],
    ['constructor', undefined],
  ])('%j is %j', (text, value) => {
    expect(readAnswer({ choices: TOPIC }, text)).toBe(value);
  });

  it('by a label with digits of another script, however they are written', () => {
    const hours = [
      { value: 'day', label: '٢٤ ساعة' },
      { value: 'week', label: '٧ أيام' },
    ];
    expect(['٢٤ ساعة', '24 ساعة', '٢'].map((text) => readAnswer({ choices: hours }, text))).toEqual([
      'day',
      'day',
      'week',
    ]);
  });

  it('by what the customer sees before what rules see: its label, its number, its value', () => {
    const marks = [
      { value: '2', label: 'Five' },
      { value: '1', label: '3' },
      { value: '5', label: 'One' },
    ];
    expect(['3', '1', '2', '5', 'five'].map((text) => readAnswer({ choices: marks }, text))).toEqual([
      '1',
      '2',
      '1',
      '5',
      '2',
    ]);
  });
});

describe('a text of a kind', () => {
  it.each<[as: AnswerKind, text: string, value: string | undefined]>([
    ['text', '  A-1234 ', 'A-1234'],
    ['text', '\u200b', undefined],
    ['email', 'ana@example.com', 'ana@example.com'],
    ['email', 'It is <ana@example.com>.', 'ana@example.com'],
    ['email', 'ana@example.com or ana@example.org', undefined],
    ['email', 'ana at example', undefined],
    ['email', '我的邮箱是ana@example.com。', 'ana@example.com'],
    ['email', 'ana@example.comです', 'ana@example.com'],
    ['email', 'ana＠example.com', 'ana@example.com'],
    ['email', "'ana@example.com'!", 'ana@example.com'],
    ['email', 'mailto:ana@example.com', 'ana@example.com'],
    ['email', '„ana@exämple.de“', 'ana@exämple.de'],
    ['email', '用户@例え.jp', '用户@例え.jp'],
    ['email', "ana.o'neil+x@example.co.uk", "ana.o'neil+x@example.co.uk"],
    ['phone', '+55 (11) 98765-4321', '+55 (11) 98765-4321'],
    ['phone', 'call me at 0049 30 1234567 please', '0049 30 1234567'],
    ['phone', '030–1234567', '030-1234567'],
    ['phone', '+55‑11‑98765‑4321', '+55-11-98765-4321'],
    ['phone', '12345', undefined],
    ['phone', '1234567890123456', undefined],
    ['phone', '0301234567 or 0307654321', undefined],
    ['phone', '٠٥٠ ١٢٣ ٤٥٦٧', '050 123 4567'],
    ['number', '42', '42'],
    ['number', '٤٢', '42'],
    ['number', 'about 12,5 kilos', '12.5'],
    ['number', '-3', '-3'],
    ['number', '−3', '-3'],
    ['number', '12–13', undefined],
    ['number', '+3', '3'],
    // One, or a thousand?
    ['number', '1,000', undefined],
    ['number', '1.000', undefined],
    ['number', '-250.000 €', undefined],
    ['number', '0.125', '0.125'],
    ['number', '0,125', '0.125'],
    ['number', '1250.500', '1250.500'],
    ['number', '3.1415', '3.1415'],
    ['number', '1.000.000', undefined],
    ['number', '3 or 4', undefined],
    ['number', 'many', undefined],
  ])('%s: %j is %j', (as, text, value) => {
    expect(readAnswer({ as }, text)).toBe(value);
  });
});
