import type { Rule, RuleInput } from '../catalogue/document';
import { shownActions } from '../model/run';
import { neutralise } from '../rules/template';
import { fold } from '../text/fold';
import { message, type Text } from '../text/message';
import { sayAction } from '../admin/wording';
import { shown } from '../admin/command/shown';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

/** The last word, for whoever has seen the plan. */
const CONFIRM = 'now';

/**
 * `/workflow run <rule> [input=value …]`: the plan, then with `now` behind it the rule. Values with blanks stand
 * between quotes.
 */
export const BY_HAND: readonly Subcommand[] = [{ id: 'run', right: 'ask', inConversation: true, run: runByHand }];

async function runByHand(asked: Asked, { admin }: CommandParts): Promise<Answer> {
  const { conversation = '', language, person: runner, rest } = asked;
  const offered = await admin.byHand.offered(conversation, runner);
  const [id = '', ...words] = wordsOf(rest);
  if (id === '') return list(offered);
  const rule = offered.find((each) => each.id === id);
  if (!rule) return [message('command_run_not_offered', { id: shown(id) }), ...list(offered)];
  const confirmed = words.at(-1) === CONFIRM;
  const filled = fillIn(rule.inputs ?? [], confirmed ? words.slice(0, -1) : words);
  if ('wrong' in filled) return filled.wrong;
  const run = { rule: rule.id, conversation, runner, inputs: filled.inputs };
  if (!confirmed) {
    const planned = await admin.byHand.plan(run);
    if ('refused' in planned) return [message('command_run_refused', { reason: planned.refused })];
    return [
      message('command_run_plan', { rule: rule.name.trim() }),
      ...planned.plan.map((text) => message('command_run_step', { text })),
      message('command_run_confirm', { command: `/workflow run ${[id, ...words.map(quoted)].join(' ')} ${CONFIRM}` }),
    ];
  }
  const ended = await admin.byHand.run(run);
  if (!ended) return [message('command_run_later')];
  if ('refused' in ended) return [message('command_run_refused', { reason: ended.refused })];
  if ('heldBack' in ended) return [message(`command_run_${ended.heldBack === 'waiting' ? 'waits' : 'held_back'}`)];
  return [
    message('command_run_done', { rule: rule.name.trim() }),
    ...shownActions(ended.ran).map((action) => `    → ${neutralise(sayAction(action, language))}`),
  ];
}

function list(offered: readonly Rule[]): readonly Text[] {
  if (offered.length === 0) return [message('command_run_nothing')];
  return [
    message('command_run_offered'),
    ...offered.map(({ id, name, button = name, inputs = [] }) =>
      message('command_run_line', {
        button: button.trim(),
        command: ['/workflow run', id, ...inputs.map((input) => `${input.id}=…`)].join(' '),
      }),
    ),
  ];
}

type Filled = { readonly inputs: Readonly<Record<string, string>> } | { readonly wrong: readonly Text[] };

/** What was typed, against what the rule asks for. A choice is found folded. */
function fillIn(asked: readonly RuleInput[], words: readonly string[]): Filled {
  const typed = new Map(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
  const ids = asked.map(({ id }) => id);
  const strange = words.find((word) => !ids.includes(word.slice(0, Math.max(0, word.indexOf('=')))));
  if (strange !== undefined)
    return { wrong: [message('command_run_strange', { word: shown(strange), inputs: ids.map((id) => `${id}=…`) })] };
  const wrong: Text[] = [];
  const inputs: Record<string, string> = {};
  for (const { id, label, kind, choices = [], required } of asked) {
    const text = (typed.get(id) ?? '').trim();
    const value = kind === 'choice' ? choices.find((choice) => fold(choice) === fold(text)) : text.slice(0, 1000);
    if (text === '' && required === true) wrong.push(message('command_run_lacks', { label, id }));
    else if (text !== '' && value === undefined) wrong.push(message('command_run_choice', { label, choices }));
    else if (text !== '' && value !== undefined) inputs[id] = value;
  }
  return wrong.length > 0 ? { wrong } : { inputs };
}

/** Words between blanks; quotes hold several together. */
function wordsOf(line: string): readonly string[] {
  const straight = line.replace(/[\u201c\u201d\u201e]/g, '"');
  return [...straight.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));
}

function quoted(word: string): string {
  return /\s/.test(word) ? word.replace('=', '="') + '"' : word;
}
