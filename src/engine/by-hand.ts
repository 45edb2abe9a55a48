import { manual } from '../catalogue/events';
import { eventsOf, type Rule } from '../catalogue/document';
import { capturesOf, explain, view, type CompiledRule } from '../decide';
import { YES } from '../decide/rule-set';
import type { Actor, Event } from '../model/event';
import type { RunRecord } from '../model/run';
import { message, type Text } from '../text/message';
import { fingerprint } from '../rules/fingerprint';
import { matchNow } from './match-now';
import { isOnce } from './once';
import { plansOf } from './perform';
import { armOrRun, trace } from './rules-on-event';
import type { EngineParts, HeldBack } from './parts';
import { needsOf, stepsOf, type Match } from './run';

/** Somebody who runs rules by hand. */
export interface Runner extends Actor {
  readonly roles: readonly string[];
}

/** A rule, run by hand in a conversation. */
export interface HandRun {
  readonly rule: string;
  /** The conversation's id. */
  readonly conversation: string;
  readonly runner: Runner;
  /** By the input's id; checked against the rule before. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What rule was confirmed, where a plan of it was shown. */
  readonly print?: string;
}

/** What each action would do, in order; or why nothing would be done. */
export type HandPlan =
  | { readonly plan: readonly Text[]; readonly print: string }
  | { readonly heldBack: HeldBack }
  | { readonly refused: Text };
/** The record; why it was held back; or why it may not run. Undefined: left to recovery. */
export type HandEnd =
  { readonly ran: RunRecord } | { readonly heldBack: HeldBack } | { readonly refused: Text } | undefined;

/** Rules that somebody of the team runs (DESIGN.md 1, *By hand*). Who may see the conversation has been asked before. */
export interface ByHand {
  /** The rules that this person may run here now: those whose `if` is not false. */
  offered(conversation: string, runner: Runner): Promise<readonly Rule[]>;
  plan(run: HandRun): Promise<HandPlan>;
  /** In the conversation's lane; the rights and the conditions are asked again. */
  run(run: HandRun): Promise<HandEnd>;
}

/** Who runs rules that do not say `who`. */
const ANYBODY = ['livechat-agent', 'livechat-manager', 'livechat-monitor', 'admin'];

function mayRun({ who = ANYBODY }: Rule, { roles }: Runner): boolean {
  return who.some((role) => roles.includes(role));
}

export function createByHand(parts: EngineParts): ByHand {
  return {
    offered: async (conversation, runner) => {
      const rules = parts.program().set.rules.filter(({ rule }) => isManual(rule) && mayRun(rule, runner));
      const found = await Promise.all(
        rules.map(async (compiled) => {
          const match = await matchOf(parts, compiled, { conversation, runner });
          return match && explain(compiled, match.view).verdict !== false ? [compiled.rule] : [];
        }),
      );
      return found.flat();
    },

    plan: async (run) => {
      const match = await allowed(parts, run);
      if ('refused' in match) return match;
      const { rule } = match.rule;
      if (isOnce(rule) && !(await parts.once.isFree(rule, match.event))) return { heldBack: 'once' };
      await match.factsLoader.load(needsOf(match));
      const facts = match.factsLoader.facts();
      const held = capturesOf(match.rule.capturing, view(match.program.set, facts));
      return {
        plan: plansOf(stepsOf(match), { ...facts, match: held }, rule),
        print: fingerprint(rule),
      };
    },

    run: async (run) => {
      let ended: HandEnd = { refused: message('reason_busy') };
      await parts.lanes.run(run.conversation, async () => {
        const match = await allowed(parts, run);
        if ('refused' in match) return void (ended = match);
        parts.waits?.raised(match.event);
        const facts = match.factsLoader.facts();
        const { id, run: ran, heldBack } = await armOrRun(parts, match);
        ended = heldBack ? { heldBack } : ran && { ran };
        trace(parts, match.event, match.program, {
          seen: [{ from: 0, facts }],
          only: run.rule,
          ...(heldBack && { heldBack: new Map([[run.rule, heldBack]]) }),
          runs: id === undefined ? [] : [id],
        });
      });
      return ended;
    },
  };
}

function isManual(rule: Rule): boolean {
  return eventsOf(rule).includes(manual.id);
}

/** The match, when this person may run the rule here and its condition is true. */
async function allowed(parts: EngineParts, run: HandRun): Promise<Match | { readonly refused: Text }> {
  const compiled = parts.program().set.rules.find(({ rule }) => rule.id === run.rule);
  if (!compiled || !isManual(compiled.rule)) return { refused: message('hand_not_manual') };
  if (run.print !== undefined && run.print !== fingerprint(compiled.rule))
    return { refused: message('reason_rule_changed') };
  if (!mayRun(compiled.rule, run.runner)) return { refused: message('hand_no_rights') };
  const suspended = await parts.suspended(run.conversation);
  if (suspended) return { refused: message(`reason_${suspended}`) };
  const match = await matchOf(parts, compiled, run);
  if (!match) return { refused: message('reason_conversation_gone') };
  return compiled.ask(match.view) === YES ? match : { refused: message('hand_not_now') };
}

/** The rule over what is known of the conversation now; undefined when there is no such conversation (any more). */
async function matchOf(
  parts: EngineParts,
  rule: CompiledRule,
  { conversation: id, runner, inputs }: Pick<HandRun, 'conversation' | 'runner'> & Partial<Pick<HandRun, 'inputs'>>,
): Promise<Match | undefined> {
  const conversation = await parts.host.conversation(id);
  if (!conversation) return undefined;
  const { username, name } = runner;
  const event: Event = {
    id: `${manual.id}:${parts.newId()}`,
    on: manual.id,
    at: parts.now(),
    conversation,
    actor: { username, ...(name !== undefined && { name }) },
    ...(inputs && { inputs }),
  };
  return matchNow(parts, { rule, program: parts.program(), event, link: parts.echoes.place(event) }, true);
}
