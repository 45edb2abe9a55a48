import * as fc from 'fast-check';
import { UiKitParserContextualBar, UiKitParserModal, type LayoutBlock } from '@rocket.chat/ui-kit';
import type { BookRule } from '../../src/admin/rule-book/rule-book';
import { builderView } from '../../src/screens/builder/view';
import { conversationView, type ConversationModel } from '../../src/screens/conversation/view';
import { fromDraft, rowsOf, TABS, toDraft, type Draft } from '../../src/screens/builder/draft';
import type { World } from '../../src/screens/kit/form';
import { historyView, proposalView } from '../../src/screens/history/view';
import { messageView } from '../../src/screens/kit/blocks';
import { removeView, rulesView, type RulesModel } from '../../src/screens/rules/view';
import { newView, templates } from '../../src/screens/rules/templates';
import { cut, dress, LIMITS_OF_VIEWS as L, type View } from '../../src/screens/kit/blocks';
import { describeRule } from '../../src/rules/describe';
import type { RunRecord } from '../../src/model/run';
import type { Finding } from '../../src/model/finding';
import { LANGUAGES, message } from '../../src/text/message';
import { TEXTS } from '../support/texts';
import { rule, wildRule } from './builder/random-rules';

const HOSTILE = `@all *bold* <https://evil.example> [x](y) {view_rules} \u202egnp.exe \u0000 ${'🙏👩‍👩‍👧'.repeat(300)}`;
const NOW = Date.UTC(2026, 10, 22, 12);
const FINDING: Finding = {
  level: 'error',
  rule: 'a',
  place: 'do[0].text',
  text: message('finding_missing', { key: HOSTILE }),
};

function bookRule(
  index: number,
  source: Readonly<Record<string, unknown>>,
  findings: readonly Finding[] = [],
): BookRule {
  const name = typeof source.name === 'string' ? source.name : '';
  const state = findings.length > 0 ? 'set_aside' : 'active';
  return { index, id: index % 7 === 6 ? null : `rule-${index}`, name, mode: 'watch', state, source, findings };
}

const samples = (): readonly Record<string, unknown>[] => fc.sample(rule, { seed: 3, numRuns: 5 });
const wild = (): readonly Record<string, unknown>[] => fc.sample(wildRule, { seed: 4, numRuns: 10 });

const stats = new Map([
  [
    'rule-0',
    {
      since: 0,
      last: { id: 'r', at: NOW, conversation: 'c', outcome: 'failed' as const },
      runs: 7,
      failures: 2,
      days: [0, 1, 0, 0, 0, 0, 9, 0, 0, 3, 0, 0, 0, 7],
    },
  ],
]);
function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}

const list = (rules: readonly BookRule[], more: Partial<RulesModel> = {}): RulesModel => ({
  rules,
  stats,
  page: 0,
  refused: false,
  findings: [],
  paused: false,
  ...more,
});

const hostileRule = {
  id: 'a',
  name: HOSTILE,
  description: HOSTILE,
  on: Array(20).fill(HOSTILE),
  if: { all: Array.from({ length: 60 }, (_, n) => ({ field: HOSTILE, operator: 'is', value: n })) },
  do: Array.from({ length: 8 }, () => ({ action: 'send_message', text: HOSTILE })),
};
const HUGE = {
  ...hostileRule,
  name: 'Huge',
  on: 'customer_message',
  do: [{ action: 'assign', to: { agents: Array(100).fill('anna') } }],
};

const run: RunRecord = {
  v: 1,
  id: 'r',
  rule: 'a',
  name: HOSTILE,
  mode: 'live',
  event: { id: 'e', on: 'customer_message', at: NOW },
  conversation: 'c',
  customer: 'x',
  at: NOW,
  ms: 5,
  depth: 1,
  conditions: null,
  actions: (['done', 'already', 'skipped', 'failed', 'uncertain', 'planned'] as const).map((outcome) => ({
    action: 'send_message',
    outcome,
    reason: message('reason_webhook_refused', { host: HOSTILE, status: 400 }),
    ms: 1,
  })),
};
const leaf = (verdict: true | false | 'unknown' | 'not_read', seen: string | null) =>
  ({
    field: 'message.text',
    operator: 'contains',
    value: HOSTILE,
    verdict,
    seen,
    ...(verdict === 'unknown' && { why: HOSTILE }),
  }) as const;
const conditions = {
  group: 'any',
  verdict: true,
  conditions: [
    leaf(true, HOSTILE),
    leaf(false, null),
    leaf('unknown', null),
    leaf('not_read', null),
    { group: 'none', verdict: false, conditions: Array(40).fill(leaf(true, 'x')) },
  ],
} as const;
const note = { v: 1, id: 'n', text: HOSTILE, at: NOW, by: '@anna', conversation: 'c' } as const;
const bar = (more: Partial<ConversationModel>): ConversationModel => ({ tab: 'notes', now: NOW, hand: [], ...more });

function* models(world: World): Iterable<readonly [name: string, view: View]> {
  const small = [bookRule(0, samples()[0]!)];
  yield ['no rules', rulesView(list([]), world)];
  yield ['one rule', rulesView(list(small), world)];
  yield ['rules that are being read', rulesView(list(small, { stats: undefined }), world)];
  const strange = wild();
  const many = Array.from({ length: 1_000 }, (_, n) =>
    bookRule(n, n % 2 === 0 ? hostileRule : strange[n % 10]!, [FINDING]),
  );
  for (const page of [0, 25, 49, 999])
    yield [
      `page ${page} of many`,
      rulesView(
        list(many, { page, notice: HOSTILE, paused: true, refused: true, findings: Array(99).fill(FINDING) }),
        world,
      ),
    ];
  yield ['remove', removeView({ id: 'a', name: HOSTILE }, world)];
  yield ['new', newView({ page: 0, installed: [] }, world)];
  yield ['new, beyond', newView({ page: 99, installed: ['ai-agent'] }, world)];
  yield ['message', messageView(HOSTILE, HOSTILE, 'x')];
  for (const raw of [...samples(), ...wild(), hostileRule, HUGE, ...templates().slice(0, 2)]) {
    const draft = toDraft(raw, { version: 'v', index: 0, id: null, base: raw });
    const open: Draft[] = [
      ...TABS.map((tab) => ({ ...draft, tab })),
      ...rowsOf(draft.condition)
        .slice(0, 5)
        .map(({ node }) => ({ ...draft, tab: 'if' as const, focus: node.n })),
      ...(draft.steps ?? []).slice(0, 5).map(({ n }) => ({ ...draft, tab: 'then' as const, focus: n })),
      { ...draft, tab: 'json', json: '{', tried: true },
      { ...draft, tab: 'if', page: 7, tried: true },
    ];
    for (const each of open) {
      const name = `builder: ${each.tab} of ${JSON.stringify(fromDraft(each)).slice(0, 60)}`;
      yield [
        name,
        builderView({
          draft: each,
          world,
          findings: Array(12).fill(FINDING),
          notice: each.tried ? HOSTILE : undefined,
        }),
      ];
    }
  }
  const entry = {
    v: 1,
    id: 'h',
    at: NOW,
    why: message('history_why_settings'),
    changes: Array(60).fill(message('history_removed', { rule: HOSTILE })),
    before: '',
    version: '',
  } as const;
  const authors = ['app', 'settings_screen', { id: 'u', username: HOSTILE }] as const;
  yield ['history being read', historyView(undefined, world)];
  yield ['no history', historyView([], world)];
  yield [
    'history',
    historyView(
      Array.from({ length: 100 }, (_, n) => ({ ...entry, n: 100 - n, by: authors[n % 3]! })),
      world,
      HOSTILE,
    ),
  ];
  yield ['import', proposalView(undefined, 'import', 1, world)];
  const preview = { basedOn: 'v', document: { rules: [] }, changes: [], findings: [], lost: [] };
  yield ['import of the same', proposalView(preview, 'import', 1, world)];
  yield [
    'restore',
    proposalView(
      {
        ...preview,
        changes: Array(99).fill(entry.changes[0]),
        findings: Array(99).fill(FINDING),
        lost: Array(99).fill(HOSTILE),
      },
      'restore',
      1,
      world,
      HOSTILE,
    ),
  ];

  for (const tab of ['notes', 'runs', 'why', 'waits'] as const)
    yield [`bar: ${tab} being read`, conversationView(bar({ tab }), world)];
  yield [
    'bar: no notes',
    conversationView(bar({ notes: { conversation: [], contact: [], tags: [] }, notice: HOSTILE }), world),
  ];
  const notes = {
    conversation: [
      ...times(80, note),
      { ...note, sentence: message('note_opened_from', { rule: HOSTILE, conversation: 'c' }) },
    ],
    contact: Array(80).fill(note),
    tags: Array(50).fill(HOSTILE),
    field: HOSTILE,
  };
  yield ['bar: notes', conversationView(bar({ notes, muted: HOSTILE }), world)];
  yield ['bar: no runs', conversationView(bar({ tab: 'runs', runs: [] }), world)];
  yield ['bar: runs', conversationView(bar({ tab: 'runs', runs: Array(50).fill(run) }), world)];
  yield [
    'bar: nothing to explain',
    conversationView(bar({ tab: 'why', why: { events: [], seen: false, more: false } }), world),
  ];
  const why = { id: 'a', name: HOSTILE, mode: 'live', verdict: true, conditions, run } as const;
  const held = (['once', 'chain_rule', 'chain_length', 'waiting'] as const).map((heldBack) => ({ ...why, heldBack }));
  const event = { id: 'e', on: 'customer_message', at: NOW, message: HOSTILE, rules: [], complete: true } as const;
  yield [
    'bar: why',
    conversationView(
      bar({
        tab: 'why',
        why: {
          seen: false,
          more: true,
          events: [
            event,
            { ...event, suspended: 'muted' },
            { ...event, suspended: 'paused' },
            {
              ...event,
              rules: [...held, { ...why, verdict: 'not_looked_at', conditions: null }, ...times(80, why)],
            },
          ],
        },
      }),
      world,
    ),
  ];
  yield ['bar: no waits', conversationView(bar({ tab: 'waits', waits: [] }), world)];
  const wait = { v: 1, kind: 'wait', id: 'w', rule: 'a', name: HOSTILE, due: NOW + 90_000 } as never as NonNullable<
    ConversationModel['waits']
  >[number];
  yield [
    'bar: waits',
    conversationView(
      bar({
        tab: 'waits',
        waits: [{ ...wait, due: 0 }, ...Array.from({ length: 60 }, (_, n) => ({ ...wait, id: `w${n}` }))],
      }),
      world,
    ),
  ];
}

type Any = Readonly<Record<string, unknown>>;

function* stringsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* stringsIn(each);
}

function elementsOf(block: Any): readonly Any[] {
  return [block.element, block.accessory, ...((block.elements as unknown[] | undefined) ?? [])].filter(
    (each): each is Any => typeof each === 'object' && each !== null,
  );
}

const ELEMENTS = ['button', 'plain_text_input', 'static_select', 'multi_static_select', 'overflow', 'plain_text'];
type Parser = new () => { allowedLayoutBlockTypes: Set<string> };
const PARSERS = [UiKitParserModal, UiKitParserContextualBar].map((parser) => new (parser as never as Parser)()) as {
  allowedLayoutBlockTypes: Set<string>;
}[];

const most = (what: unknown, limit: number): boolean =>
  what === undefined || (textOf(what).length > 0 && textOf(what).length <= limit);
const textOf = (what: unknown): string => (what as { text: string }).text;

/** Everything that is wrong with one element. */
function faultsOf(element: Any): readonly string[] {
  const options = (element.options ?? []) as readonly Any[];
  const shown = [element.initialValue ?? []].flat();
  return [
    ...(ELEMENTS.includes(String(element.type)) ? [] : ['an element that not every client knows']),
    ...(element.type === 'button' && !most(element.text, L.button) ? ['the label of a button'] : []),
    ...(element.type === 'plain_text' && !most(element, L.text) ? ['small print'] : []),
    ...(most(element.placeholder, L.placeholder) ? [] : ['a placeholder']),
    ...(options.every(({ text: label }) => most(label, L.option)) ? [] : ['an option']),
    ...(options.length > (element.type === 'overflow' ? L.menu : L.options) ? ['too many options'] : []),
    ...('options' in element && options.length === 0 ? ['nothing to choose from'] : []),
    ...('options' in element && shown.some((each) => !options.some(({ value }) => value === each))
      ? ['a value that is no option']
      : []),
    ...(new Set(options.map(({ value }) => value)).size < options.length ? ['an option twice'] : []),
    ...(!('options' in element) && ((element.initialValue as string | undefined) ?? '').length > L.value
      ? ['a value']
      : []),
    ...('actionId' in element && (String(element.actionId).length > L.id || element.appId !== 'app') ? ['ids'] : []),
  ];
}

function faultsIn({ title, blocks, submit, close }: View): readonly string[] {
  const elements = blocks.flatMap((block) => elementsOf(block as never));
  const actionIds = elements.flatMap(({ actionId }) => (actionId === undefined ? [] : [actionId]));
  const blockIds = blocks.map((block) => (block as { blockId?: string }).blockId);
  const blockFaults = (block: LayoutBlock): readonly string[] => [
    ...(PARSERS.every((parser) => parser.allowedLayoutBlockTypes.has(block.type)) ? [] : [`block ${block.type}`]),
    ...('text' in block && !most(block.text, L.text) ? ['the text of a section'] : []),
    ...('label' in block && !most(block.label, L.label) ? ['the label of a field'] : []),
    ...('hint' in block && !most(block.hint, L.text) ? ['a hint'] : []),
    ...(block.type === 'actions' && block.elements.length > L.buttons ? ['too many buttons'] : []),
  ];
  return [
    ...(title.length > 0 && title.length <= L.title ? [] : ['the title']),
    ...([submit, close].some((label) => label !== undefined && label.length > 40) ? ['a button below'] : []),
    ...(blocks.length > L.blocks ? ['too many blocks'] : []),
    ...(new Set(actionIds).size < actionIds.length ? ['an action id twice'] : []),
    ...(new Set(blockIds).size < blockIds.length ? ['a block id twice'] : []),
    ...blocks.flatMap(blockFaults),
    ...elements.flatMap(faultsOf),
  ];
}

describe.each(LANGUAGES)('every view in %s', (language) => {
  const world: World = {
    language,
    zone: 'America/Sao_Paulo',
    calendars: ['night'],
    agents: ['anna'],
    departments: ['Sales'],
  };
  const seen: { name: string; blocks: number; faults: readonly string[]; strings: readonly string[] }[] = [];
  for (const [name, view] of models(world)) {
    const dressed = dress(view, 'app');
    const telling = [...stringsIn(dressed)].filter(
      (string) => /[a-z]_[a-z]|\{/.test(string) && !string.includes('@all'),
    );
    seen.push({ name, blocks: view.blocks.length, faults: faultsIn(dressed), strings: telling });
  }

  test('keeps within the limits of what clients show', () => {
    const faults = seen.flatMap(({ name, faults: own }) => own.map((fault) => `${name}: ${fault}`));
    expect([...new Set(faults)]).toEqual([]);
  });

  test('loses no block to the limit', () => {
    expect(seen.filter(({ blocks }) => blocks > L.blocks).map(({ name }) => name)).toEqual([]);
  });

  test('has words for everything', () => {
    const keys = Object.keys(TEXTS.en);
    const prefixes = [...new Set(keys.map((key) => key.split('_')[0]))].join('|');
    const bare = new RegExp(`\\b(${prefixes})_[a-z0-9_]+`, 'g');
    const unsaid = seen.flatMap(({ name, strings }) =>
      strings
        .flatMap((string) => string.match(bare) ?? [])
        // Ids of events, actions and parameters are values, too.
        .filter((word) => /^(view|history|why|outcome|command|mode|said|finding)_/.test(word))
        .map((word) => `${name}: ${word}`),
    );
    expect([...new Set(unsaid)]).toEqual([]);
  });

  test('fills in every blank', () => {
    const small = seen.filter(({ name }) => /^(no |one |new$|import$|bar: no)/.test(name));
    // What a rule sends has variables in it, and shows them as `{first name}`.
    const templated = new Set(templates().map((rule) => cut(describeRule(rule as never, language), 400)));
    const blanks = small.flatMap(({ strings }) =>
      strings
        .filter((string) => !templated.has(string))
        .filter((string) => /\{[a-z_]+\}/.test(string.replace(/\{\{[^}]*\}\}/g, ''))),
    );
    expect(blanks).toEqual([]);
  });
});
