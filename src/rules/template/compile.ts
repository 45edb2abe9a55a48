import Mustache from 'mustache';
import { message, type Text } from '../../text/message';
import { render, type Part, type RenderOptions, type TemplateValue } from './render';

/** A template that has passed the check; parsed once, when rules load. */
export interface Template {
  /** Every name that it prints or asks about, once each, in the order of the text. */
  readonly names: readonly string[];
  /**
   * The finished text. Missing values print nothing.
   * @param values what a name stands for; asked only for `names`
   */
  render(values: (name: string) => TemplateValue, options: RenderOptions): string;
}

export type CompiledTemplate =
  | { readonly ok: true; readonly template: Template }
  /** `error` is the first of `errors`. */
  | { readonly ok: false; readonly error: Text; readonly errors: readonly Text[] };

/** Says whether a name may stand in a template, and if not, which one was probably meant. */
export type KnowsName = (name: string) => 'known' | { readonly nearest?: string };

/** As mustache gives it: type, value, start, end, and for a section its inner tokens. */
type Token = readonly [type: string, value: string, start: number, end: number, inner?: unknown, ...rest: unknown[]];

const TAGS: [string, string] = ['{{', '}}'];

// Mustache's own cache keeps every template it has ever seen.
Mustache.templateCache = undefined;

/**
 * Parses a template and checks it (DESIGN.md 1, Actions): names, sections and inverted sections one level deep, and
 * comments. Everything else that mustache knows is refused, with all that is wrong at once.
 */
export function compileTemplate(source: string, knows: KnowsName): CompiledTemplate {
  let tokens: readonly unknown[];
  try {
    tokens = Mustache.parse(source, TAGS);
  } catch (error) {
    return refuse([syntaxError(error)]);
  }
  const errors: Text[] = [];
  const names = new Set<string>();
  const parts = readTokens(tokens as readonly Token[], false);
  if (errors.length > 0) return refuse(errors);
  return {
    ok: true,
    template: { names: [...names], render: (values, options) => render(parts, values, options) },
  };

  function readTokens(list: readonly Token[], nested: boolean): Part[] {
    return list.flatMap((token) => readToken(token, nested) ?? []);
  }

  function readToken(token: Token, nested: boolean): Part | undefined {
    const [type, value] = token;
    switch (type) {
      case 'text':
        return { is: 'text', text: value };
      case '!':
        return undefined;
      case 'name':
        return { is: 'name', name: name(value) };
      case '#':
      case '^': {
        if (nested) errors.push(message('template_nested_section', { name: value }));
        const asked = name(value);
        return {
          is: 'section',
          name: asked,
          inverted: type === '^',
          inner: readTokens((token[4] ?? []) as Token[], true),
        };
      }
      case '&': {
        const written = source.slice(token[2], token[3]);
        errors.push(message('template_unescaped', { written, name: value }));
        return undefined;
      }
      case '>':
        errors.push(message('template_partial', { name: value }));
        return undefined;
      default:
        errors.push(message('template_delimiter'));
        return undefined;
    }
  }

  function name(value: string): string {
    const known = names.has(value) ? 'known' : knows(value);
    if (known === 'known') names.add(value);
    else errors.push(unknownName(value, known.nearest));
    return value;
  }
}

function refuse(errors: readonly Text[]): CompiledTemplate {
  return { ok: false, error: errors[0] ?? message('template_broken'), errors };
}

function unknownName(name: string, nearest: string | undefined): Text {
  if (name === '') return message('template_empty_name');
  return nearest === undefined
    ? message('template_unknown_name', { name })
    : message('template_unknown_name_near', { name, nearest });
}

/** Mustache's parser throws three kinds of sentences; ours say the same in the reader's language. */
function syntaxError(error: unknown): Text {
  const said = error instanceof Error ? error.message : '';
  const [, kind, name] = /^(Unclosed tag|Unopened section|Unclosed section)(?: "([^"]*)")?/.exec(said) ?? [];
  if (kind === 'Unclosed tag') return message('template_unclosed_tag');
  if (kind === 'Unopened section') return message('template_unopened_section', { name: name ?? '' });
  if (kind === 'Unclosed section') return message('template_unclosed_section', { name: name ?? '' });
  return message('template_delimiter');
}
