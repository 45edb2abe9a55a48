import { on, read, readRule, rule, told } from '../../support/read-rules';

const CHOICES = [
  { value: 'sales', label: 'Buy' },
  { value: 'support', label: 'Help' },
];
const ask = (more: object = {}) => ({ action: 'ask', id: 'topic', text: 'What about?', choices: CHOICES, ...more });
const asking = (more: object = {}) => readRule({ do: [ask(more)] });
const answered = (condition: unknown, more: object = {}) =>
  read({ rules: [rule({ id: 'a', do: [ask()] }), rule({ on: 'question_answered', if: condition, ...more })] });

describe('a question', () => {
  test.each<[what: string, more: object, ...places: string[]]>([
    ['with choices', {}],
    ['with a kind', { choices: undefined, as: 'email', save: 'customer.email', within: 'P7D', tries: 5 }],
    ['with both', { as: 'email' }, 'do[0]'],
    ['of a wrong name', { id: 'The topic' }, 'do[0].id'],
    ['with one choice', { choices: CHOICES.slice(1) }, 'do[0].choices'],
    ['with choices of one value', { choices: [...CHOICES, { value: 'SALES', label: 'x' }] }, 'do[0].choices'],
    ['with choices of one label', { choices: [...CHOICES, { value: 'x', label: ' buy' }] }, 'do[0].choices'],
    ['with a choice without a label', { choices: [...CHOICES, { value: 'x' }] }, 'do[0].choices[2].label'],
    ['open for too long', { within: 'P8D' }, 'do[0].within'],
    ['open for no time', { within: 'PT0S' }, 'do[0].within'],
    ['asked too often', { tries: 6 }, 'do[0].tries'],
    ['saved nowhere', { save: 'customer.tags' }, 'do[0].save'],
    [
      'with a broken template',
      { choices: [...CHOICES, { value: 'x', label: '{{no.such}}' }] },
      'do[0].choices[2].label',
    ],
  ])('%s', (_what, more, ...places) => {
    expect(told(asking(more))).toEqual(places.map((place) => `error r ${place}`));
  });
});

describe('answers', () => {
  test.each<[what: string, condition: unknown, ...places: string[]]>([
    ['of a question', on('answer.topic', 'is', 'sales')],
    ['of one that nobody asks', on('answer.topics', 'is', 'sales'), 'if.field'],
    ['with another letter case', on('answer.topic', 'is', 'SALES')],
    ['that are no choice', on('answer.topic', 'is', 'sale'), 'if.value'],
    ['some of which are none', on('answer.topic', 'is', ['sales', 'sale']), 'if.value[1]'],
    ['that are no choice, refused', on('answer.topic', 'is_not', 'sale'), 'if.value'],
    ['that begin like one', on('answer.topic', 'starts_with', 'sup')],
    ['that begin like none', on('answer.topic', 'starts_with', 'x'), 'if.value'],
    ['that are there', on('answer.topic', 'is_set')],
    ['by the question', on('question.id', 'is', 'topic')],
    ['by one that nobody asks', on('question.id', 'is', ['topic', 'rating']), 'if.value[1]'],
  ])('%s', (_what, condition, ...places) => {
    expect(told(answered(condition))).toEqual(places.map((place) => `warning r ${place}`));
  });

  test('of a free question may be anything', () => {
    const free = rule({ id: 'a', do: [{ action: 'ask', id: 'order', text: 'Which?' }] });
    expect(told(read({ rules: [free, rule({ if: on('answer.order', 'is', 'A-1') })] }))).toEqual([]);
  });

  test('in texts', () => {
    const note = (text: string) => ({ do: [{ action: 'note_conversation', text }] });
    expect(told(answered('always', note('{{answer.topic}}')))).toEqual([]);
    expect(told(answered('always', note('{{answer.order}}')))).toEqual(['warning r do[0].text']);
  });

  test('where there is no question', () => {
    expect(told(readRule({ if: on('question.outcome', 'is', 'typed') }))).toEqual(['warning r if.field']);
  });
});

describe('a human in the way', () => {
  const human = on('conversation.owner', 'is', 'human');
  test.each<[what: string, condition: unknown, more: object, found: boolean]>([
    ['always', human, {}, true],
    ['always, and asked all the same', human, { with_agent: true }, false],
    ['always, by the kind of agent', on('agent.kind', 'is', 'human'), {}, true],
    ['always, by what it is not', on('conversation.owner', 'is_not', ['bot', 'nobody']), {}, true],
    ['among others', { all: [human, on('message.text', 'contains', 'x')] }, {}, true],
    ['perhaps', { any: [human, on('message.text', 'contains', 'x')] }, {}, false],
    ['never', on('conversation.owner', 'is_not', 'human'), {}, false],
  ])('%s', (_what, condition, more, found) => {
    expect(told(readRule({ if: condition, do: [ask(more)] }))).toEqual(found ? ['warning r do[0]'] : []);
  });
});
