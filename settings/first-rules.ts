import aiAgent from './examples/1-ai-agent.json';
import nobodyIsHere from './examples/2-nobody-is-here.json';
import contactLabels from './examples/3-contact-labels.json';
import reassign from './examples/4-reassign-to-online.json';
import byProfile from './examples/5-by-profile.json';

/**
 * The rules that a new installation begins with: the five workflows, in `watch` mode, so that they decide and record
 * and do nothing until somebody switches them to `live`.
 */
export function firstRules(): string {
  const rules = [aiAgent, nobodyIsHere, contactLabels, reassign, byProfile].flatMap((document) =>
    document.rules.map((rule) => ({ ...rule, mode: 'watch' })),
  );
  return JSON.stringify({ rules }, null, 2);
}
