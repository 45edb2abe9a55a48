import { eventsOf } from '../catalogue/document';
import { neutralise, neutraliseText } from '../rules/template';
import { translate, message, type Language, type Text } from '../text/message';
import type { Finding } from '../model/finding';
import { headlineOf } from '../admin/rule-book/headline';
import type { RuleStats } from '../admin/runs/run-counts';
import { sentenceOf, type BookRule, type Changed } from '../admin/rule-book/rule-book';
import { apply, exportText, previewImport, previewRestore, type Preview } from '../admin/rule-book/transfer';
import { sayMoment, authorText, lastRunText } from '../admin/wording';
import { sayFinding as sayFindingAsItIs } from '../rules/say-finding';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';
import { findRule, isFound } from './find-rule';
import { dryRunAnswer } from './dry-run';

const sayFinding = (finding: Finding, language: Language): string =>
  sayFindingAsItIs({ ...finding, text: neutraliseText(finding.text) }, language);

const LISTED = 25;
const FINDINGS = 20;

/** Subcommands about the rules. */
export const RULES: readonly Subcommand[] = [
  {
    id: 'rules',
    right: 'change',
    run: async (asked, parts) => ((await parts.screens?.openRules(asked)) ? undefined : listRules(asked, parts)),
  },
  {
    id: 'setup',
    right: 'change',
    run: ofDocument(async (asked, { screens }) =>
      (await screens?.openSetup(asked)) ? undefined : [message('command_no_screen')],
    ),
  },
  {
    id: 'new',
    right: 'change',
    run: ofDocument(async (asked, { screens }) =>
      (await screens?.openNew(asked)) ? undefined : [message('command_no_screen')],
    ),
  },
  {
    id: 'edit',
    right: 'change',
    run: ofDocument(async (asked, { admin, screens }) => {
      const found = findRule(admin.book.read(), asked.rest, 'edit');
      if (!isFound(found)) return [found];
      const { id } = found.rule;
      return id !== null && (await screens?.openEdit(asked, id)) ? undefined : [message('command_no_screen')];
    }),
  },
  { id: 'test', right: 'change', run: ofDocument((asked, parts) => Promise.resolve(testRules(asked, parts))) },
  { id: 'dry-run', right: 'change', run: dryRunAnswer },
  { id: 'history', right: 'change', run: showHistory },
  { id: 'restore', right: 'change', run: restore },
  {
    id: 'export',
    right: 'change',
    run: (_asked, { admin }) => {
      const text = exportText(admin.book.read());
      return Promise.resolve(
        text === undefined ? [message('command_export_unreadable')] : ['```json', fenced(text), '```'],
      );
    },
  },
  { id: 'import', right: 'change', run: importRules },
];

/** What is about the document as it is saved: while that is refused, why is all there is to say. */
function ofDocument(run: Subcommand['run']): Subcommand['run'] {
  return async (asked, parts) => {
    const { refused, findings } = parts.admin.book.read();
    if (!refused) return run(asked, parts);
    return [message('view_refused'), ...findings.map((each) => sayFinding(each, asked.language))];
  };
}

async function listRules(asked: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  const { language } = asked;
  const { inForce, refused, findings } = admin.book.read();
  const head = refused ? 'view_refused' : inForce.length === 0 ? 'command_no_rules' : undefined;
  const stats = await admin.records.stats();
  const lines = inForce
    .slice(0, LISTED)
    .flatMap((rule) => ruleLines(rule, rule.id === null ? undefined : stats.get(rule.id), language, zone()));
  const more = inForce.length - LISTED;
  return [
    ...(head ? [message(head)] : []),
    ...findings.map((each) => sayFinding(each, language)),
    ...lines,
    ...(more > 0 ? [message('command_more_rules', { count: more })] : []),
  ];
}

function ruleLines(
  rule: BookRule,
  stats: RuleStats | undefined,
  language: Language,
  zone: string,
): readonly (string | Text)[] {
  const mode = translate(language, message(`mode_${rule.mode}`));
  const events = rule.rule ? eventsOf(rule.rule).map((on) => translate(language, message(`event_${on}`))) : [];
  const sentence = rule.state === 'active' ? sentenceOf(rule, language) : undefined;
  return [
    `${rule.index + 1}. *${neutralise(rule.name.trim()) || '–'}* (\`${rule.id ?? '?'}\`) · ${[mode, ...events].join(' · ')}`,
    ...(sentence === undefined ? [] : [`    ${neutralise(sentence)}`]),
    ...(rule.state === 'set_aside' ? [`    ${translate(language, message('command_set_aside'))}`] : []),
    ...rule.findings
      .filter(({ level }) => level === 'error')
      .slice(0, 3)
      .map((finding) => `    ${sayFinding(finding, language)}`),
    `    ${translate(language, lastRunText(stats, language, zone))}`,
  ];
}

/** The tests in the rules, as they went when the rules were read. */
function testRules({ language, rest }: Asked, { admin }: CommandParts): Answer {
  const book = admin.book.read();
  const found = rest === '' ? undefined : findRule(book, rest, 'test');
  if (found && !isFound(found)) return [found];
  const only = found?.rule;
  const tests = admin.tests().filter(({ rule }) => !only || rule === only.id);
  if (tests.length === 0) return [message('command_no_tests')];
  const failed = tests.filter(({ passed }) => !passed);
  const findings = book.rules
    .flatMap((rule) => rule.findings)
    .filter(({ place, level }) => level === 'error' && place.startsWith('tests'))
    .filter(({ rule }) => !only || rule === only.id);
  return [
    message('command_tests', { passed: tests.length - failed.length, count: tests.length }),
    ...tests
      .slice(0, 100)
      .map(({ rule, name, passed }) => `${passed ? '🟢' : '🔴'} \`${rule ?? '?'}\` ${neutralise(name)}`),
    ...findings.slice(0, FINDINGS).map((finding) => sayFinding(finding, language)),
  ];
}

async function showHistory(asked: Asked, { admin, screens, zone }: CommandParts): Promise<Answer> {
  if (await screens?.openHistory(asked)) return undefined;
  const { language } = asked;
  const entries = (await admin.book.history.list()).slice(0, 15);
  if (entries.length === 0) return [message('history_empty')];
  return [
    ...entries.flatMap(({ n, at, by, why, changes }) => [
      `*${n}* · ${translate(language, neutraliseText(headlineOf({ why, changes })))}`,
      `    ${translate(language, neutraliseText(why))} · ${translate(language, authorText(by))} · ${sayMoment(at, language, zone())}`,
      ...(changes.length < 2 ? [] : changes)
        .slice(0, 10)
        .map((change) => `    ${translate(language, neutraliseText(change))}`),
    ]),
    message('history_how_to_restore'),
  ];
}

async function restore({ language, person, rest }: Asked, { admin }: CommandParts): Promise<Answer> {
  if (!/^#?\d+$/.test(rest)) return [message('command_which_number')];
  const n = Number(rest.replace('#', ''));
  const found = await previewRestore(admin.book, n);
  if (!found) return [message('command_no_number', { n })];
  if (!found.previewed.ok) return found.previewed.findings.slice(0, FINDINGS).map((each) => sayFinding(each, language));
  const { preview } = found.previewed;
  if (preview.changes.length === 0) return [message('command_restore_same', { n })];
  const changed = await apply(admin.book, person, preview, message('history_why_restored', { n }));
  return told(changed, preview, message('command_restored', { n }), language);
}

async function importRules(asked: Asked, { admin, screens, imports }: CommandParts): Promise<Answer> {
  const { rest, person, language } = asked;
  if (rest === '') return (await screens?.openImport(asked)) ? undefined : [message('command_import_how')];
  if (rest.toLowerCase() === 'now') {
    const pending = imports.take(person.id);
    if (!pending) return [message('command_import_nothing')];
    const previewed = await previewImport(admin.book, pending.source);
    if (!previewed.ok) return previewed.findings.map((each) => sayFinding(each, language));
    // What was shown was against the rules of then.
    const preview = { ...previewed.preview, basedOn: pending.basedOn };
    const changed = await apply(admin.book, person, preview, message('history_why_imported'));
    return told(changed, preview, message('command_imported'), language);
  }
  // What was pasted before is not meant any more.
  imports.take(person.id);
  const previewed = await previewImport(admin.book, rest);
  if (!previewed.ok) return previewed.findings.slice(0, FINDINGS).map((each) => sayFinding(each, language));
  const { preview } = previewed;
  if (preview.changes.length === 0) return [message('command_import_same')];
  imports.put(person.id, { basedOn: preview.basedOn, source: rest, at: admin.now() });
  return [message('command_import_preview'), ...previewLines(preview, language), message('command_import_confirm')];
}

function previewLines({ changes, findings, lost }: Preview, language: Language): readonly (string | Text)[] {
  const errors = findings.filter(({ level }) => level === 'error');
  return [
    ...changes.map((change) => `    ${translate(language, neutraliseText(change))}`),
    ...errors.slice(0, FINDINGS).map((each) => sayFinding(each, language)),
    ...(lost.length > 0 ? [message('command_secrets_lost', { rules: lost })] : []),
  ];
}

/** What came of a change, for whoever made it. */
function told(changed: Changed, preview: Preview, done: Text, language: Language): Answer {
  if (changed.ok) return [done, ...previewLines(preview, language)];
  if (changed.reason === 'refused')
    return changed.findings.slice(0, FINDINGS).map((each) => sayFinding(each, language));
  return [
    changed.last ? message('command_conflict_by', { who: authorText(changed.last.by) }) : message('command_conflict'),
  ];
}

/** The same JSON, in which nothing ends the block of code that it stands in. */
function fenced(json: string): string {
  return json.replaceAll('```', '\\u0060\\u0060\\u0060');
}
