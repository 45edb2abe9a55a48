import type { Agent } from '../sandbox/api/agent';
import type { Customer, Sandbox } from '../sandbox';

/** What a person sees in the view on top: its title, then texts, fields and buttons from top to bottom. */
export function look(agent: Agent): string {
  const view = agent.view();
  if (!view) return 'nothing';
  const title = (view.title as { text: string }).text;
  return [`# ${title}`, ...view.blocks.flatMap((block) => lines(block as never, view.state ?? {}))].join('\n');
}

type State = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Shown {
  readonly type?: string;
  readonly blockId?: string;
  readonly text?: { readonly type: string; readonly text: string };
  readonly label?: { readonly text: string };
  readonly element?: Shown;
  readonly accessory?: Shown;
  readonly elements?: readonly Shown[];
  readonly actionId?: string;
  readonly initialValue?: unknown;
  readonly options?: readonly { readonly value: string; readonly text: { readonly text: string } }[];
}

/** What a client draws: without the marks of markdown, and without what is there to break them. */
const bare = ({ type, text }: NonNullable<Shown['text']>): string =>
  type === 'mrkdwn' ? text.replace(/\*(.*?)\*/g, '$1').replaceAll('\u2060', '') : text;

/** A field shows what the client holds for it, and only without that what the app says. */
function lines(
  { type, blockId = '', text, label, element, accessory, elements = [] }: Shown,
  state: State,
): readonly string[] {
  if (type === 'context') return elements.map((each) => `  ${String(each.text as never)}`);
  const value = JSON.stringify(state[blockId]?.[element?.actionId ?? ''] ?? element?.initialValue ?? '');
  return [
    ...(text ? [`${bare(text)}${accessory ? ` [${accessory.actionId}]` : ''}`] : []),
    ...(label && element ? [`${label.text}: ${value} [${element.actionId}]`] : []),
    ...(elements.length > 0 ? [elements.map(({ actionId }) => `[${actionId}]`).join(' ')] : []),
  ];
}

/** The action id of the first field or button on the view whose id begins so. */
export function idOn(agent: Agent, start: string): string {
  const found = [...look(agent).matchAll(/\[([^\]\s]+)\]/g)].map(([, id]) => id!).find((id) => id.startsWith(start));
  if (found === undefined) throw new Error(`There is no "${start}…" on this view:\n${look(agent)}`);
  return found;
}

/** The options of a list whose id begins so: `value = words`. */
export function optionsOf(agent: Agent, start: string): readonly string[] {
  const id = idOn(agent, start);
  const elements = agent.view()!.blocks.flatMap((block) => {
    const { element, accessory, elements: several = [] } = block as unknown as Shown;
    return [...several, ...(element ? [element] : []), ...(accessory ? [accessory] : [])];
  });
  return elements
    .filter(({ actionId }) => actionId === id)
    .flatMap(({ options = [] }) => options.map(({ value, text }) => `${value} = ${text.text}`));
}

/** Presses what begins so, with a value where one is chosen. */
export async function press(agent: Agent, start: string, value?: string): Promise<void> {
  await agent.presses(idOn(agent, start), undefined, value);
}

/** Chooses from the menu of a rule in the list, by its name. */
export async function choose(agent: Agent, rule: string, value: string): Promise<void> {
  const line = look(agent)
    .split('\n')
    .find((each) => each.includes(rule) && each.includes('[rule.'));
  const id = /\[(rule\.\d+)\]/.exec(line ?? '')?.[1];
  if (id === undefined) throw new Error(`The list has no rule "${rule}":\n${look(agent)}`);
  await agent.presses(id, undefined, value);
}

interface Saved {
  readonly id: string;
  readonly name: string;
  readonly mode?: string;
  readonly [key: string]: unknown;
}

/** The rules as they are saved. */
export function saved(shop: Sandbox): readonly Saved[] {
  return (JSON.parse(String(shop.setting('rules'))) as { rules: Saved[] }).rules;
}

export const savedIds = (shop: Sandbox): readonly string[] => saved(shop).map(({ id }) => id);

/** A rule that answers its own id. */
export const rule = (id: string, more: object = {}) => ({
  id,
  name: `Rule ${id}`,
  on: 'customer_message',
  if: { field: 'message.text', operator: 'contains', value: id },
  do: [{ action: 'send_message', text: `About ${id}.` }],
  once: { per: 'conversation' },
  ...more,
});

/** What a command answers to whoever typed it. */
export async function answered(shop: Sandbox, who: string, line: string, where?: Customer): Promise<string> {
  const agent = shop.agent(who);
  const before = agent.sees().length;
  await agent.runs(line, where);
  await shop.settled();
  return agent.sees().slice(before).join('\n').replaceAll('(only you) ', '');
}
