import { FIELDS } from '../catalogue/fields';
import type { Event } from '../model/event';
import type { SourceId } from '../model/facts';
import type { Changes } from '../ports/host';
import type { Program } from '../rules/load';
import { recent } from '../util/cache';
import { keptWith } from '../util/lazily';

/** What the app can only tell of customers whom it has taken note of. */
const FROM_NOTES: readonly SourceId[] = ['returning'];

/** Conversations whose customers are known to be noted; of others the store is asked. */
const REMEMBERED = 5_000;

/**
 * While a rule in force asks for something that the app knows from its own notes of customers, each customer is noted
 * whose conversation it sees, whatever else the rule asks for.
 */
export interface NotedCustomers {
  /** Is a note still to be made, as far as this process knows? Asks nobody. */
  lacks(program: Program, event: Event): boolean;
  note(event: Event): Promise<void>;
  /** What is remembered of a conversation is looked up anew. */
  forget(conversation: string): void;
}

/** Does any rule in force ask for it, or print it? */
const isAsked = keptWith((program: Program): boolean => {
  const asks = ({ needs }: { readonly needs: readonly SourceId[] }): boolean =>
    needs.some((source) => FROM_NOTES.includes(source));
  // A text that prints it names it: the actions of other rules need not be compiled for this.
  const printed = FIELDS.filter(({ id, needs }) => asks({ needs: needs(id, program.environment) }));
  const printing = program.rules.filter(({ do: steps }) => {
    const written = JSON.stringify(steps);
    return printed.some(({ id }) => written.includes(id));
  });
  return program.set.slots.some(asks) || printing.flatMap(({ id }) => program.steps(id)).some(asks);
});

export function createNotedCustomers(changes: Pick<Changes, 'noteCustomer'>): NotedCustomers {
  const noted = recent<true>(REMEMBERED);
  return {
    lacks: (program, { conversation }) => isAsked(program) && !noted.has(conversation.id),
    note: async ({ conversation }) => {
      await changes.noteCustomer(conversation);
      noted.set(conversation.id, true);
    },
    forget: (conversation) => void noted.delete(conversation),
  };
}
