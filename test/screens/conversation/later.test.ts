import { sandbox, type Agent, type Customer, type Sandbox } from '../../sandbox';
import { idOn, look } from '../../support/look';

/** Anna has taken Carla's conversation, and its bar is open. */
async function withBar(play: (shop: Sandbox, anna: Agent, carla: Customer) => Promise<void>): Promise<void> {
  const shop = await sandbox({ agents: ['anna', 'bruno'], server: { routing: 'Manual_Selection' } });
  try {
    const [anna, carla] = [shop.agent('anna'), shop.customer('carla')];
    await carla.writes('Hi');
    await shop.settled();
    await anna.takes(carla);
    await anna.presses('workflow-room', carla);
    await play(shop, anna, carla);
  } finally {
    await shop.stop();
  }
}

test('what was typed for later stays when it cannot be planned: the conversation is over', () =>
  withBar(async (shop, anna, carla) => {
    await anna.presses(idOn(anna, 'later'));
    await anna.closes(carla);
    await shop.settled();
    const [when, text] = [idOn(anna, 'later.when'), idOn(anna, 'later.text')];
    await anna.submits({ [when]: 'in 2 hours', [text]: 'Your parcel is on its way.' });
    expect(look(anna)).toContain('"Your parcel is on its way."');
    expect(anna.errors()[text]).toContain('Nothing was planned');
  }));

test('a bar of a conversation that went to somebody else says so, to an agent', () =>
  withBar(async (shop, anna, carla) => {
    await anna.presses(idOn(anna, 'note'));
    await anna.forwards(carla, { agent: 'bruno' });
    await shop.settled();
    const field = idOn(anna, 'note.');
    await anna.submits({ [field]: 'Wants two of them.' });
    // It was long to type.
    expect(look(anna)).toContain('"Wants two of them."');
    expect(anna.errors()[field]).toContain('it is not yours');
    await anna.dismisses();
    await anna.presses(idOn(anna, 'tab.runs'));
    expect(look(anna)).toContain('it is not yours');
  }));
