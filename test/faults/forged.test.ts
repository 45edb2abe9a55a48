import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import { sandbox, type Sandbox, type View } from '../sandbox';
import { appUserById } from '../sandbox/workspace';

/** Nobody without the role changes rules: by command, by button, by a view that they do not have, or one that is old. */
const GREET = {
  id: 'greet',
  name: 'Greet',
  on: 'customer_message',
  if: 'always',
  do: [{ action: 'send_message', text: 'Hello.' }],
  once: { per: 'conversation' },
};
const RULES = { rules: [GREET] };

/** Everything that changes something, or shows what is not everybody's. */
const COMMANDS = [
  'new',
  'edit greet',
  'pause',
  'resume',
  'restore 1',
  'import {"rules": []}',
  'import now',
  'export',
  'history',
  'status',
  'test',
  'dry-run greet',
  'rules',
];

describe('rights', () => {
  let shop: Sandbox;
  beforeAll(async () => {
    shop = await sandbox({
      agents: ['anna'],
      managers: ['mara', 'nora'],
      server: { routing: 'Manual_Selection' },
      settings: { rules: RULES },
    });
    shop.workspace.data.users.push({ ...shop.agent('anna').user(), _id: 'eve', username: 'eve', roles: ['user'] });
  }, 60_000);
  afterAll(() => shop.stop());

  const unchanged = (): void => {
    expect(JSON.parse(shop.setting('rules') as string)).toEqual(RULES);
    expect(shop.setting('enabled')).not.toBe(false);
  };

  /** As the client of a user sends it, or somebody who pretends to be one. */
  const interact = async (user: string, interaction: object): Promise<unknown> => {
    const answer: unknown = await shop
      .instance()
      .manager.getListenerManager()
      .executeListener(AppInterface.IUIKitInteractionHandler, {
        appId: shop.instance().app().getID(),
        user: appUserById(shop.workspace, user),
        triggerId: 'forged',
        ...interaction,
      } as never);
    await shop.settled();
    return answer;
  };

  it.each(COMMANDS)('an agent and a stranger get nothing by /workflow %s', async (line) => {
    for (const who of ['anna', 'eve']) {
      await shop.agent(who).runs(`/workflow ${line}`);
      await shop.settled();
      expect(shop.agent(who).view()).toBeUndefined();
      unchanged();
    }
    const eve = shop.agent('eve').sees().join('\n');
    expect(eve).not.toContain('greet');
    expect(eve).not.toContain('Hello.');
  });

  it('a manager opens the builder; nobody else can use the view that they see there', async () => {
    await shop.agent('mara').runs('/workflow edit greet');
    await shop.settled();
    const view = shop.agent('mara').view()!;
    expect(view).toBeDefined();
    const state = forgedState(view);
    for (const who of ['anna', 'eve']) {
      await interact(who, { type: 'viewSubmit', payload: { view: { ...view, state } } });
      for (const [actionId, blockId, value] of actionsOf(view))
        await interact(who, {
          type: 'blockAction',
          actionId,
          payload: { blockId, value },
          container: { type: 'view', id: view.id },
        });
      expect(shop.agent(who).view()).toBeUndefined();
      unchanged();
    }
  });

  it('whoever loses the role while the builder is open saves nothing any more', async () => {
    await shop.agent('nora').runs('/workflow edit greet');
    await shop.settled();
    expect(shop.agent('nora').view()).toBeDefined();
    shop.agent('nora').user().roles = ['user', 'livechat-agent'];
    const view = shop.agent('nora').view()!;
    await interact('nora', { type: 'viewSubmit', payload: { view: { ...view, state: forgedState(view) } } });
    unchanged();
  });

  it('the same by a manager is saved', async () => {
    const view = shop.agent('mara').view()!;
    await interact('mara', { type: 'viewSubmit', payload: { view: { ...view, state: forgedState(view) } } });
    expect(shop.setting('rules')).toContain('Forged');
    await shop.setting('rules', RULES);
    await shop.settled();
  });

  it.each([
    ['no view', undefined],
    ['a view without an id', {}],
    ['a view that never was', { id: 'rules', blocks: [], state: {} }],
    ['a state of another shape', { id: 'rule', state: 'text', private_metadata: '{"__proto__": {"admin": true}}' }],
    ['nulls', { id: null, blocks: null, state: null }],
  ])('a forged interaction with %s changes nothing and breaks nothing', async (_what, view) => {
    for (const who of ['eve', 'anna', 'mara']) {
      await interact(who, { type: 'viewSubmit', payload: { view } });
      await interact(who, { type: 'viewClosed', payload: { view, isCleared: true } });
      for (const actionId of ['save', 'delete', 'rules', 'mute', '', '__proto__', 'constructor'])
        await interact(who, {
          type: 'blockAction',
          actionId,
          payload: { blockId: actionId, value: 'greet' },
          container: view && { type: 'view', id: (view as { id?: string }).id },
        });
      await interact(who, { type: 'actionButton', actionId: 'notes', payload: { context: 'roomAction' } });
    }
    unchanged();
    const errors = shop.logs().filter(({ severity, text }) => severity === 'error' && !text.startsWith('rules: '));
    expect(errors.map(({ method, text }) => `${method}: ${text}`)).toEqual([]);
  });

  it('only an agent mutes a conversation', async () => {
    const customer = shop.customer('ana');
    await customer.starts();
    await shop.settled();
    await shop.agent('eve').runs('/workflow mute', customer.conversation()._id);
    await customer.writes('hi');
    await shop.settled();
    expect(customer.sees()).toEqual(['ana: hi', 'Workflow: Hello.']);
  });
});

/** What the view holds, with another word in each of its texts. */
function forgedState(view: View): Record<string, Record<string, unknown>> {
  const other = (value: unknown): unknown => (typeof value === 'string' && value === GREET.name ? 'Forged' : value);
  return Object.fromEntries(
    Object.entries(view.state ?? {}).map(([block, values]) => [
      block,
      Object.fromEntries(Object.entries(values).map(([action, value]) => [action, other(value)])),
    ]),
  );
}

/** Every element of a view that can be pressed or chosen from. */
function actionsOf(view: View): readonly (readonly [actionId: string, blockId: string, value: unknown])[] {
  const found: [string, string, unknown][] = [];
  const walk = (node: unknown, blockId: string): void => {
    if (Array.isArray(node)) return node.forEach((each) => walk(each, blockId));
    if (typeof node !== 'object' || node === null) return;
    const { actionId, blockId: own, value } = node as Record<string, unknown>;
    const id = typeof own === 'string' ? own : blockId;
    if (typeof actionId === 'string') found.push([actionId, id, value]);
    for (const each of Object.values(node)) walk(each, id);
  };
  walk(view.blocks, '');
  return found;
}
