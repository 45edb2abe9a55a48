import { sandbox, type Shop } from '../../sandbox';
import { defaultPermissions } from '../../sandbox/workspace/permissions';
import { runLines } from '../runs';
import type { ActionCase, Stage, Step } from './case';

const SETTINGS: Readonly<Record<string, string>> = {
  ...{ server_url: '', server_user_id: '', server_token: '' },
  ...{ agents: '', field_tags: 'tags', field_notes: 'notes' },
};

/** A shop in which one action after the other is played; nothing of one is left for the next. */
export function actionShop(server: Readonly<Record<string, unknown>> = {}): Promise<Shop> {
  return sandbox({
    agents: ['anna', { username: 'bruno', in: ['Sales'] }],
    bots: [{ username: 'ai.bot', in: ['Bots'] }],
    managers: ['boss'],
    departments: ['Support'],
    customFields: ['tags', 'notes', 'plan', { _id: 'crm', scope: 'room' }, { _id: 'zip', regexp: '^[0-9]+$' }],
    server: { routing: 'Manual_Selection', ...server },
    settings: { rules: { rules: [] } },
  });
}

let count = 0;

/** Plays one case and gives how it ended; the shop is as it was before. */
export async function play(shop: Shop, played: ActionCase): Promise<string> {
  const customer = shop.customer(`customer-${(count += 1)}`, { name: 'Ana' });
  const [anna, bruno] = [shop.agent('anna'), shop.agent('bruno')];
  const stage: Stage = { shop, customer, room: () => customer.conversation(), anna, bruno };
  const { on = 'customer_message', without, server = {}, settings } = played;
  const ws = shop.workspace;
  const before = { ...ws.data.settings };
  await customer.writes('Good morning');
  await shop.settled();
  for (const [id, value] of Object.entries({ ...(played.connected && shop.connection()), ...settings }))
    await shop.setting(id, value);
  for (const [id, value] of Object.entries(server)) shop.serverSetting(id, value);
  await played.given?.(stage);
  await shop.settled();
  const steps: readonly Step[] = isOne(played.step) ? [played.step] : played.step;
  // An id of its own: a rule that fails again and again is put aside.
  await shop.setting('rules', { rules: [{ id: `rule-${count}`, name: 'The rule', on, if: 'always', do: steps }] });
  await shop.settled();
  const ran = runLines(shop).length;
  if (without) shop.permission(without, false);
  await played.faults?.(stage);
  if (played.when) await played.when(stage);
  else await customer.writes('Hello');
  await shop.settled();
  await played.then?.(stage);
  await shop.settled();
  const lines = runLines(shop).slice(ran);
  await played.after?.(stage);

  if (without) shop.permission(without, true);
  shop.faults.clear();
  await shop.setting('rules', { rules: [] });
  for (const [id, value] of Object.entries(SETTINGS)) await shop.setting(id, value);
  ws.data.settings = before;
  ws.data.permissions = defaultPermissions();
  ws.edition = 'CE';
  for (const room of ws.data.rooms.filter(({ t, open }) => t === 'l' && open)) {
    await shop.agent('boss').closes(room._id);
  }
  for (const username of ['anna', 'bruno', 'ai.bot']) {
    const agent = shop.agent(username);
    Object.assign(agent.user(), { active: true });
    await agent.comesOnline();
    await agent.switches('available');
  }
  await shop.settled();
  const start = `rule-${count} on ${on}: `;
  return lines.map((line) => actionless(line.slice(start.length), steps)).join(' | ');
}

function isOne(step: ActionCase['step']): step is Step {
  return 'action' in step;
}

/** The outcomes alone: which action it is stands in the case. */
function actionless(line: string, steps: readonly Step[]): string {
  return steps.reduce((left, { action }) => left.replace(`${action} `, ''), line);
}
