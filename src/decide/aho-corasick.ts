/**
 * Finds all keywords of all rules in one pass over a text (Aho and Corasick, 1975). Time grows with the text alone,
 * whatever the keywords are; memory with the keywords' letters, whatever the alphabet is.
 */
export interface Automaton {
  /** Adds each word that is somewhere in the text to `found`, once, and sets its stamp to this turn. */
  scan(text: string, stamps: Int32Array, turn: number, found: number[]): void;
}

/**
 * States are numbered by depth, the root is 0, and the children of a state follow one another, sorted by letter.
 * Letters are small numbers too: their place among the letters in use, 0 for one that is in no word.
 */
interface States {
  count: number;
  readonly letter: Uint16Array;
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly children: Int32Array;
  /** The word that ends here, or -1. */
  readonly word: Int32Array;
  /** The state of the longest other beginning of a word that ends here: where to go on when no child fits. */
  readonly fail: Int32Array;
  /** This state when a word ends here, else the next one on the way back that a word ends in; 0 for none. */
  readonly ends: Int32Array;
  readonly letters: Letters;
  /** The states near the root, where nearly all of the time is spent, know for each letter where it leads. */
  known: number;
  row: number;
  table: Int32Array;
}

/** Numbers in the table at most: 2 MB. */
const TABLE = 512 * 1024;
/** Words or states taken in between two pauses while building: a few milliseconds of work. */
export const A_TURN = 5000;

/**
 * Builds the automaton of some words, each told by its index when it is found. None may be empty, none be there twice.
 * Yields from time to time, so that the caller may let others work.
 *
 * @param table numbers to spend on the states near the root
 */
export function* buildAutomaton(words: readonly string[], table = TABLE): Generator<void, Automaton> {
  const sorted = yield* sortInTurns(words.map((word, index) => ({ word, index })));
  const states = yield* grow(sorted, table);
  yield* link(states);
  return { scan: (text, stamps, turn, found) => scan(states, text, stamps, turn, found) };
}

interface Numbered {
  readonly word: string;
  readonly index: number;
}

/** Words by their letters; sorted in pieces, which are then merged. */
function* sortInTurns(words: readonly Numbered[]): Generator<void, readonly Numbered[]> {
  const isBefore = (a: Numbered, b: Numbered): boolean => a.word < b.word;
  let runs: (readonly Numbered[])[] = [];
  for (let at = 0; at < words.length; at += A_TURN) {
    runs.push(words.slice(at, at + A_TURN).sort((a, b) => (isBefore(a, b) ? -1 : 1)));
    yield;
  }
  while (runs.length > 1) {
    const merged: Numbered[][] = [];
    for (let pair = 0; pair < runs.length; pair += 2) {
      const [left = [], right = []] = [runs[pair], runs[pair + 1]];
      const both: Numbered[] = [];
      for (let [a, b] = [0, 0]; a < left.length || b < right.length;) {
        const isLeft = b >= right.length || (a < left.length && isBefore(left[a]!, right[b]!));
        both.push(isLeft ? left[a++]! : right[b++]!);
        if (both.length % A_TURN === 0) yield;
      }
      merged.push(both);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

type Letters = Uint16Array;

function* numberLetters(words: readonly Numbered[]): Generator<void, { letters: Letters; count: number }> {
  const used = new Set<number>();
  for (const { index, word } of words) {
    if (index % A_TURN === 0) yield;
    for (let at = 0; at < word.length; at++) used.add(word.charCodeAt(at));
  }
  const codes = [...used].sort((a, b) => a - b);
  const letters = new Uint16Array((codes.at(-1) ?? 0) + 1);
  codes.forEach((code, index) => (letters[code] = index + 1));
  return { letters, count: codes.length + 1 };
}

/** Makes the states level by level: each stands for a stretch of the sorted words that begin alike. */
function* grow(words: readonly Numbered[], numbers: number): Generator<void, States> {
  const most = words.reduce((sum, { word }) => sum + word.length, 1);
  const { count: letterCount, letters } = yield* numberLetters(words);
  const states: States = {
    count: 1,
    letter: new Uint16Array(most),
    parent: new Int32Array(most),
    firstChild: new Int32Array(most),
    children: new Int32Array(most),
    word: new Int32Array(most).fill(-1),
    fail: new Int32Array(most),
    ends: new Int32Array(most),
    letters,
    known: 0,
    row: letterCount,
    table: new Int32Array(0),
  };
  const [from, to, depth] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  to[0] = words.length;
  for (let state = 0; state < states.count; state++) {
    const [start, end, level] = [from[state]!, to[state]!, depth[state]!];
    if (end - start >= A_TURN || state % A_TURN === A_TURN - 1) yield;
    const first = words[start];
    const isWord = first?.word.length === level;
    if (isWord) states.word[state] = first.index;
    states.firstChild[state] = states.count;
    for (let at = isWord ? start + 1 : start; at < end;) {
      const code = words[at]!.word.charCodeAt(level);
      const child = states.count++;
      states.parent[child] = state;
      states.letter[child] = letters[code]!;
      depth[child] = level + 1;
      from[child] = at;
      while (at < end && words[at]!.word.charCodeAt(level) === code) at++;
      to[child] = at;
    }
    states.children[state] = states.count - states.firstChild[state]!;
  }
  states.known = Math.min(states.count, Math.max(1, Math.floor(numbers / letterCount)));
  states.table = new Int32Array(states.known * letterCount);
  return states;
}

/** Links every state to where it fails to; what that state knows is complete already, for it is nearer to the root. */
function* link(states: States): Generator<void> {
  const { children, count, ends, fail, firstChild, known, letter, parent, row, table, word } = states;
  for (let state = 0; state < count; state++) {
    if (state % A_TURN === A_TURN - 1) yield;
    if (parent[state] !== 0) fail[state] = step(states, fail[parent[state]!]!, letter[state]!);
    ends[state] = word[state] === -1 ? ends[fail[state]!]! : state;
    if (state >= known) continue;
    if (state > 0) table.copyWithin(state * row, fail[state]! * row, (fail[state]! + 1) * row);
    const first = firstChild[state]!;
    for (let child = first; child < first + children[state]!; child++) table[state * row + letter[child]!] = child;
  }
}

/** Where a letter leads from a state. */
function step(states: States, from: number, letter: number): number {
  const { fail, known, row, table } = states;
  let state = from;
  while (state >= known) {
    const child = childOf(states, state, letter);
    if (child !== 0) return child;
    state = fail[state]!;
  }
  return table[state * row + letter]!;
}

/** The state's child by that letter, or 0. Most have one child, and none has more than there are letters. */
function childOf({ children, firstChild, letter: letters }: States, state: number, letter: number): number {
  let low = firstChild[state]!;
  let high = low + children[state]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const other = letters[middle]!;
    if (other === letter) return middle;
    if (other < letter) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

function scan(states: States, text: string, stamps: Int32Array, turn: number, found: number[]): void {
  const { ends, fail, known, letters, row, table, word } = states;
  let state = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = code < letters.length ? letters[code]! : 0;
    state = state < known ? table[state * row + letter]! : step(states, state, letter);
    // Where a word was found before, so were the shorter ones at its end.
    for (let end = ends[state]!; end !== 0 && stamps[word[end]!] !== turn; end = ends[fail[end]!]!) {
      stamps[word[end]!] = turn;
      found.push(word[end]!);
    }
  }
}
