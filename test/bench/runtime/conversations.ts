import { RUNS } from '../../../src/engine/journal';
import type { Row } from '../row';
import { openPlace, rulesOf, type Place } from './shops';
import type { Size } from './size';
import { residentMemory } from './starts';

/** After so many conversations memory must not grow any more. */
const SETTLED = 2_000;
const AT_ONCE = 8;
const LOOK_EVERY = 100;

/** Conversations in a row, each opened, answered and closed: what remains of them in memory, and is each answered? */
export async function benchConversations({ conversations }: Size): Promise<readonly Row[]> {
  const place = await openPlace(undefined, rulesOf(100));
  try {
    const settled = Math.min(SETTLED, conversations / 5);
    const seen: { readonly after: number; readonly memory: number }[] = [];
    for (let done = 0; done < conversations; done += LOOK_EVERY) {
      await someConversations(place, done, LOOK_EVERY);
      seen.push({ after: done + LOOK_EVERY, memory: memoryOf(place) });
    }
    await place.shop.settled();
    // The heap has teeth: it grows until the engine looks for garbage. What must not grow is their tips.
    const most = (from: number): number =>
      Math.max(...seen.filter(({ after }) => after > from && after <= from + settled).map((each) => each.memory));
    const [early, late] = [most(settled), most(conversations - settled)];
    const lost = conversations - Math.min(answers(place), runs(place));
    const some = settled.toLocaleString('en');
    const many = conversations.toLocaleString('en');
    return [
      {
        what: `most memory in the last ${some} of ${many} conversations (other: in the ${some} after the first ${some}), MB`,
        ours: late,
        other: early,
        ratio: late / early,
        bar: '≤ 1.1',
        ok: late / early <= 1.1,
      },
      { what: `conversations lost of ${many}`, ours: lost, other: null, ratio: null, bar: '0', ok: lost === 0 },
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
