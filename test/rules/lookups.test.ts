import type { LookupEntry } from '../../src/catalogue/document';
import type { Environment, Facts } from '../../src/model/facts';
import type { Message } from '../../src/model/event';
import { compileLookups } from '../../src/rules/lookups';
import { conversation, event } from '../support/fakes';
import { message, translate } from '../../src/text/message';

const HERE: Environment = {
  profile: { locale: '', timezone: '', country: '', city: '', tags: '' },
  zone: 'UTC',
  calendars: new Map(),
};

function question(entry: LookupEntry, words = 'Hello', known: Facts['known'] = {}, name = 'Anna & Co') {
  const there = conversation('c1');
  const happened = event('customer_message', 0, words, { ...there, customer: { ...there.customer, name } });
  return compileLookups({ it: entry }, HERE).get('it')!.question({ event: happened, now: 0, environment: HERE, known });
}

describe('an address', () => {
  const of = (get: string): LookupEntry => ({ get, read: '/x' });

  it('has what it prints as one encoded part', () => {
    const asked = question(of('https://shop.example/{{customer.name}}?q={{message.text}}'), 'a&b=c #d/../e');
    expect(asked).toMatchObject({
      url: 'https://shop.example/Anna%20%26%20Co?q=a%26b%3Dc%20%23d%2F..%2Fe',
      shown: 'https://shop.example/Anna%20%26%20Co?q=…',
      within: 5_000,
      keep: 0,
    });
  });

  it.each(['..', '.', ' ', ''])('is not printed with the name %j', (name) => {
    expect(question(of('https://shop.example/{{customer.name}}/x'), 'Hello', {}, name)).toEqual(
      message('said_is_not_set', { field: 'customer.name' }),
    );
  });

  it('has the part that stands for a value that is missing', () => {
    const by = of(
      'https://shop.example/{{#customer.name}}by/{{customer.name}}{{/customer.name}}{{^customer.name}}guests{{/customer.name}}',
    );
    expect(question(by, 'Hello', {}, 'Ana')).toMatchObject({ url: 'https://shop.example/by/Ana' });
    for (const name of ['', '\u200b']) {
      expect(question(by, 'Hello', {}, name)).toMatchObject({ url: 'https://shop.example/guests' });
    }
  });

  it('has the part that stands for what is not so', () => {
    const by = of(
      'https://shop.example/{{#customer.returning}}old{{/customer.returning}}{{^customer.returning}}new{{/customer.returning}}?is={{customer.returning}}',
    );
    expect(question(by, 'Hello', { returning: true })).toMatchObject({ url: 'https://shop.example/old?is=yes' });
    expect(question(by, 'Hello', { returning: false })).toMatchObject({ url: 'https://shop.example/new?is=no' });
  });

  it('takes half a character, and not too many', () => {
    expect(question(of('https://shop.example/{{message.text}}'), '\ud800')).toMatchObject({
      url: 'https://shop.example/%EF%BF%BD',
    });
  });

  it('is told as too long where it is, however long that is', () => {
    const by = of('https://shop.example/{{message.text}}');
    expect(question(by, 'x'.repeat(3_980))).toEqual(message('finding_too_long', { length: 4_001, most: 4_000 }));
    expect(question(by, 'x'.repeat(100_000))).toMatchObject({ key: 'finding_too_long' });
    expect(question(by, 'x'.repeat(3_979))).toMatchObject({ kind: 'get' });
  });

  it('may end with three dots', () => {
    expect(question(of('https://shop.example/{{message.text}}…'))).toMatchObject({
      url: 'https://shop.example/Hello…',
    });
  });
});

describe('a question to a model', () => {
  const intent: LookupEntry = { ask: 'What?', choices: ['a', 'b'], within: 'PT2S', keep: 'PT1M' };

  it('is about the message, without personal data unless they are wanted', () => {
    const words = 'I am anna@example.com, 4111 1111 1111 1111';
    expect(question(intent, words)).toMatchObject({
      question: 'What?',
      answer: { choices: ['a', 'b'] },
      about: 'I am [e-mail], [card]',
      within: 2_000,
      keep: 60_000,
    });
    expect(question({ ...intent, send_personal: true }, words)).toMatchObject({ about: words });
  });

  it('is about the conversation', () => {
    const said = (from: Message['from'], text: string) => ({ from, text }) as Message;
    const history = { messages: [said('customer', 'Hi'), said('human', 'Hello')], more: false };
    const asked = question({ ask: 'What?', text: 9, about: 'conversation' }, 'x', { history });
    expect(asked).toMatchObject({ about: 'Customer: Hi\nAgent: Hello', answer: { text: 9 } });
  });

  it('is not asked without words', () => {
    const said = (why: ReturnType<typeof question>): string => ('key' in why ? translate('en', why) : 'asked');
    expect(said(question(intent, ' '))).toBe('the message is not set');
    const history = { unknown: 'no' };
    expect(said(question({ ...intent, about: 'conversation' }, 'x', { history }))).toBe(
      'everything said in the conversation is not set',
    );
  });
});
