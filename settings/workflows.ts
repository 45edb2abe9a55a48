import aiAgent from './examples/1-ai-agent.json';
import nobodyIsHere from './examples/2-nobody-is-here.json';
import contactLabels from './examples/3-contact-labels.json';
import reassign from './examples/4-reassign-to-online.json';
import byProfile from './examples/5-by-profile.json';

type Part = Readonly<Record<string, unknown>>;

/** A rule as it is shipped, as far as setup makes others of it. */
export interface Example extends Part {
  readonly id: string;
  readonly if: Part & { readonly all?: readonly Part[] };
  readonly do: readonly Part[];
}

export type Workflow = 'ai_agent' | 'out_of_hours' | 'labels' | 'reassign' | 'by_profile';

/** The five workflows that `/workflow setup` offers, as the rules that are shipped with them. */
export const WORKFLOWS: Readonly<Record<Workflow, readonly Example[]>> = {
  ai_agent: aiAgent.rules,
  out_of_hours: nobodyIsHere.rules,
  labels: contactLabels.rules,
  reassign: reassign.rules,
  by_profile: byProfile.rules,
};

/** What a new installation begins with: nothing runs until somebody says what should. */
export const NO_RULES = JSON.stringify({ rules: [] }, null, 2);

/** What version 0.1 began with: all five, in `watch` mode. Who never touched them keeps them. */
export function watchedWorkflows(): string {
  const rules = Object.values(WORKFLOWS).flatMap((own) => own.map((rule) => ({ ...rule, mode: 'watch' })));
  return JSON.stringify({ rules }, null, 2);
}
