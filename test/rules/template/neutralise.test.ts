import type { Text } from '../../../src/text/message';
import * as fc from 'fast-check';
import { compileTemplate, mayComeFromCustomer, neutralise, neutraliseText } from '../../../src/rules/template';
import { agree, anyCharacter } from '../../support/properties';
import { meaningsOf } from '../../support/markup';

/** The server looks for mentions and for links to preview with expressions of its own. */
const MENTION = /(^|\s|>)[@#]([0-9a-zA-Z-_.]+)/m;
const PREVIEW = /[A-Za-z]{3,9}:\/\//;

/** Servers with canned responses fill these in, in every message that is sent. */
const PLACEHOLDER = /\{\{|\}\}/;

const CONTEXTS = [
  '{{v}}',
  'From: {{v}}',
  '@{{v}}',
  '#{{v}}',
  '({{v}})',
  ':{{v}}:',
  '[x]{{v}}',
  '{{v}}{{v}}',
  '{ {{v}}',
  '{{v}}}',
  '{{v}}\n{{v}}',
];

function inContext(context: string, value: string): string {
  const compiled = compileTemplate(context, () => 'known');
  if (!compiled.ok) throw new Error(compiled.error.key);
  return compiled.template.render(() => value, { reader: 'team', max: 5000 });
}

describe('what a customer wrote means nothing to the server', () => {
  test.each([
    ['@ana', 'MENTION_USER'],
    ['@all', 'MENTION_USER'],
    ['@here please', 'MENTION_USER'],
    ['#general', 'MENTION_CHANNEL'],
    ['https://evil.com', 'LINK'],
    ['evil.com', 'LINK'],
    ['http://localhost:3000', 'LINK'],
    ['[bank](https://evil.com)', 'LINK'],
    ['<https://evil.com|bank>', 'LINK'],
    ['![x](https://evil.com/x.png)', 'IMAGE'],
    ['ana@example.com', 'LINK'],
    ['+5511999990000', 'LINK'],
    ['*bold*', 'BOLD'],
    ['_italic_', 'ITALIC'],
    ['~gone~', 'STRIKE'],
    ['`code`', 'INLINE_CODE'],
    ['```\ncode\n```', 'CODE'],
    ['||secret||', 'SPOILER'],
    ['# heading', 'HEADING'],
    ['> quote', 'QUOTE'],
    ['- point', 'UNORDERED_LIST'],
    ['* point', 'UNORDERED_LIST'],
    ['1. point', 'ORDERED_LIST'],
    ['- [ ] task', 'TASKS'],
    [':smile:', 'EMOJI'],
    ['color:#ff0000', 'COLOR'],
    ['$x^2$', 'INLINE_KATEX'],
    ['\\(x\\)', 'INLINE_KATEX'],
    ['<t:1700000000:R>', 'TIMESTAMP'],
  ])('%s', (written, meaning) => {
    expect(meaningsOf(written)).toContain(meaning);
    expect(meaningsOf(neutralise(written))).toEqual([]);
  });

  test('whatever it is, and wherever it stands', () => {
    const atoms = fc.constantFrom(
      ...['@', 'all', '#', 'general', '*', '_', '~', '`', '```', '|', '||', '$', '[', ']', '(', ')', '<', '>', '!'],
      ...['http://', 'https:', '//', 'a.com', 'evil', '.', 'com', ':', 'smile', '+', '5511999990000', '-', ' ', '\n'],
      ...[
        '\t',
        '1',
        '\\',
        'tel:',
        'mailto:',
        'x@y.de',
        'color:#fff',
        'é',
        '日本',
        '{',
        '}',
        '{{agent-email}}',
        '=',
        ';',
        "'",
        '%',
        '/',
        '?',
        '&',
      ],
      ...['localhost', 'www.', '- [ ] ', '\r\n', '\u2028', '😀', '\u202e', '(y)', 'intranet'],
    );
    const words = fc.array(atoms, { maxLength: 9 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, fc.constantFrom(...CONTEXTS), (value, context) => {
        const message = inContext(context, value);
        const found = {
          meanings: meaningsOf(message),
          mentions: MENTION.test(message),
          previews: PREVIEW.test(message),
          placeholders: PLACEHOLDER.test(message),
        };
        agree({ message, ...found }, { message, meanings: [], mentions: false, previews: false, placeholders: false });
      }),
      { seed: 2, numRuns: 4000 },
    );
  });

  test.each(['{{agent-email}}', '{{ agent.name }}', '{{{agent.email}}}', '{{contact.phone', 'agent.name}}'])(
    '%s is filled in by no server',
    (written) => {
      for (const context of CONTEXTS) expect(inContext(context, written)).not.toMatch(PLACEHOLDER);
    },
  );

  test('twice is no more than once', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 12 }), (value) => {
        agree(neutralise(neutralise(value)), neutralise(value));
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  test('a sentence of the app keeps its own words, and what stands in it means nothing', () => {
    const inner: Text = { key: 'mode_watch', params: { value: '@all' } };
    expect(
      neutraliseText({ key: 'said_quoted', params: { count: 3, list: ['*a*', inner], inner, name: '{{x}}' } }),
    ).toEqual({
      key: 'said_quoted',
      params: {
        count: 3,
        list: [neutralise('*a*'), { key: 'mode_watch', params: { value: neutralise('@all') } }],
        inner: { key: 'mode_watch', params: { value: neutralise('@all') } },
        name: neutralise('{{x}}'),
      },
    });
  });

  test('any characters at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 12 }), (value) => {
        agree(meaningsOf(inContext('Says: {{v}}', value)), []);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

describe('and stays readable', () => {
  const visible = (value: string): string => neutralise(value).replaceAll('\u2060', '');

  test.each([
    ['Hello, is anybody there? I ordered 2 shirts!', 'Hello, is anybody there? I ordered 2 shirts!'],
    ['ana.silva@example.com', 'ana.silva@example.com'],
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['2 * 3', '2 ∗ 3'],
    ['order_17', 'order＿17'],
    ['first\r\nsecond', 'first\nsecond'],
    ['\u202eevil\u202c', 'evil'],
    ['مرحبا', 'مرحبا'],
  ])('%j', (written, read) => {
    expect(visible(written)).toBe(read);
  });

  test('plain words are not touched at all', () => {
    expect(neutralise('Hi, I need help (today). Thanks!')).toBe('Hi, I need help (today). Thanks!');
  });
});

describe('the rule’s own words', () => {
  test.each(['*{{v}}*', '_{{v}}_', '> {{v}}', '`{{v}}`', '@maria: {{v}}', '[contact](https://crm.example.com) {{v}}'])(
    '%s keeps its meaning',
    (source) => {
      expect(meaningsOf(inContext(source, 'Ana'))).toEqual(meaningsOf(source.replace('{{v}}', 'Ana')));
      expect(meaningsOf(inContext(source, '@all *x*'))).toEqual(meaningsOf(source.replace('{{v}}', 'Ana')));
    },
  );

  test.each([
    ['customer.name', true],
    ['customer.first_name', true],
    ['customer.custom.plan', true],
    ['message.text', true],
    ['conversation.text', true],
    ['conversation.topic', true],
    ['conversation.tags', true],
    ['conversation.url', false],
    ['operation.next_open', false],
    ['agent.username', false],
    ['rule.name', false],
  ])('%s may come from a customer: %s', (name, may) => {
    expect(mayComeFromCustomer(name)).toBe(may);
  });

  test('a link to the conversation and a mention of its agent work', () => {
    const compiled = compileTemplate('@{{agent.username}} {{conversation.url}}', () => 'known');
    const values: Record<string, string> = {
      'agent.username': 'ana_maria',
      'conversation.url': 'https://chat.example.com/live/abc',
    };
    const message = compiled.ok ? compiled.template.render((name) => values[name], { reader: 'team', max: 5000 }) : '';
    expect(message).toBe('@ana_maria https://chat.example.com/live/abc');
  });
});
