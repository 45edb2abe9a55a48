/**
 * Reads what people write piece by piece: each piece is a pattern that must fit at the place reached. Patterns see the
 * text in lower case and without accents, letter for letter as long as what was written.
 */
export interface Scanner {
  /** Takes a piece, and blanks before it. The pattern has the flag `y`. Undefined, and nothing is taken, when it does not fit. */
  take(pattern: RegExp): RegExpExecArray | undefined;
  /** Takes whatever a reader takes, or nothing at all when that gives undefined. */
  attempt<T>(read: () => T | undefined): T | undefined;
  /** What has not been taken, as it was written, without blanks at its ends. */
  rest(): string;
}

export function scan(written: string): Scanner {
  const text = written.normalize('NFC');
  const plain = Array.from({ length: text.length }, (_, index) => plainLetter(text.charAt(index))).join('');
  let at = 0;
  const skipBlanks = (): number => at + (/^\s*/.exec(plain.slice(at))?.[0].length ?? 0);
  return {
    take: (pattern) => {
      pattern.lastIndex = skipBlanks();
      const found = pattern.exec(plain);
      if (found) at = pattern.lastIndex;
      return found ?? undefined;
    },
    attempt: (read) => {
      const before = at;
      const taken = read();
      if (taken === undefined) at = before;
      return taken;
    },
    rest: () => text.slice(at).trim(),
  };
}

/** One letter for one letter: `İ` has two in lower case, so accents go first. */
function plainLetter(letter: string): string {
  const base = letter.normalize('NFD').charAt(0).toLowerCase();
  return /[‐-―−]/.test(base) ? '-' : base;
}

/** A pattern for any of these words (blanks between them) as a whole word. */
export function anyOf(words: string): RegExp {
  return new RegExp(`(?:${words.split(' ').join('|')})(?![a-z])\\.?`, 'y');
}
