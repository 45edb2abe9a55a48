import { isBlank } from '../../text/fold';
import type { Conversation } from '../../model/event';
import type { Facts, SourceId } from '../../model/facts';
import { isUnknown, type Fact, type Kind, type Unknown } from '../../model/value';
import type { Field } from './field';

const NOTHING: readonly SourceId[] = [];
const CONVERSATION: readonly SourceId[] = ['conversation'];

type Parts = Omit<Field, 'kind' | 'needs' | 'read'>;

/** A field that the event itself answers. */
export function ofEvent(parts: Parts & { kind: Kind }, read: (facts: Facts, key: string) => Fact): Field {
  return { ...parts, needs: () => NOTHING, read };
}

/** A field of the conversation, at hand until an action has changed it. */
export function ofConversation(
  parts: Parts & { kind: Kind },
  read: (conversation: Conversation, key: string, facts: Facts) => Fact,
): Field {
  return {
    ...parts,
    needs: () => CONVERSATION,
    read: (facts, key) => read(conversationOf(facts), key, facts),
  };
}

/** The conversation as last seen; the event's own when no later one is known. */
export function conversationOf(facts: Facts): Conversation {
  return facts.known.conversation ?? facts.event.conversation;
}

/** A source that `needs` asked for. */
export function known<K extends SourceId>(facts: Facts, source: K): NonNullable<Facts['known'][K]> {
  const value = facts.known[source];
  if (value === undefined) throw new Error(`a field reads ${source} without having asked for it`);
  return value;
}

/** What a field reads from one source; where that cannot be told, so is the field. */
export function ofSource<K extends SourceId>(
  source: K,
  read: (value: Exclude<Facts['known'][K], Unknown | undefined>, facts: Facts, key: string) => Fact,
): Pick<Field, 'needs' | 'read'> {
  const needs: readonly SourceId[] = [source];
  return {
    needs: () => needs,
    read: (facts, key) => {
      const value = known(facts, source);
      return isUnknown(value as Fact)
        ? (value as Unknown)
        : read(value as Exclude<Facts['known'][K], Unknown | undefined>, facts, key);
    },
  };
}

/** A custom field as text: numbers and booleans are written out, lists are joined, a blank text is missing. */
export function customText(value: unknown): string | undefined {
  if (Array.isArray(value)) return customText(value.map((each) => customText(each) ?? '').join(', '));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && !isBlank(value) ? value : undefined;
}
