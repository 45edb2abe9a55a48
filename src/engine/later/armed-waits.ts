import type { WaitItem } from './store';
import type { Text } from '../../text/message';

/** A wait as this process remembers it, so that events of conversations without waits cost nothing. */
export interface Armed extends Pick<
  WaitItem,
  'id' | 'rule' | 'print' | 'conversation' | 'due' | 'unless' | 'outlivesClose'
> {
  /** The scheduler's job, when this process asked for it. */
  job?: string;
  /** It is over, and why; the store may not show it yet. */
  ending?: Text;
}

export interface ArmedWaits {
  add(item: WaitItem): Armed;
  has(id: string): boolean;
  get(id: string): Armed | undefined;
  in(conversation: string): readonly Armed[];
  all(): readonly Armed[];
  remove(id: string): void;
}

const NONE: readonly Armed[] = [];

export function createArmed(): ArmedWaits {
  const byId = new Map<string, Armed>();
  const byConversation = new Map<string, Armed[]>();
  return {
    add: ({ id, rule, print, conversation, due, unless, outlivesClose }) => {
      const wait: Armed = { id, rule, print, conversation, due, unless, outlivesClose };
      byId.set(id, wait);
      byConversation.set(conversation, [...(byConversation.get(conversation) ?? []), wait]);
      return wait;
    },
    has: (id) => byId.has(id),
    get: (id) => byId.get(id),
    in: (conversation) => byConversation.get(conversation) ?? NONE,
    all: () => [...byId.values()],
    remove: (id) => {
      const wait = byId.get(id);
      if (!wait) return;
      byId.delete(id);
      const left = byConversation.get(wait.conversation)?.filter((each) => each !== wait) ?? [];
      if (left.length > 0) byConversation.set(wait.conversation, left);
      else byConversation.delete(wait.conversation);
    },
  };
}
