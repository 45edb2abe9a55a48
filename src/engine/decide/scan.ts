/**
 * Finds all keywords of all rules in one pass over a text (Aho and Corasick, 1975). Time grows with the text alone,
 * whatever the keywords are; memory with the keywords' letters, whatever the alphabet is.
 */
export interface Automaton {
  /** Adds each word that is somewhere in the text to `found`, once, and sets its stamp to this turn. */
  scan(text: string, stamps: Int32Array, turn: number, found: number[]): void;
}

/** Letters taken in between two pauses while an automaton is built: some milliseconds of work. */
const LETTERS_A_TURN = 20_000;

/**
 * Builds the automaton of some words, each told by its index when it is found. None may be empty, none be there twice.
 * Yields from time to time, so that the caller may let others work.
 */
export function* buildAutomaton(words: readonly string[]): Generator<void, Automaton> {
  const trie = emptyTrie(words.reduce((sum, word) => sum + word.length, 1));
  let letters = 0;
  for (const [index, word] of words.entries()) {
    insert(trie, word, index);
    letters += word.length;
    if (letters > LETTERS_A_TURN) {
      letters = 0;
      yield;
    }
  }
  yield* link(trie);
  return { scan: (text, stamps, turn, found) => scan(trie, text, stamps, turn, found) };
}

/**
 * States are numbers, 0 the root. A state's first child stands beside it, for most have only one; more children are in
 * a hash table.
 */
interface Trie {
  count: number;
  /** The letter that leads to the state, and from where. */
  readonly letter: Uint16Array;
  readonly parent: Int32Array;
  readonly childLetter: Uint16Array;
  readonly child: Int32Array;
  readonly hasMore: Uint8Array;
  /** The word that ends here, or -1. */
  readonly word: Int32Array;
  /** The state of the longest other word beginning that ends here. */
  readonly fail: Int32Array;
  /** This state when a word ends here, else the next one that a shorter word ends in; 0 for none. */
  readonly ends: Int32Array;
  readonly edges: Edges;
  /** The root's children by ASCII letter. */
  readonly ascii: Int32Array;
}

function emptyTrie(states: number): Trie {
  return {
    count: 1,
    letter: new Uint16Array(states),
    parent: new Int32Array(states),
    childLetter: new Uint16Array(states),
    child: new Int32Array(states),
    hasMore: new Uint8Array(states),
    word: new Int32Array(states).fill(-1),
    fail: new Int32Array(states),
    ends: new Int32Array(states),
    edges: emptyEdges(64),
    ascii: new Int32Array(128),
  };
}

/** The state a letter leads to from a state, or 0. */
function follow(trie: Trie, state: number, letter: number): number {
  if (trie.childLetter[state] === letter) return trie.child[state] ?? 0;
  return trie.hasMore[state] === 0 ? 0 : findEdge(trie.edges, state, letter);
}

function insert(trie: Trie, word: string, index: number): void {
  let state = 0;
  for (let at = 0; at < word.length; at++) {
    const letter = word.charCodeAt(at);
    state = follow(trie, state, letter) || addChild(trie, state, letter);
  }
  trie.word[state] = index;
}

function addChild(trie: Trie, state: number, letter: number): number {
  const child = trie.count++;
  trie.letter[child] = letter;
  trie.parent[child] = state;
  if (trie.child[state] === 0) {
    trie.childLetter[state] = letter;
    trie.child[state] = child;
  } else {
    trie.hasMore[state] = 1;
    addEdge(trie.edges, state, letter, child);
  }
  if (state === 0 && letter < 128) trie.ascii[letter] = child;
  return child;
}

/** Links every state to where the search goes on when no letter fits, shorter beginnings before longer ones. */
function* link(trie: Trie): Generator<void> {
  const byDepth = statesByDepth(trie);
  for (let index = 0; index < byDepth.length; index++) {
    if (index % LETTERS_A_TURN === LETTERS_A_TURN - 1) yield;
    const state = byDepth[index] ?? 0;
    const letter = trie.letter[state] ?? 0;
    let back = trie.parent[state] ?? 0;
    let target = 0;
    while (back !== 0 && target === 0) {
      back = trie.fail[back] ?? 0;
      target = follow(trie, back, letter);
    }
    trie.fail[state] = target;
    trie.ends[state] = trie.word[state] === -1 ? (trie.ends[target] ?? 0) : state;
  }
}

function statesByDepth({ count, parent }: Trie): Int32Array {
  const depth = new Int32Array(count);
  let deepest = 0;
  // A child is always numbered after its parent.
  for (let state = 1; state < count; state++) {
    depth[state] = (depth[parent[state] ?? 0] ?? 0) + 1;
    deepest = Math.max(deepest, depth[state] ?? 0);
  }
  const starts = new Int32Array(deepest + 2);
  for (let state = 1; state < count; state++) starts[(depth[state] ?? 0) + 1]! += 1;
  for (let level = 1; level < starts.length; level++) starts[level]! += starts[level - 1] ?? 0;
  const sorted = new Int32Array(count - 1);
  for (let state = 1; state < count; state++) sorted[starts[depth[state] ?? 0]!++] = state;
  return sorted;
}

function scan(trie: Trie, text: string, stamps: Int32Array, turn: number, found: number[]): void {
  const { ascii, fail, ends, word } = trie;
  let state = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    let next = 0;
    while (state !== 0) {
      next = follow(trie, state, letter);
      if (next !== 0) break;
      state = fail[state]!;
    }
    state = next !== 0 ? next : letter < 128 ? ascii[letter]! : follow(trie, 0, letter);
    // Where a word was found before, so were the shorter ones at its end.
    for (let end = ends[state]!; end !== 0 && stamps[word[end]!] !== turn; end = ends[fail[end]!]!) {
      stamps[word[end]!] = turn;
      found.push(word[end]!);
    }
  }
}

/** A hash table from (state, letter) to state, open addressing, at most half full. */
interface Edges {
  size: number;
  from: Int32Array;
  letter: Uint16Array;
  to: Int32Array;
}

function emptyEdges(capacity: number): Edges {
  return { size: 0, from: new Int32Array(capacity), letter: new Uint16Array(capacity), to: new Int32Array(capacity) };
}

function slotOf(edges: Edges, state: number, letter: number): number {
  const mask = edges.to.length - 1;
  let hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(letter, 0x85ebca6b);
  hash ^= hash >>> 15;
  let slot = hash & mask;
  while (edges.to[slot] !== 0 && (edges.from[slot] !== state || edges.letter[slot] !== letter))
    slot = (slot + 1) & mask;
  return slot;
}

function findEdge(edges: Edges, state: number, letter: number): number {
  return edges.to[slotOf(edges, state, letter)] ?? 0;
}

function addEdge(edges: Edges, state: number, letter: number, to: number): void {
  if (edges.size * 2 >= edges.to.length) grow(edges);
  const slot = slotOf(edges, state, letter);
  edges.from[slot] = state;
  edges.letter[slot] = letter;
  edges.to[slot] = to;
  edges.size++;
}

function grow(edges: Edges): void {
  const { from, letter, to } = edges;
  Object.assign(edges, emptyEdges(to.length * 2));
  to.forEach((target, slot) => {
    if (target !== 0) addEdge(edges, from[slot] ?? 0, letter[slot] ?? 0, target);
  });
}
