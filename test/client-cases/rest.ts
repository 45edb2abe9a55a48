import type { WebClient } from '../sandbox';
import type { Play, Plays } from './stage';
import { modal } from './views';

const roomButton: Play<WebClient> = async (at) =>
  at.client.sends(at.shop.instance().app().getID(), {
    type: 'actionButton',
    actionId: 'btn',
    rid: at.room.r1,
    payload: { context: 'roomAction' },
  });

export const rest: Plays<WebClient> = {
  'rest-1': async (at) => {
    at.app({ answer: { open: modal('v1', ['by REST']) } });
    await roomButton(at);
    at.sees();
  },
  'rest-2': async (at) => {
    at.app({ open: modal('v1', ['by WS']) }, { answer: 'success' });
    await roomButton(at);
    at.sees();
  },
  'rest-3': async (at) => {
    at.app({ open: modal('v1', ['loading']) }, { waits: 1 }, { answer: { update: modal('v1', ['loaded']) } });
    const pressing = roomButton(at);
    await at.script.waiting();
    await at.passes(300);
    at.script.goesOn();
    await pressing;
    at.sees();
  },
  'rest-4': async (at) => {
    at.app({ waits: 1 }, { answer: { open: modal('v1', ['late']) } });
    const pressing = roomButton(at);
    await at.script.waiting();
    await at.passes(1_000);
    at.sees();
    await at.passes(4_300);
    await pressing;
    at.sees();
    at.script.goesOn();
    await at.shop.settled();
    at.sees();
  },
  'rest-5': async (at) => {
    at.app({ throws: 'boom' });
    await roomButton(at);
    at.sees();
    at.extra('answer', at.posted()[0]?.answer);
  },
  'rest-6': async (at) => {
    at.app({ open: modal('v1', ['by WS']) }, { throws: 'boom' });
    await roomButton(at);
    at.sees();
  },
};
