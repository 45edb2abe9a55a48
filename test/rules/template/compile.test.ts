import * as fc from 'fast-check';
import { compileTemplate, templateNames } from '../../../src/rules/template';
import { LANGUAGES, translate } from '../../../src/text/message';

const knows = templateNames();

function errorsOf(source: string): string[] {
  const compiled = compileTemplate(source, knows);
  return compiled.ok ? [] : compiled.errors.map((error) => error.key);
}

describe('a template is accepted', () => {
  test.each([
    ['plain text', 'We are closed.', []],
    ['empty', '', []],
    ['a field', 'Hi {{customer.name}}!', ['customer.name']],
    ['blanks inside the braces', '{{ customer.name }}', ['customer.name']],
    ['a name twice', '{{customer.name}} {{customer.name}}', ['customer.name']],
    ['a member of a family', '{{customer.custom.plan}} {{conversation.custom.order_no}}', null],
    ['the hours of a calendar', '{{operation.hours.night-team}}', ['operation.hours.night-team']],
    ['the extra names', '{{customer.first_name}}{{operation.next_open}}{{conversation.url}}{{rule.name}}', null],
    ['a section', '{{#customer.name}}Hi {{customer.name}}{{/customer.name}}', ['customer.name']],
    ['an inverted section', '{{^customer.name}}Hi{{/customer.name}}', ['customer.name']],
    ['two sections side by side', '{{#agent.name}}a{{/agent.name}}{{^agent.name}}b{{/agent.name}}', ['agent.name']],
    ['a comment', 'Hi{{! ask Maria before changing this }}', []],
    ['single braces', '{customer.name} {}', []],
  ])('%s', (_what, source, names) => {
    const compiled = compileTemplate(source, knows);
    if (!compiled.ok) throw new Error(compiled.error.key);
    if (names) expect(compiled.template.names).toEqual(names);
  });
});

describe('a template is refused', () => {
  test.each([
    ['an unknown name', '{{customer.shoe_size_in_inches}}', 'template_unknown_name'],
    ['a mistyped name', '{{customer.nmae}}', 'template_unknown_name_near'],
    ['a family without its member', '{{customer.custom}}', 'template_unknown_name_near'],
    ['a family with a star', '{{customer.custom.*}}', 'template_unknown_name'],
    ['a key that is none', '{{customer.custom.a b}}', 'template_unknown_name'],
    ['a name of objects', '{{constructor}}', 'template_unknown_name'],
    ['nothing', '{{}}', 'template_empty_name'],
    ['the implicit iterator', '{{.}}', 'template_unknown_name'],
    ['an unknown section', '{{#oops}}x{{/oops}}', 'template_unknown_name'],
    ['three braces', '{{{customer.name}}}', 'template_unescaped'],
    ['an ampersand', '{{&customer.name}}', 'template_unescaped'],
    ['a partial', '{{>greeting}}', 'template_partial'],
    ['other delimiters', '{{=<% %>=}}<%customer.name%>', 'template_delimiter'],
    ['delimiters that are none', '{{=x=}}', 'template_delimiter'],
    [
      'a section in a section',
      '{{#customer.name}}{{#agent.name}}x{{/agent.name}}{{/customer.name}}',
      'template_nested_section',
    ],
    [
      'an inverted section in a section',
      '{{#customer.name}}{{^agent.name}}x{{/agent.name}}{{/customer.name}}',
      'template_nested_section',
    ],
    ['braces left open', 'Hi {{customer.name', 'template_unclosed_tag'],
    ['a section left open', '{{#customer.name}}Hi', 'template_unclosed_section'],
    ['a section closed with another name', '{{#customer.name}}Hi{{/agent.name}}', 'template_unclosed_section'],
    ['a section never opened', 'Hi{{/customer.name}}', 'template_unopened_section'],
  ])('%s', (_what, source, key) => {
    // What a star or a blank is near to depends on the catalogue; that it is refused does not.
    expect(errorsOf(source).map((each) => each.replace(/_near$/, ''))).toEqual([key.replace(/_near$/, '')]);
  });

  test('everything that is wrong is told at once', () => {
    expect(errorsOf('{{{customer.name}}} {{>x}} {{customer.nmae}}')).toEqual([
      'template_unescaped',
      'template_partial',
      'template_unknown_name_near',
    ]);
  });

  test('with the nearest right name', () => {
    const compiled = compileTemplate('Hi {{customer.frist_name}}', knows);
    expect(compiled.ok ? '' : translate('en', compiled.error)).toBe(
      'there is no {{customer.frist_name}}; did you mean {{customer.first_name}}?',
    );
  });

  test.each(LANGUAGES)('in %s, with a sentence for each', (language) => {
    const sentences = [
      '{{x}}',
      '{{}}',
      '{{{rule.name}}}',
      '{{>x}}',
      '{{=a b=}}',
      '{{#rule.name}}',
      '{{/rule.name}}',
      '{{x',
    ];
    for (const source of sentences) {
      const compiled = compileTemplate(source, knows);
      expect(compiled.ok ? '' : translate(language, compiled.error)).toMatch(/ .* /);
    }
  });
});

test('whatever is written is accepted or refused with a sentence, never thrown at', () => {
  const atoms = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{',
      '}',
      '{{{',
      '}}}',
      '#',
      '^',
      '/',
      '&',
      '>',
      '!',
      '=',
      ' ',
      '\n',
      'customer.name',
      'x',
      '<%',
      '%>',
    ],
  );
  const sources = fc.oneof(
    fc.array(atoms, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string(),
  );
  fc.assert(
    fc.property(sources, (source) => {
      const compiled = compileTemplate(source, knows);
      if (compiled.ok) compiled.template.render(() => 'x', { reader: 'team', max: 100 });
      else expect(translate('en', compiled.error)).toMatch(/ .* /);
    }),
    { seed: 11, numRuns: 3000 },
  );
});
