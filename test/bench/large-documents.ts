import { LIMITS } from '../../src/catalogue/document';

/** Documents of a megabyte, each full of one thing. */
export const LARGE: Readonly<Record<string, () => string>> = {
  conditions: () =>
    document(filled((at) => JSON.stringify(rule(at, { any: many(50, (each) => condition(at, each)) })))),
  calendars: () =>
    document([], { calendars: entries((at) => ({ hours: 'Mon-Fri 09:00-12:00,13:00-18:00', ...own(at) })) }),
  'holidays of one calendar': () =>
    document([], { calendars: `{"all":{"hours":"Mon 09:00-18:00","holidays":${JSON.stringify(holidays())}}}` }),
  'a list of words': () =>
    document([JSON.stringify(rule(0, { field: 'message.text', operator: 'contains', value: words() }))]),
  texts: () =>
    document(
      filled((at) => JSON.stringify(rule(at, 'always', 'Hi {{customer.first_name}}, how are you? '.repeat(80)))),
    ),
  lookups: () =>
    document([], {
      lookups: entries((at) => ({ get: `https://api.example.com/{{customer.email}}/${at}`, read: 'order.state' })),
    }),
  'no JSON': () => document(filled((at) => JSON.stringify(rule(at, 'always')), Infinity)).slice(0, -1),
};

/** What is around the parts, bytes; rather too much. */
const FRAME = 100;

const many = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

function document(rules: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const others = Object.entries(more).map(([key, text]) => `,${JSON.stringify(key)}:${text}`);
  return `{"rules":[${rules.join()}]${others.join('')}}`;
}

/** As many as there is room for. */
function filled(make: (at: number) => string, most: number = LIMITS.rules): readonly string[] {
  const parts: string[] = [];
  for (let left = LIMITS.bytes - FRAME; parts.length < most;) {
    const part = make(parts.length);
    left -= part.length + 1;
    if (left < 0) break;
    parts.push(part);
  }
  return parts;
}

const entries = (make: (at: number) => object): string =>
  `{${filled((at) => `"entry-${at}":${JSON.stringify(make(at))}`, Infinity).join()}}`;

function rule(at: number, condition: unknown, text = 'Hello'): object {
  const does = [{ action: 'send_message', text }];
  return { id: `rule-${at}`, name: `Rule ${at}`, on: 'customer_message', if: condition, do: does, stop: true };
}

const FIELDS = ['message.text', 'customer.custom.plan', 'channel.name', 'customer.name'] as const;
const condition = (rule: number, at: number): object => ({
  field: FIELDS[at % FIELDS.length],
  operator: at % FIELDS.length === 0 ? 'contains' : 'is',
  value: `value ${rule} ${at}`,
});

/** Every second one has days of its own. */
const own = (at: number): object => (at % 2 === 0 ? {} : { holidays: '12-25 Christmas' });
const holidays = (): string => many(40_000, (at) => `2026-12-25 Day ${at}`).join('\n');
const words = (): readonly string[] => filled((at) => `word${at.toString(36)}x`, 75_000);
