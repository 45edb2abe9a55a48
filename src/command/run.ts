import type { Rule, RuleInput } from '../catalogue/document';
import { shownActions } from '../model/run';
import { neutralise } from '../rules/template';
import { message, type Text } from '../text/message';
import { besidePlan, fillIn, type WrongInput } from '../admin/hand-inputs';
import { sayAction } from '../admin/wording';
import { quotable } from '../text/shorten';
import { isFound, ruleIn, wordsOf } from './find-rule';
import type { Answer, Asked, CommandParts, Subcommand } from './subcommand';

/** The last word, for whoever has seen the plan. */
const CONFIRM = 'now';

/**
 * `/workflow run <rule>` opens a form. In words, `/workflow run <rule> [input=value …]`: the plan, then with `now` behind
 * it the rule. Values with blanks stand between quotes.
 */
export const BY_HAND: readonly Subcommand[] = [{ id: 'run', right: 'ask', inConversation: true, run: runByHand }];

async function runByHand(asked: Asked, { admin, screens }: CommandParts): Promise<Answer> {
  const { conversation = '', language, person: runner, rest } = asked;
  const offered = await admin.byHand.offered(conversation, runner);
  const typed = wordsOf(rest);
  const [first] = typed;
  if (first === undefined) return list(offered);
  const found = ruleIn(offered, typed, 'run');
  if (!found) return [message('command_run_not_offered', { id: quotable(first) }), ...list(offered)];
  if (!isFound(found)) return [found];
  const { rule, behind: words } = found;
  const confirmed = words.at(-1)?.toLowerCase() === CONFIRM;
  if (words.length === 0 && (await screens?.openHand(asked, conversation, rule.id))) return undefined;
  const filled = typedFor(rule.inputs ?? [], confirmed ? words.slice(0, -1) : words);
  if ('wrong' in filled) return filled.wrong;
  const run = { rule: rule.id, conversation, runner, inputs: filled.inputs };
  const ended = await admin.byHand[confirmed ? 'run' : 'plan'](run);
  if (!ended) return [message('command_run_later')];
  if ('refused' in ended) return [message('command_run_refused', { reason: ended.refused })];
  if ('heldBack' in ended) return [message(`command_run_${ended.heldBack === 'waiting' ? 'waits' : 'held_back'}`)];
  if ('plan' in ended)
    return [
      message('command_run_plan', { rule: rule.name.trim() }),
      ...ended.plan.map((text) => message('command_run_step', { text })),
      ...besidePlan(rule, language),
      message('command_run_confirm', {
        command: `/workflow run ${[rule.id, ...words.map(quoted)].join(' ')} ${CONFIRM}`,
      }),
    ];
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

/** What was typed, `amount=30` each, against what the rule asks for. */
function typedFor(asked: readonly RuleInput[], words: readonly string[]): Filled {
  const ids = asked.map(({ id }) => id);
  const strange = words.find((word) => !ids.includes(word.slice(0, Math.max(0, word.indexOf('=')))));
  if (strange !== undefined)
    return { wrong: [message('command_run_strange', { word: quotable(strange), inputs: ids.map((id) => `${id}=…`) })] };
  const typed = words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const);
  const filled = fillIn(asked, new Map(typed));
  if ('inputs' in filled) return filled;
  const say = ({ input: { id, label, choices = [] }, what }: WrongInput): Text =>
    what === 'lacks' ? message('command_run_lacks', { label, id }) : message('command_run_choice', { label, choices });
  return { wrong: filled.wrong.map(say) };
}

function quoted(word: string): string {
  return /\s/.test(word) ? word.replace('=', '="') + '"' : word;
}
