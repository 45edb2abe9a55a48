import { english } from '../../support/admin';
import { on, readRule, told } from '../../support/read-rules';

const amount = { id: 'amount', label: 'Amount', kind: 'text', required: true };
const how = { id: 'how', label: 'How', kind: 'choice', choices: ['by card', 'by transfer'] };
const say = (text: string) => ({ do: [{ action: 'note_conversation', text }] });

test.each<[string, Record<string, unknown>, ...string[]]>([
  ['everything', { button: 'Refund', who: ['admin'], inputs: [amount, how], ...say('{{input.amount}} {{input.how}}') }],
  ['nothing but the event', {}],
  ['other events beside it', { on: ['manual', 'customer_message'], button: 'Refund' }],
  ['another event only', { on: 'customer_message', button: 'Refund', who: ['admin'] }, 'button', 'who'],
  ['a button of 41 characters', { button: 'x'.repeat(41) }, 'button'],
  ['nobody', { who: [] }, 'who'],
  ['six inputs', { inputs: [1, 2, 3, 4, 5, 6].map((n) => ({ ...amount, id: `n${n}` })) }, 'inputs'],
  ['two inputs of one id', { inputs: [amount, { ...how, id: 'amount' }] }, 'inputs[1].id'],
  ['a choice without choices', { inputs: [{ ...amount, kind: 'choice' }] }, 'inputs[0].choices'],
  ['a text with choices', { inputs: [{ ...how, kind: 'text' }] }, 'inputs[0].choices'],
  ['an unknown kind', { inputs: [{ ...amount, kind: 'number' }] }, 'inputs[0].kind'],
  ['a text that prints another input', { inputs: [amount], ...say('{{input.amont}}') }, 'do[0].text'],
  [
    'a condition on another input',
    { inputs: [amount], if: { any: [on('input.amount', 'is', '1'), on('input.sum', 'is', '1')] } },
    'if.any[1].field',
  ],
])('%s', (_what, parts, ...places) => {
  expect(told(readRule({ on: 'manual', ...parts }))).toEqual(places.map((place) => `error r ${place}`));
});

describe('a condition on an input', () => {
  test.each<[string, unknown, ...string[]]>([
    ['with one of its choices', on('input.how', 'is', 'BY CARD')],
    ['with a part of one', on('input.how', 'contains', 'card')],
    ['with what is no choice', on('input.how', 'is', 'card'), 'if.value'],
    ['with what is no choice, refused', on('input.how', 'is_not', 'card'), 'if.value'],
    ['with several, one of which is none', on('input.how', 'is', ['by card', 'cash']), 'if.value[1]'],
    ['that is there', on('input.how', 'is_set')],
    ['that is a text', on('input.amount', 'is', '30')],
  ])('%s', (_what, condition, ...places) => {
    const read = readRule({ on: 'manual', inputs: [amount, how], if: condition });
    expect(told(read)).toEqual(places.map((place) => `warning r ${place}`));
  });

  test('names the choices', () => {
    const { findings } = readRule({ on: 'manual', inputs: [how], if: on('input.how', 'is', 'cash') });
    expect(english(findings.map(({ text }) => text))).toEqual([
      '"cash" is none of the choices: "by card", "by transfer"',
    ]);
  });

  test('whose choices are wrong: that alone is told', () => {
    const wrong = { ...how, choices: [1, { by: 'card' }] };
    const read = readRule({ on: 'manual', inputs: [wrong], if: on('input.how', 'is', 'cash') });
    expect(told(read).filter((line) => line.startsWith('warning'))).toEqual([]);
  });
});
