import { neutralise, neutraliseText } from '../rules/template';
import { translate, message, type Language, type MessageKey, type Text } from '../text/message';
import { mayChangeRules } from '../admin/rights';
import { shownActions, type RunRecord } from '../model/run';
import { findRule, isFound } from './find-rule';
import { lastTimes } from '../admin/apply';
import { WHY_EVENTS } from '../admin/runs/why';
import { whyLines, whyRuleLines } from '../admin/why-lines';
import { quotable } from '../text/shorten';
import { lastRunText, sayAction, sayMoment } from '../admin/wording';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

const RUNS = 10;

/** Subcommands about the conversation in which they are typed. */
export const TALK: readonly Subcommand[] = [
  {
    id: 'why',
    right: 'ask',
    inConversation: true,
    run: why,
  },
  { id: 'runs', right: 'ask', run: (asked, parts) => (asked.rest === '' ? runs(asked, parts) : runsOf(asked, parts)) },
  { id: 'notes', right: 'ask', inConversation: true, run: notes },
  {
    id: 'mute',
    right: 'ask',
    inConversation: true,
    run: async ({ conversation = '', person }, { admin }) => {
      if (await admin.mutes.mute(conversation, person.username)) return [message('command_muted')];
      const before = await admin.mutes.of(conversation);
      return [message('command_muted_already', { who: before?.by ?? '–' })];
    },
  },
  {
    id: 'unmute',
    right: 'ask',
    inConversation: true,
    run: async ({ conversation = '' }, { admin }) => [
      message((await admin.mutes.unmute(conversation)) ? 'command_unmuted' : 'command_not_muted'),
    ],
  },
];

/** `/workflow why`, `/workflow why 40`, `/workflow why <rule>`. */
async function why({ conversation = '', language, rest }: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  if (rest === '') return whyLines(await admin.why(conversation), language, zone());
  const { inForce } = admin.book.read();
  if (/^[1-9]\d{0,3}$/.test(rest) && inForce.every(({ id }) => id !== rest))
    return whyLines(await admin.why(conversation, Number(rest)), language, zone());
  const found = findRule(admin.book.read(), rest, 'why');
  if (!isFound(found)) return [found];
  const { rule } = found;
  const error = rule.findings.find(({ level }) => level === 'error');
  const lines = whyRuleLines(await admin.why(conversation), rule.id ?? '', language, zone());
  return [
    ...(rule.mode === 'off' ? [message('why_rule_off', { rule: rule.name })] : []),
    ...(error ? [message('health_set_aside', { rule: rule.name || (rule.id ?? ''), problem: error.text })] : []),
    ...(lines.length > 0 ? lines : [message('why_rule_unheard', { rule: rule.name, count: WHY_EVENTS })]),
  ];
}

async function runs({ conversation, language }: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  if (conversation === undefined) return [message('command_in_conversation', { command: 'runs' })];
  const found = await admin.records.ofConversation(conversation, RUNS);
  return found.length === 0 ? [message('command_no_runs')] : linesOf(found, language, zone());
}

/** What a rule has done, in whatever conversation: for those who may see them all. */
async function runsOf(asked: Asked, { admin, screens, zone }: CommandParts): Promise<Answer> {
  if (!mayChangeRules(asked.person))
    return [message('command_rights_to_change', { command: `runs ${quotable(asked.rest)}` })];
  const named = findRule(admin.book.read(), asked.rest, 'runs');
  if (!isFound(named)) return [named];
  const { id, name } = named.rule;
  if (id === null || (await screens?.openRuns(asked, id))) return undefined;
  const found = await admin.records.ofRule(id, RUNS);
  const times = await lastTimes(admin, { id, name }, asked.language, zone());
  return [
    ...(found.length === 0
      ? [lastRunText((await admin.records.stats()).get(id), asked.language, zone())]
      : linesOf(found, asked.language, zone())),
    ...times.map((line) => neutralise(line)),
  ];
}

function linesOf(found: readonly RunRecord[], language: Language, zone: string): readonly string[] {
  return found.flatMap((run) => {
    const { at, by, name, rule, mode, event } = run;
    return [
      [
        `*${sayMoment(at, language, zone)}*`,
        `*${neutralise(name.trim())}* (\`${rule}\`)`,
        translate(language, message(`event_${event.on}`)),
        ...(by === undefined ? [] : [neutralise(`@${by}`)]),
        ...(mode === 'watch' ? [translate(language, message('mode_watch'))] : []),
      ].join(' · '),
      ...shownActions(run).map((action) => `    → ${neutralise(sayAction(action, language))}`),
    ];
  });
}

async function notes({ conversation: id = '', language }: Asked, { admin, zone }: CommandParts): Promise<Answer> {
  const conversation = await admin.host.conversation(id);
  if (!conversation) return [message('command_conversation_gone')];
  const found = await admin.host.notes(conversation);
  const lines = (heading: MessageKey, list: typeof found.conversation): readonly (string | Text)[] =>
    list.length === 0
      ? []
      : [
          message(heading),
          ...list.map(({ at, by, text: said, sentence }) => {
            const who = by.startsWith('@') ? neutralise(by) : `\`${by}\``;
            const what = sentence ? translate(language, neutraliseText(sentence)) : neutralise(said);
            return `• ${sayMoment(at, language, zone())} · ${who}: ${what}`;
          }),
        ];
  const all = [
    ...(found.tags.length === 0 ? [] : [message('command_contact_tags', { tags: found.tags })]),
    ...lines('command_notes_conversation', found.conversation),
    ...lines('command_notes_contact', found.contact),
    ...(found.field === undefined ? [] : [message('command_notes_field'), neutralise(found.field)]),
  ];
  return all.length === 0 ? [message('command_no_notes')] : all;
}
