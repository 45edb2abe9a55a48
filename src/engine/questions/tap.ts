import type { Conversation } from '../../model/event';
import { HostError } from '../../ports/host';
import { languageOfCustomer } from '../../rules/template/values';
import { message, translate, type Text } from '../../text/message';
import { recent } from '../../util/cache';
import { CLOCKS_DIFFER } from '../../ports/clock';
import type { QuestionRoom } from './tools';
import { takenBy } from './on-event';
import { chainOfMessage } from './chains';
import type { Tap } from '../parts';
import type { QuestionItem } from '../later/question-item';
import { settle } from './settle';

/** Messages whose customers have been told that they are over. */
const TOLD = 1_000;

/**
 * A tap is answered by writing the choice as the customer's message, so that the transcript shows it; that message is
 * then taken for the answer. Of two taps, here or at two instances, one counts.
 */
export function createTaps(room: QuestionRoom): (tap: Tap) => Promise<Text | undefined> {
  const told = recent<true>(TOLD);

  return async ({ conversation, message: sent, value }) => {
    const parts = room.parts();
    const all = await room.items.questionsIn(conversation.id);
    // Two instances may have asked at once.
    const item = all.find(({ settled, message: asked }) => !settled && asked === sent);
    const choice = Number(value) - 1;
    const suspended = await parts.suspended(conversation.id);
    const over = suspended ? message(`question_ended_${suspended}`) : item && takenBy(item, conversation);
    if (over && item) await room.conclude(item.id, over);
    const isOpen = item && !over && conversation.status !== 'closed' && item.due > parts.now();
    if (isOpen && item.question.choices?.[choice] && (await take(room, item, choice, conversation))) return undefined;
    // Of two taps at once the other one tells what was chosen.
    if (!isOpen && !told.has(sent)) {
      told.set(sent, true);
      if (!(await tellOver(room, sent, conversation))) told.delete(sent);
    }
    return message('question_tap_over');
  };
}

/** False: it could not be told. */
async function tellOver(room: QuestionRoom, sent: string, conversation: Conversation): Promise<boolean> {
  const { host, failed, program } = room.parts();
  const language = languageOfCustomer(conversation, program().environment);
  const text = translate(language, message('question_tap_over'));
  try {
    await host.changes.removeButtons(sent);
    if (conversation.status !== 'closed') await host.changes.sendMessage(conversation, text, 'bot');
    return true;
  } catch (error) {
    failed('a tap that came too late', error);
    return false;
  }
}

/** False: somebody else has it. */
async function take(
  room: QuestionRoom,
  found: QuestionItem,
  choice: number,
  conversation: Conversation,
): Promise<boolean> {
  const { items, claims } = room;
  const parts = room.parts();
  const claim = await claims.take(`item:${found.id}`, { do: 'run' });
  if (!claim) return false;
  try {
    const item = await items.get(found.id);
    if (item?.kind !== 'question' || item.settled || claim.purpose.do === 'cancel') return free(claim);
    // As it is due from now on, whoever finds it after a crash goes on with it.
    const at = parts.now();
    const tapped: QuestionItem = { ...item, step: item.step + 1, due: at, tapped: item.tapped ?? { choice, at } };
    await items.replace(item, tapped);
    try {
      await write(room, tapped, conversation);
    } catch (error) {
      // What may have come through is looked for when it is gone on with.
      if (!(error instanceof HostError) || error.kind !== 'uncertain')
        await items.replace(tapped, { ...item, step: tapped.step + 1 });
      throw error;
    }
    // The widget waits for five seconds at most, rules may take longer.
    void parts.lanes.run(conversation.id, () => settleTap(room, tapped, conversation)).finally(() => claim.release());
    return true;
  } catch (error) {
    claim.release();
    parts.failed('a tap', error);
    throw error;
  }
}

function free(claim: { release(): void }): false {
  claim.release();
  return false;
}

async function write(room: QuestionRoom, item: QuestionItem, conversation: Conversation): Promise<string> {
  const written = await room.parts().host.changes.writeAsCustomer(conversation, labelOf(item));
  room.taken.set(written, true);
  return written;
}

/** A tap that a crash has left: is its message there already? */
export async function finishTap(room: QuestionRoom, item: QuestionItem, conversation: Conversation): Promise<void> {
  const history = await room.parts().host.load('history', conversation, item.event);
  const since = (item.tapped?.at ?? item.since) - CLOCKS_DIFFER;
  const isThere =
    'messages' in history &&
    history.messages.some(
      ({ from, at, text }) => from === 'customer' && at >= since && text.trim() === labelOf(item).trim(),
    );
  if (!isThere) await write(room, item, conversation);
  await settleTap(room, item, conversation);
}

async function settleTap(room: QuestionRoom, item: QuestionItem, conversation: Conversation): Promise<void> {
  const parts = room.parts();
  const { id, choices } = item.question;
  const value = choices?.[item.tapped?.choice ?? 0]?.value ?? '';
  const at = parts.now();
  const chain = chainOfMessage({ id: `tap:${item.id}` });
  const now = (await parts.host.conversation(item.conversation)) ?? conversation;
  await settle(parts, room.items, item, { id, outcome: 'tapped', value, at, chain }, now);
}

function labelOf({ question, tapped }: QuestionItem): string {
  return question.choices?.[tapped?.choice ?? 0]?.label ?? '';
}
