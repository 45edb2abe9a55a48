import type { Mode, Rule, RulesDocument } from '../../catalogue/document';
import { describeRule } from '../../rules/describe';
import type { Finding } from '../../model/finding';
import type { Loaded } from '../../rules/load';
import { fold } from '../../text/fold';
import { createQueues } from '../../util/queues';
import type { Language, Text } from '../../text/message';
import type { Author, RuleHistory, HistoryEntry } from './history';
import { idOf, modeOf, nameOf, parseRaw, sameJson, versionOf, writeRaw, type RawDocument } from './raw-document';
import type { ReadResult } from '../../rules/result';

/** One entry of the document in force. */
export interface BookRule {
  /** Its place in the document, from 0. */
  readonly index: number;
  /** Null when it has no usable id. */
  readonly id: string | null;
  readonly name: string;
  readonly mode: Mode;
  readonly state: 'active' | 'set_aside';
  /** The rule, when it is active. */
  readonly rule?: Rule;
  /** The entry as it is stored, with all that the app does not understand. */
  readonly source: unknown;
  readonly findings: readonly Finding[];
}

/** The document as it is at one moment. */
export interface Book {
  /** What a change says that it is based on. */
  readonly version: string;
  /** As stored. */
  readonly text: string;
  /** Undefined: the text is no document. */
  readonly document: RawDocument | undefined;
  /** The whole of it cannot be used; the last good rules go on. */
  readonly refused: boolean;
  readonly rules: readonly BookRule[];
  /** The same, or the last good ones. */
  readonly inForce: readonly BookRule[];
  /** What is in force, without what has an error. */
  readonly running: RulesDocument;
  /** Of the document and its calendars: those that belong to no rule. */
  readonly findings: readonly Finding[];
}

export type Changed =
  | { readonly ok: true; readonly version: string }
  /** Somebody else has changed the rules since; `last` tells who, where the history knows. */
  | { readonly ok: false; readonly reason: 'conflict'; readonly last: HistoryEntry | undefined }
  /** The document would be refused, or a rule set aside that is not now. */
  | { readonly ok: false; readonly reason: 'refused'; readonly findings: readonly Finding[] };

export interface ChangeOptions {
  /** Rules with errors are let in, to be set aside: for imports and restores, which show them before. */
  readonly tolerant?: boolean;
  /** The document takes the place of whatever is there, also of a text that is none. */
  readonly replace?: boolean;
}

/** The rules as administrators see and change them. */
export interface RuleBook {
  readonly read: () => Book;
  /**
   * Changes the document in force: nothing of it is lost but what the edit takes out. Writes the history, and puts the
   * new rules into force before it resolves. Rejects when the server cannot store it; then nothing has changed.
   * @param basedOn the version that the edit was made from
   * @param edit gets a copy of the document that it may change, and gives the new one
   */
  change(
    by: Author,
    basedOn: string,
    edit: (document: RawDocument) => RawDocument,
    why: Text,
    options?: ChangeOptions,
  ): Promise<Changed>;
  /** Checks a document, or a text that may be none, as it would be read if it were saved. */
  readonly check: (document: RawDocument | string) => Promise<ReadResult>;
  /** The setting has been changed by somebody else: on the settings screen, or through another instance. */
  readonly noticed: (before: string, after: string) => Promise<void>;
  readonly history: RuleHistory;
}

export interface RuleBookParts {
  readonly history: RuleHistory;
  /** The setting as this instance has it, and what was made of it. */
  readonly current: () => { readonly text: string; readonly loaded: Loaded };
  /** Reads and checks a text with the settings and the host's lists. */
  readonly check: (text: string) => Promise<ReadResult>;
  /** Puts a text into force here, and saves the setting. */
  readonly save: (text: string) => Promise<void>;
}

export function createRuleBook({ history, current, check, save }: RuleBookParts): RuleBook {
  /** Changes of this instance go one after the other. */
  const alone = createQueues();

  /** With who has made the version that is there now, if it was the last change on record. */
  async function conflict(): Promise<Changed> {
    const [last] = await history.list().catch(() => []);
    return { ok: false, reason: 'conflict', last: last?.version === versionOf(current().text) ? last : undefined };
  }

  return {
    history,
    read: () => readBook(current()),
    check: (document) => check(typeof document === 'string' ? document : writeRaw(document)),
    change: (by, basedOn, edit, why, options = {}) =>
      alone('change', async (): Promise<Changed> => {
        const { text: before, loaded } = current();
        if (versionOf(before) !== basedOn) return conflict();
        const old = parseRaw(before);
        const document = old ?? (options.replace ? { rules: [] } : undefined);
        if (!document) return { ok: false, reason: 'refused', findings: errorsOf(loaded.result.findings) };
        const after = writeRaw(edit(structuredClone(document)));
        const result = await check(after);
        // Checking a large document takes a while, and the settings screen asks nobody.
        if (current().text !== before) return conflict();
        const errors = options.tolerant
          ? result.document
            ? []
            : errorsOf(result.findings)
          : newErrors(result, loaded.result);
        if (errors.length > 0) return { ok: false, reason: 'refused', findings: errors };
        // Of a text in several languages, the first is what everybody else reads: the order of keys counts.
        if (old && writeRaw(old) === after) return { ok: true, version: basedOn };
        const takeBack = await history.add({ by, why, before, after });
        if (current().text !== before) return takeBack().then(conflict);
        try {
          await save(after);
        } catch (error) {
          // That it was not saved is what is to be told, whatever else goes wrong.
          await takeBack().catch(() => undefined);
          throw error;
        }
        return { ok: true, version: versionOf(after) };
      }),
    noticed: (before, after) =>
      alone('change', async () => {
        await history.add({ by: 'settings_screen', why: { key: 'history_why_settings' }, before, after });
      }),
  };
}

function readBook({ loaded }: ReturnType<RuleBookParts['current']>): Book {
  const { accepted, result, source: text, document: running } = loaded;
  const rules = rulesOf(result);
  return {
    version: versionOf(text),
    text,
    document: parseRaw(text),
    refused: !accepted,
    rules,
    inForce: accepted ? rules : running.rules.map(goesOn),
    running,
    findings: result.findings.filter(({ rule, place }) => rule === null && !/^rules\[\d+\]/.test(place)),
  };
}

/** One of the last good rules. */
function goesOn(rule: Rule, index: number): BookRule {
  return { index, id: rule.id, name: rule.name, mode: modeOf(rule), state: 'active', rule, source: rule, findings: [] };
}

/** The entries of a document as it was read. */
export function rulesOf({ rules, findings }: ReadResult): readonly BookRule[] {
  return rules.map(({ index, id, state, rule, source }) => ({
    index,
    id,
    name: nameOf(source),
    mode: modeOf(source),
    state,
    rule,
    source,
    findings: findings.filter((finding) => concerns(finding, id, index)),
  }));
}

function concerns({ rule, place }: Finding, id: string | null, index: number): boolean {
  if (id !== null) return rule === id;
  return rule === null && (place === `rules[${index}]` || place.startsWith(`rules[${index}].`));
}

function errorsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ level }) => level === 'error');
}

/** The errors of a document, without those of rules that are set aside already and have not been touched. */
function newErrors(result: ReadResult, before: ReadResult): readonly Finding[] {
  const setAside = before.rules.filter(({ state }) => state === 'set_aside');
  const old = result.rules.filter(
    (entry) =>
      entry.state === 'set_aside' &&
      setAside.some(({ id, source }) => id === entry.id && sameJson(source, entry.source)),
  );
  const known = (finding: Finding): boolean =>
    old.some(({ id, index }) => concerns(finding, id, index)) ||
    (finding.rule === null && before.findings.some((each) => sameJson(each, finding)));
  return errorsOf(result.findings).filter((finding) => !known(finding));
}

/** What people know a rule by. */
export function called(rule: Pick<BookRule, 'name' | 'id'> | undefined): string {
  return rule?.name || (rule?.id ?? '–');
}

/** A rule in one sentence or a few; undefined for one that is set aside and cannot be read. */
export function sentenceOf(
  { rule, source }: Pick<BookRule, 'rule' | 'source'>,
  language: Language,
): string | undefined {
  try {
    return describeRule(rule ?? (source as Rule), language);
  } catch {
    return undefined;
  }
}

/**
 * An id for a new rule, made of its name: `a-z 0-9 -`, not taken yet.
 * @param none where nothing of the name can stand in an id
 */
export function newRuleId(name: string, { rules }: Pick<RawDocument, 'rules'>, none = 'rule'): string {
  const taken = new Set(rules.map(idOf));
  const plain = fold(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
    .replace(/-$/, '');
  const base = plain === '' ? none : plain;
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(id)) return id;
  }
}
