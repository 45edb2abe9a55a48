/** What a rule does after a wait of so long begins a new chain, ms (DESIGN.md, Chains and waits). */
export const NEW_CHAIN_AFTER = 60_000;

/** So often a rule that sets itself off again may run in a conversation where nobody writes. */
export const MOST_BY_ITSELF = 24;
