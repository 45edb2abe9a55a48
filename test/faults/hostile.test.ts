import { meaningsOf } from '../support/markup';
import { sandbox, seeded, type Sandbox } from '../sandbox';
import { openMouth, spoiled, type Handed } from './payloads';

/**
 * Input that nobody means well with, on the real runtime. One workspace for all cases: whatever they do to it, the
 * next one has to be served.
 */
const LONGEST = 5_000;
/** ms that a message may take on a slow machine; patterns that go back and forth take minutes. */
const PATIENCE = 5_000;

const PATTERNS = ['(a+)+$', '.*.*=.*', '(a|a|aa)*b', '(x+x+)+y', '^(([a-z])+.)+[A-Z]([a-z])+$', '(?:a?){200}a{200}'];
const pattern = (value: string, at: number) => ({
  id: `pattern-${at}`,
  name: 'Pattern',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'matches', value },
  do: [{ action: 'note_conversation', text: 'matched' }],
});
const TELL = {
  id: 'tell',
  name: 'Tell the team',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'starts_with', value: 'tell' },
  do: [
    { action: 'notify', room: 'general', text: '{{customer.name}} says {{message.text}}' },
    { action: 'note_conversation', text: '{{customer.name}}: {{message.text}}' },
  ],
};
const ECHO = {
  id: 'echo',
  name: 'Echo',
  on: 'customer_message',
  if: { field: 'message.text', operator: 'starts_with', value: 'echo' },
  do: [{ action: 'send_message', text: '{{#customer.name}}{{customer.name}}: {{/customer.name}}{{message.text}}' }],
};
const PROFILE = {
  id: 'profile',
  name: 'Profile',
  on: 'customer_message',
  if: {
    all: [
      { field: 'message.text', operator: 'starts_with', value: 'profile' },
      { none: [{ field: 'customer.locale', operator: 'is', value: 'pt' }] },
      { none: [{ field: 'customer.country', operator: 'is', value: 'BR' }] },
      { field: 'customer.tags', operator: 'excludes', value: 'vip' },
      { field: 'customer.custom.level', operator: 'is_not', value: 'gold' },
    ],
  },
  do: [
    { action: 'send_message', text: 'Known: {{customer.email}}{{customer.custom.level}}{{customer.city}}.' },
    { action: 'add_contact_tags', tags: ['seen'] },
  ],
};
const RULES = { rules: [TELL, ECHO, PROFILE, ...PATTERNS.map(pattern)] };

describe('hostile input', () => {
  let shop: Sandbox;
  let handed: readonly Handed[] = [];
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna'],
      server: { routing: 'Manual_Selection' },
      customFields: ['tags', 'locale', 'country', 'city', 'level', 'timezone'],
      settings: { rules: RULES, field_tags: 'tags' },
    });
    handed = openMouth(shop);
  }, 60_000);
  afterAll(() => shop.stop());
  afterEach(async () => {
    await shop.setting('rules', RULES);
    const customer = shop.customer('judge', { name: 'Judge' });
    const before = customer.sees().length;
    await customer.writes('echo still there');
    await shop.settled();
    expect(customer.sees().slice(before)).toEqual(['judge: echo still there', 'Workflow: Judge: echo still there']);
    expect(faults(shop)).toEqual([]);
  });

  it.each([
    ['one letter', 'a'.repeat(LONGEST - 1) + '!'],
    ['two letters', 'ax'.repeat(LONGEST / 2 - 1) + '=='],
    ['x without end', 'x'.repeat(LONGEST)],
    ['marks upon marks', 'a' + '\u0301'.repeat(LONGEST - 1)],
    ['invisible characters', '\u200b\u2060\u202e\ufeff'.repeat(LONGEST / 4)],
    ['letters that grow when folded', '\ufdfa'.repeat(LONGEST)],
    ['half of a pair', '\ud83d'.repeat(LONGEST)],
    ['a megabyte', 'a=b '.repeat(262_144)],
  ])('a text that is %s costs no time', async (_what, text) => {
    const began = Date.now();
    await shop.customer('long').writes(text);
    await shop.settled();
    expect(Date.now() - began).toBeLessThan(PATIENCE);
  });

  it.each<[what: string, name: string, text: string]>([
    ['mentions', '@all', 'tell @here and @anna: #general'],
    ['mark-up', '*bold* _it_ ~no~ `code`', 'tell [click](https://evil.example) <https://evil.example|me>'],
    ['a link', 'https://evil.example', 'tell evil.example'],
    ['placeholders of canned responses', '{{agent-email}}', 'tell {{agent.name}} {{contact.email}}'],
    ['templates', '{{customer.email}}', 'tell {{{customer.token}}} {{#rule.name}}x{{/rule.name}} {{> partial}}'],
    ['characters that turn the direction', '\u202egnp.exe', 'tell \u2066abc\u2069 \u200f'],
    ['zero-width characters', 'A\u200bn\u200ba', 'tell \ufeffme'],
    ['line breaks and controls', 'Ana\r\n# Admin says', 'tell \u0000\u0007\u2028> yes'],
  ])('%s in a name and a text reach the team as something to read only', async (what, name, text) => {
    const customer = shop.customer(`named-${what}`, { name });
    await customer.writes(text);
    await shop.settled();
    const posted = shop.workspace.data.messages.findLast(({ rid }) => rid === 'GENERAL')!.msg;
    expect(posted).not.toMatch(/@(all|here|anna)|#general|https:\/\/|\]\(|[*~`]|\{\{|\}\}/);
    expect(posted).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200f]|(?!\n)\p{Cc}/u);
    // Nothing of it was taken for a template.
    if (what === 'templates') expect(posted.replace(/\u2060/g, '')).toContain('{{customer.email}}');
    expect(posted.split('\n').some((line) => line.startsWith('# '))).toBe(false);

    // The same where people ask: headings and rules in bold and as code are the app's own, nothing else means anything.
    for (const command of ['why', 'runs', 'notes', 'dry-run tell']) {
      const answer = await answered(shop, `/workflow ${command}`, customer);
      const meanings = answer.split('\n').flatMap(meaningsOf);
      expect(new Set(['BOLD', 'INLINE_CODE', ...meanings])).toEqual(new Set(['BOLD', 'INLINE_CODE']));
      const bold = [...answer.matchAll(/\*([^*\n]+)\*/g)].map(([, words]) => words);
      expect(bold.filter((words) => /bold|evil|all/i.test(words!))).toEqual([]);
      expect(answer).not.toMatch(/\{\{|[\u202a-\u202e\u2066-\u2069]/u);
    }
  });

  it('a text of a customer in an answer is printed as it is, and is no template', async () => {
    const customer = shop.customer('echoed', { name: '{{customer.id}}' });
    await customer.writes('echo {{customer.token}} {{/x}}');
    await shop.settled();
    const answer = shop
      .customer('echoed')
      .sees()
      .at(-1)!
      .replace(/\u2060/g, '');
    expect(answer).toBe('Workflow: {{customer.id}}: echo {{customer.token}} {{/x}}');
    expect(answer).not.toContain(customer.profile().token);
    expect(shop.customer('echoed').sees().at(-1)).not.toMatch(/\{\{|\}\}/);
  });

  it.each<[what: string, value: unknown, answer: string | undefined]>([
    ['a number', 42, 'Known: 4242.'],
    ['nothing', null, 'Known: .'],
    ['an object', { a: { b: 1 } }, 'Known: .'],
    // One of its entries is the tag that the rule excludes.
    ['a list of anything', [1, null, 'vip', { x: 1 }], undefined],
    ['true', true, 'Known: truetrue.'],
    ['an empty text', '', 'Known: .'],
    ['a very long text', 'x'.repeat(100_000), `Known: ${'x'.repeat(1_000)}`],
  ])('custom fields that hold %s', async (what, value, answer) => {
    const customer = shop.customer(`fields-${what}`);
    await customer.starts();
    const fields = { tags: value, locale: value, country: value, city: value, level: value, timezone: value };
    customer.profile().livechatData = structuredClone(fields);
    await customer.writes('profile');
    await shop.settled();
    const [, said] = customer.sees();
    if (answer === undefined) expect(said).toBeUndefined();
    else expect(said?.startsWith(`Workflow: ${answer}`)).toBe(true);
    expect(said?.length ?? 0).toBeLessThan(5_100);
  });

  it('a contact without anything', async () => {
    const customer = shop.customer('bare');
    await customer.starts();
    const profile = customer.profile() as Partial<ReturnType<typeof customer.profile>>;
    for (const key of ['name', 'username', 'phone', 'visitorEmails', 'livechatData', 'status', 'ts'] as const)
      delete profile[key];
    await customer.writes('profile');
    await shop.settled();
    expect(customer.sees().at(-1)).toBe('Workflow: Known: .');
  });

  it('payloads with nulls, and other things than the types say', async () => {
    const customer = shop.customer('wire');
    await customer.writes('echo one');
    await shop.agent('anna').takes(customer);
    await shop.agent('anna').writes('two', customer);
    await shop.agent('anna').returns(customer);
    await shop.settled();
    await customer.closes();
    await shop.settled();
    const kinds = new Map(handed.map((each) => [each.name, each]));
    expect(kinds.size).toBeGreaterThanOrEqual(5);
    const random = seeded(20260304);
    const before = shop.workspace.data.messages.length;
    for (let count = 0; count < 400; count++) {
      const { name, payload } = [...kinds.values()][count % kinds.size]!;
      await shop.fire({ name, payload: spoiled(payload, random) } as never);
    }
    for (const name of kinds.keys())
      for (const payload of [null, {}, [], 'text', 0]) await shop.fire({ name, payload } as never);
    await shop.settled();
    // At most answers to what was left of the messages; no storm.
    expect(shop.workspace.data.messages.length - before).toBeLessThan(400);
  }, 60_000);

  it('a thousand rules, and one too many', async () => {
    const many = (count: number) => ({
      rules: Array.from({ length: count }, (_, at) => ({
        ...TELL,
        id: `rule-${at}`,
        if: { field: 'message.text', operator: 'is', value: `word-${at}` },
        do: [{ action: 'send_message', text: `Rule ${at}.` }],
        once: { per: 'conversation' },
      })),
    });
    await shop.setting('rules', many(1_000));
    await shop.settled();
    expect(shop.setting('rules_report')).toMatch(/^Active rules: 1[,.]?000/);
    await shop.customer('many').writes('word-999');
    await shop.settled();
    expect(shop.customer('many').sees().at(-1)).toBe('Workflow: Rule 999.');
    await shop.setting('rules', many(1_001));
    await shop.settled();
    expect(shop.setting('rules_report')).toMatch(/cannot be used/);
  }, 60_000);

  it('a document of a megabyte, and one that is larger', async () => {
    const of = (bytes: number): string => {
      const text = JSON.stringify({ rules: [ECHO] });
      return text.slice(0, -1) + ' '.repeat(bytes - text.length) + '}';
    };
    await shop.setting('rules', of(1_048_576));
    await shop.settled();
    expect(shop.setting('rules_report')).toMatch(/^Active rules: 1\./);
    await shop.setting('rules', of(1_048_577));
    await shop.settled();
    expect(shop.setting('rules_report')).toMatch(/cannot be used/);
  }, 60_000);

  it('__proto__ and constructor in JSON are keys like others, and unknown', async () => {
    const poison = '"__proto__": {"mode": "off", "polluted": true}, "constructor": {"prototype": {"polluted": true}}';
    const rule = JSON.stringify({ ...ECHO, id: 'poisoned' });
    await shop.setting('rules', `{"rules": [${JSON.stringify(ECHO)}, ${rule.slice(0, -1)}, ${poison}}], ${poison}}`);
    await shop.settled();
    const report = shop.setting('rules_report') as string;
    expect(report).toMatch(/^Active rules: 1\. Set aside: 1\./);
    expect(report).toContain('"poisoned"');
    await shop.setting('rules', '{"rules": [{"__proto__": null}, null, 1, "x", [], {"id": "__proto__"}]}');
    await shop.settled();
    expect(shop.setting('rules_report')).toMatch(/^Active rules: 0\. Set aside: 6\./);
    const customer = shop.customer('poison');
    await customer.starts();
    customer.profile().livechatData = JSON.parse('{"__proto__": {"vip": "x"}, "constructor": "y"}') as never;
    await customer.writes('echo me');
    await shop.settled();
  });
});

/** What the administrator is answered in a conversation. */
async function answered(shop: Sandbox, line: string, where: ReturnType<Sandbox['customer']>): Promise<string> {
  const { ephemeral } = shop.workspace;
  const before = ephemeral.length;
  await shop.agent('admin').runs(line, where);
  await shop.settled();
  const lines = ephemeral.slice(before).map(({ message }) => String(message.text ?? message.msg));
  expect(lines).not.toEqual([]);
  return lines.join('\n');
}

/** What the app's log calls an error, rules that do not pass the check left out. */
function faults(shop: Sandbox): readonly string[] {
  return shop
    .logs()
    .filter(({ severity, text }) => severity === 'error' && !text.startsWith('rules: '))
    .map(({ method, text }) => `${method}: ${text}`);
}
