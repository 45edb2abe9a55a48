import { parseDuration } from '../calendar/duration';
import type { LookupEntry } from '../catalogue/document';
import { known } from '../catalogue/fields/define';
import type { Environment, Facts, Lookup } from '../model/facts';
import { isBlank } from '../text/fold';
import { message } from '../text/message';
import { maskPersonal } from '../text/personal';
import { compileTemplate, templateNames, type TemplateValue } from './template';
import { namesNeed, saidOf } from './template/values';

/** How long an answer may take when a lookup does not say, ms. */
const WITHIN = 5_000;
const LONGEST_URL = 4_000;

const KNOWS = templateNames();
const NO_RULE = { name: '' };

/** The lookups of a document that have passed the check, ready to be asked. */
export function compileLookups(
  entries: Readonly<Record<string, LookupEntry>>,
  environment: Environment,
): ReadonlyMap<string, Lookup> {
  return new Map(Object.entries(entries).map(([id, entry]) => [id, compileLookup(entry, environment)]));
}

function compileLookup(entry: LookupEntry, environment: Environment): Lookup {
  return 'get' in entry ? compileGet(entry, environment) : compileAsk(entry);
}

const timesOf = ({ within, keep }: Pick<LookupEntry, 'within' | 'keep'>) => ({
  within: parseDuration(within ?? '') ?? WITHIN,
  keep: parseDuration(keep ?? '') ?? 0,
});

function compileGet(entry: Extract<LookupEntry, { get: string }>, environment: Environment): Lookup {
  const { get, headers = {}, read } = entry;
  const compiled = compileTemplate(get, KNOWS);
  if (!compiled.ok) throw new Error(`a template that the check should have refused: ${compiled.error.key}`);
  const { names, render } = compiled.template;
  return {
    needs: namesNeed(names, environment),
    question: (facts) => {
      let lacking: string | undefined;
      const valueOf = (name: string): TemplateValue => {
        const said = saidOf(name, facts, NO_RULE, 'en');
        const text = encoded(said);
        if (text !== undefined && typeof said === 'string') return text;
        // A section may ask about it; only what is printed has to be there.
        return {
          absent: true,
          get text() {
            if (text === undefined) lacking ??= name;
            return text ?? '';
          },
        };
      };
      // Some more is printed than fits, for the record to say how much.
      const url = render(valueOf, { reader: 'machine', max: 10 * LONGEST_URL });
      if (lacking !== undefined) return message('said_is_not_set', { field: lacking });
      if (url.length > LONGEST_URL) return message('finding_too_long', { length: url.length, most: LONGEST_URL });
      if (!URL.canParse(url)) return message('reason_rest_no_such_server');
      const conversation = facts.event.conversation.id;
      return { kind: 'get', conversation, url, headers, read, shown: shownUrl(url), ...timesOf(entry) };
    },
  };
}

/** As one part of an address, which leads nowhere else: neither a parameter more nor a folder up. */
function encoded(said: ReturnType<typeof saidOf>): string | undefined {
  const text = typeof said === 'object' ? said.text : said;
  if (text === undefined || isBlank(text) || /^\.{1,2}$/.test(text.trim())) return undefined;
  return encodeURIComponent(text.trim().replace(/\p{Cs}/gu, '\ufffd'));
}

/** Values of a query may be a customer's address, or a key. */
function shownUrl(url: string): string {
  const { origin, pathname, searchParams } = new URL(url);
  const query = [...new Set(searchParams.keys())].map((name) => `${name}=…`).join('&');
  return `${origin}${pathname}${query && `?${query}`}`;
}

function compileAsk(entry: Extract<LookupEntry, { ask: string }>): Lookup {
  const { ask, choices, text = 0, about, send_personal: sendsPersonal } = entry;
  return {
    needs: about === 'conversation' ? ['history'] : [],
    question: (facts) => {
      const of = about ?? 'message';
      const words = of === 'message' ? facts.event.message?.text : wordsOfConversation(facts);
      if (words === undefined || words.trim() === '')
        return message('said_is_not_set', { field: message(`said_${of}_text`) });
      return {
        kind: 'model',
        conversation: facts.event.conversation.id,
        shown: ask,
        question: ask,
        answer: choices ? { choices } : { text },
        about: sendsPersonal ? words : maskPersonal(words),
        ...timesOf(entry),
      };
    },
  };
}

function wordsOfConversation(facts: Facts): string | undefined {
  const history = known(facts, 'history');
  if ('unknown' in history) return undefined;
  return history.messages.map(({ from, text }) => `${from === 'customer' ? 'Customer' : 'Agent'}: ${text}`).join('\n');
}
