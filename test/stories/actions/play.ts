import { sandbox, type Sandbox } from '../../sandbox';
import { defaultPermissions } from '../../sandbox/workspace/permissions';
import { runLines, runRecords } from '../runs';
import type { ActionCase, Stage, Step } from './case';

/** The app's settings, unless a case says otherwise. */
const SETTINGS: Readonly<Record<string, string>> = {
  ...{ server_url: '', server_user_id: '', server_token: '' },
  ...{ agents: '', field_tags: 'tags' },
};

/** Between two cases no rule runs. There is one all the same: so the report in the app's settings stays as it is. */
const IDLE = {
  rules: [
    {
      id: 'idle',
      name: 'Never',
      on: 'conversation_started',
      if: { field: 'customer.name', operator: 'is', value: 'Nobody' },
      do: [{ action: 'note_conversation', text: 'Never' }],
    },
  ],
};

/** A shop in which one action after the other is played; nothing of one is left for the next. */
export function actionSandbox(server: Readonly<Record<string, unknown>> = {}): Promise<Sandbox> {
  return sandbox({
    agents: ['anna', { username: 'bruno', in: ['Sales'] }],
    bots: [{ username: 'ai.bot', in: ['Bots'] }],
    managers: ['boss'],
    departments: ['Support'],
    customFields: ['tags', 'notes', 'plan', { _id: 'crm', scope: 'room' }, { _id: 'zip', regexp: '^[0-9]+$' }],
    server: { routing: 'Manual_Selection', ...server },
    settings: { rules: IDLE },
  });
}

let count = 0;

/** In an order in which the app's settings change least: each change has the app look at everything anew. */
export function ordered(cases: readonly ActionCase[]): readonly ActionCase[] {
  return [...cases].sort((a, b) => Number(a.connected ?? false) - Number(b.connected ?? false));
}

/**
 * Plays one case and gives how it ended; the shop is as it was before, but for the app's settings: the next case has
 * them as it needs them.
 */
export async function play(shop: Sandbox, played: ActionCase): Promise<string> {
  const customer = shop.customer(`customer-${(count += 1)}`, { name: 'Ana' });
  const [anna, bruno] = [shop.agent('anna'), shop.agent('bruno')];
  const stage: Stage = { shop, customer, room: () => customer.conversation(), anna, bruno };
  const { on = 'customer_message', without, server = {}, settings } = played;
  const ws = shop.workspace;
  const before = { ...ws.data.settings };
  const { traits } = ws;
  await customer.writes('Good morning');
  await shop.settled();
  const wanted = { ...SETTINGS, ...(played.connected && shop.connection()), ...settings };
  for (const [id, value] of Object.entries(wanted)) if (shop.setting(id) !== value) await shop.setting(id, value);
  for (const [id, value] of Object.entries(server)) shop.serverSetting(id, value);
  await played.given?.(stage);
  await shop.settled();
  const steps: readonly Step[] = isOne(played.step) ? [played.step] : played.step;
  // An id of its own: a rule that fails again and again is put aside.
  await shop.setting('rules', { rules: [{ id: `rule-${count}`, name: 'The rule', on, if: 'always', do: steps }] });
  await shop.settled();
  const ran = runRecords(shop).length;
  if (without) shop.permission(without, false);
  await played.faults?.(stage);
  if (played.when) await played.when(stage);
  else await customer.writes('Hello');
  await shop.settled();
  await played.then?.(stage);
  await shop.settled();
  const lines = runLines(shop, ran);
  await played.after?.(stage);

  if (without) shop.permission(without, true);
  shop.faults.clear();
  await shop.setting('rules', IDLE);
  ws.data.settings = before;
  ws.data.permissions = defaultPermissions();
  ws.edition = 'CE';
  ws.traits = traits;
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
