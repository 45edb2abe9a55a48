import { conversationKey } from '../../../src/ports/keys';
import type { Sandbox } from '..';
import { conversations, stored } from './rooms';
import type { WhyState } from './shapes';

/**
 * What the app itself answers to `/workflow why`: what it has looked at stands in the memory of its own process, and
 * this is how anybody gets at it. Asked anew, as the administrator, whenever something has happened in a conversation.
 */
export interface Asker {
  /** Asks where something has happened since; resolves when the answers are there. */
  ask(): Promise<void>;
  answers(): Readonly<Record<string, WhyState>>;
}

/** Conversations whose answers are kept fresh. */
const ASKED = 12;

export function createAsker(shop: Sandbox): Asker {
  const answers = new Map<string, WhyState>();

  async function askIn(id: string, of: string): Promise<void> {
    const { ephemeral } = shop.workspace;
    const before = ephemeral.length;
    await shop.agent('admin').runs('/workflow why', id);
    const mine = ephemeral.filter(({ rid, userId }, index) => index >= before && rid === id && userId === 'admin');
    // It was asked for this page, and is not one of the messages that the administrator would see.
    for (const note of mine) ephemeral.splice(ephemeral.indexOf(note), 1);
    const lines = mine.flatMap(({ message }) => stored(message.text ?? message.msg).split('\n'));
    answers.set(id, { lines, of });
  }

  return {
    async ask() {
      const rooms = conversations(shop, 'en').sort((a, b) => b.lastAt - a.lastAt);
      for (const { id, messages, agent, status, department, tags, topic, lastAt } of rooms.slice(0, ASKED)) {
        const own = shop.db.records.filter(({ associations }) =>
          associations.some((each) => each.id === conversationKey(id)),
        );
        const of = JSON.stringify([messages.length, agent, status, department, tags, topic, lastAt, own.length]);
        if (answers.get(id)?.of === of) continue;
        // One that cannot be asked just now must not keep the others waiting.
        await askIn(id, of).catch(() => undefined);
      }
    },
    answers: () => Object.fromEntries(answers),
  };
}
