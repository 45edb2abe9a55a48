import { RUNS } from '../../../src/engine/journal';
import { atMost, noMore, type Row } from '../row';
import { openPlace, rulesOf, type Place } from './shops';
import type { Size } from './size';
import { residentMemory } from './starts';

const AT_ONCE = 8;
const LOOK_EVERY = 100;

/** Conversations in a row, each opened, answered and closed: what remains of them in memory, and is each answered? */
export async function benchConversations({ conversations }: Size): Promise<readonly Row[]> {
  const place = await openPlace(undefined, rulesOf(100));
  try {
    const seen: { readonly after: number; readonly memory: number }[] = [];
    for (let done = 0; done < conversations; done += LOOK_EVERY) {
      await someConversations(place, done, LOOK_EVERY);
      seen.push({ after: done + LOOK_EVERY, memory: memoryOf(place) });
    }
    await place.shop.settled();
    // The heap has teeth, each as long as thousands of conversations: it grows until the engine looks for garbage. What
    // must not grow is its mean, once the caches are full.
    const [from, half] = [conversations / 5, (conversations * 2) / 5];
    const mean = (first: number): number => {
      const some = seen.filter(({ after }) => after > first && after <= first + half);
      return some.reduce((sum, { memory }) => sum + memory, 0) / some.length;
    };
    const lost = conversations - Math.min(answers(place), runs(place));
    const some = half.toLocaleString('en');
    const many = conversations.toLocaleString('en');
    return [
      atMost(
        `memory, mean of the last ${some} of ${many} conversations (other: of the ${some} before), MB`,
        mean(from + half),
        mean(from),
        1.1,
      ),
      noMore(`conversations lost of ${many}`, lost, 0),
    ];
  } finally {
    await place.shop.stop();
  }
}

async function someConversations({ shop }: Place, from: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - done);
    const customers = Array.from({ length: some }, (_, index) =>
      shop.customer(`visitor-${from + done + index}`, { channel: 'whatsapp', plan: 'gold' }),
    );
    await Promise.all(customers.map((customer) => customer.writes('#match please')));
    await Promise.all(customers.map((customer) => customer.writes('is anybody there?')));
    // Whoever has been answered leaves.
    await shop.settled();
    await Promise.all(customers.map((customer) => customer.closes()));
  }
}

function memoryOf({ shop }: Place): number {
  return residentMemory(shop.instance().controller().deno?.pid);
}

function answers({ shop }: Place): number {
  return shop.workspace.data.messages.filter(({ msg }) => msg === 'Thank you, we have your message.').length;
}

function runs({ shop }: Place): number {
  const records = shop.db.records.filter(({ associations }) => associations.some(({ id }) => id === RUNS));
  return new Set(records.map(({ data }) => (data as { conversation?: string }).conversation)).size;
}
