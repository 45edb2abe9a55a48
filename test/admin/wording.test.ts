import { sayExplanation } from '../../src/admin/wording';

test.each([
  ['en', 'the conversation is with a bot – it was “a human agent”', 'we are closed – it was “open”'],
  ['de', 'das Gespräch liegt bei einem Bot – war „einem Menschen“', 'gerade ist geschlossen – war „geöffnet“'],
] as const)(
  'the value of a choice that a condition saw is said in the words of its language: %s',
  (language, ...said) => {
    const leaves = [
      { field: 'conversation.owner', operator: 'is', value: 'bot', verdict: false, seen: 'human' },
      { field: 'operation.hours', operator: 'is', value: 'closed', verdict: false, seen: 'open' },
    ] as const;
    expect(leaves.flatMap((leaf) => sayExplanation(leaf, language))).toEqual(said.map((each) => `✗ ${each}`));
  },
);
