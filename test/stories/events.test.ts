import { sandbox, type SandboxOptions, type Sandbox } from '../sandbox';
import { runRecords } from './runs';
import { HAPPENINGS, type Stage } from './events/happenings';
import { RULES } from './events/rules';

/** Servers of the oldest version that the app runs on and of today; with events in and out of order. */
const SERVERS: readonly { readonly title: string; readonly version?: string; readonly shuffle?: number }[] = [
  { title: 'the server of today' },
  { title: 'the oldest server', version: '7.8' },
  { title: 'the server of today, events out of order', shuffle: 7 },
  { title: 'the oldest server, events out of order', version: '7.8', shuffle: 11 },
];

const options = ({ version, shuffle }: (typeof SERVERS)[number]): SandboxOptions => ({
  agents: ['anna', { username: 'bruno', in: ['Sales'] }],
  bots: ['ai.bot'],
  managers: ['boss'],
  departments: ['Support'],
  connected: true,
  server: { routing: 'Manual_Selection', version },
  settings: { rules: RULES },
  shuffle,
});

describe.each(SERVERS)('on $title', (server) => {
  let shop: Sandbox;
  let count = 0;
  beforeAll(async () => void (shop = await sandbox(options(server))));
  afterAll(() => shop.stop());

  /** Everything that the listening rules have heard since they were asked last. */
  let asked = 0;
  const heard = (): string[] => {
    const all = runRecords(shop).filter(({ rule }) => rule.startsWith('hears-'));
    const fresh = all.slice(asked);
    asked = all.length;
    return fresh.map(({ event }) => event.on).sort();
  };

  it.each(HAPPENINGS)('$title', async (happening) => {
    const customer = shop.customer(`customer-${(count += 1)}`);
    const [anna, bruno] = [shop.agent('anna'), shop.agent('bruno')];
    const stage: Stage = { shop, ws: shop.workspace, customer, room: () => customer.conversation(), anna, bruno };
    shop.serverSetting('Livechat_Routing_Method', 'Manual_Selection');
    shop.workspace.edition = 'CE';
    await anna.comesOnline();
    await anna.switches('available');
    await shop.settled();
    await happening.given?.(stage);
    await shop.settled();
    heard();
    await happening.does(stage);
    await shop.settled();
    expect(heard()).toEqual(happening.raises);
  });
});
