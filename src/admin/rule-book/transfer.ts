import type { Finding } from '../../model/finding';
import { isFault, readJson, sayTwice } from '../../rules/check/json';
import type { ReadResult } from '../../rules/result';
import { message, type Text } from '../../text/message';
import { differences } from './differences';
import type { Author, HistoryEntry } from './history';
import { parseRaw, writeRaw, type RawDocument } from './raw-document';
import type { Book, Changed, RuleBook } from './rule-book';
import { mask } from '../../catalogue/secrets';
import { fillSecrets } from './secrets';
import { inSlices } from '../../util/slices';

/** What would become of the rules if a document took their place. */
export interface Preview {
  /** The version that it was compared with; hand it to `apply`. */
  readonly basedOn: string;
  /** With secrets put back where they are known. */
  readonly document: RawDocument;
  /** What would be different, a sentence each; none: nothing. */
  readonly changes: readonly Text[];
  /** Errors set a rule aside, they do not keep the document out. */
  readonly findings: readonly Finding[];
  /** Ids of rules that come without their webhook's secret, and are switched off for it. */
  readonly lost: readonly string[];
}
export type Previewed =
  | { readonly ok: true; readonly preview: Preview }
  /** The text is no rules document. */
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * The rules in the settings as text, without secrets. Undefined when they are no JSON: what is secret in it cannot be
 * told from the rest, so nothing of it is shown.
 */
export function exportText({ document, text }: Pick<Book, 'document' | 'text'>): string | undefined {
  if (document) return writeRaw(mask(document));
  try {
    return JSON.stringify(mask(JSON.parse(text)), null, 2);
  } catch {
    return undefined;
  }
}

/**
 * Looks at a document that is to take the place of the rules. Changes nothing.
 * @param text the document, as typed or pasted: perhaps as a block of code
 */
export async function previewImport(book: RuleBook, text: string): Promise<Previewed> {
  const source = text.replace(/^\ufeff|^\s*```(json)?|```\s*$/g, '');
  const raw = parseRaw(source);
  if (!raw) return refused(await book.check(source));
  const previewed = await preview(book, raw);
  const read = await inSlices(readJson(source));
  if (!previewed.ok || isFault(read) || !read.twice) return previewed;
  const twice: Finding = { level: 'warning', rule: null, place: '', text: sayTwice(read.twice) };
  const { findings } = previewed.preview;
  return { ok: true, preview: { ...previewed.preview, findings: [twice, ...findings] } };
}

/** Looks at an earlier state of the rules. Undefined: there is no such number, or its document is not kept. */
export async function previewRestore(
  book: RuleBook,
  n: number,
): Promise<{ readonly entry: HistoryEntry; readonly previewed: Previewed } | undefined> {
  const entry = (await book.history.list()).find((each) => each.n === n);
  const document = entry && (await book.history.document(entry));
  return document ? { entry, previewed: await preview(book, document) } : undefined;
}

async function preview(book: RuleBook, raw: RawDocument): Promise<Previewed> {
  const now = book.read();
  // While what is stored is no document, the last good rules know the secrets.
  const { document, lost } = fillSecrets(raw, now.document ?? now.running);
  const result = await book.check(document);
  if (!result.document) return refused(result);
  const changes = now.refused
    ? [message('history_readable_again'), ...differences({ ...now.running }, document)]
    : differences(now.document, document);
  return { ok: true, preview: { basedOn: now.version, document, changes, findings: result.findings, lost } };
}

function refused({ findings }: ReadResult): Previewed {
  return { ok: false, findings: findings.filter(({ level }) => level === 'error') };
}

/** Puts a previewed document in place of the rules; a conflict when they have been changed since. */
export function apply(
  book: RuleBook,
  by: Author,
  { basedOn, document }: Pick<Preview, 'basedOn' | 'document'>,
  why: Text,
): Promise<Changed> {
  return book.change(by, basedOn, () => document, why, { tolerant: true, replace: true });
}
