import { ASKING } from '../../catalogue/actions';
import type { ActionStep } from '../../catalogue/document';
import { message } from '../../text/message';
import type { Program } from '../../rules/load';
import { recent } from '../../util/cache';
import { keptWith } from '../../util/lazily';
import type { Questions, QuestionTools } from '../parts';
import { longestIn } from '../../rules/compile-actions';
import { askQuestion } from './ask';
import { fitting } from './asking';
import { isDue } from './due';
import { isOfInterest, isOpen, onEvent } from './on-event';
import { end } from './settle';
import type { QuestionRoom } from './tools';
import { createTaps } from './tap';

/** Messages remembered; the server tells of one within seconds. */
const REMEMBERED = 2_000;

/** Does any rule in force ask? Another instance may have asked by it. */
const asks = keptWith((program: Program): boolean => program.rules.some((rule) => rule.do.some(isAsking)));

function isAsking({ action, if_failed = [] }: ActionStep): boolean {
  return ASKING.includes(action) || if_failed.some(isAsking);
}

export function createQuestions(tools: QuestionTools): Questions {
  const { items, parts } = tools;
  /** Conversations in which a question is open, as far as this process knows. */
  const open = new Set<string>();
  /** What is coming to its end here: whoever ends it as well waits for that. */
  const ending = new Map<string, Promise<void>>();
  const room: QuestionRoom = {
    ...tools,
    conclude: (id, reason) => {
      const work = ending.get(id) ?? tools.conclude(id, reason).finally(() => ending.delete(id));
      ending.set(id, work);
      return work;
    },
    taken: recent<true>(REMEMBERED),
    seen: recent<true>(REMEMBERED),
    over: (conversation) => open.delete(conversation),
  };
  const taps = createTaps(room);

  const suspended: Questions['suspended'] = async (conversation, how) => {
    for (const { id } of (await items.questionsIn(conversation)).filter(isOpen))
      await room.conclude(id, message(`question_ended_${how}`));
  };

  return {
    concerns: (event) => isOfInterest(event) && (open.has(event.conversation.id) || asks(parts().program())),
    onEvent: (event, link) => onEvent(room, event, link),
    suspended,
    look: async () => {
      const paused = [...open].filter((each) => parts().suspended(each) === 'paused');
      await Promise.all(paused.map((each) => suspended(each, 'paused')));
    },
    ask: (question, context) =>
      askQuestion(
        items,
        fitting(question, longestIn(parts().program().environment, context.conversation)),
        context,
        (item) => {
          open.add(item.conversation);
          tools.wakeAt(item);
        },
      ),
    tapped: taps,
    openIn: async (conversation) => (await items.questionsIn(conversation)).find(isOpen),
    isDue: (item, claim) => isDue(room, item, claim),
    cancel: async (item, reason) => {
      await end(parts(), item, { how: 'ended', reason });
      await items.remove(item.id);
    },
    know: (found) => {
      for (const item of found) if (item.kind === 'question') open.add(item.conversation);
    },
  };
}
