import { translate, type Text } from '../../text/message';
import type { HistoryEntry } from '../../admin/rule-book/history';
import { headlineOf } from '../../admin/rule-book/headline';
import { sayIn, type World } from '../kit/form';
import type { Preview } from '../../admin/rule-book/transfer';
import { sayMoment, authorText } from '../../admin/wording';
import { sayFinding } from '../../rules/say-finding';
import {
  actions,
  button,
  context,
  cut,
  divider,
  IMPORT,
  loading,
  pageOf,
  pager,
  section,
  typed,
  type View,
} from '../kit/blocks';

type Shown = Pick<World, 'language' | 'zone'>;

export const importField = (count: number): string => `${IMPORT}${count}`;

const ENTRIES = 20;
const LINES = 5;

/** Who changed what, newest first, with a way back. */
export function historyView(
  entries: readonly HistoryEntry[] | undefined,
  world: Shown,
  notice?: string,
  asked = 0,
): View {
  const t = sayIn(world);
  const { page, pages, from, shown } = pageOf(entries ?? [], asked, ENTRIES);
  const blocks = shown.map((entry, index) => {
    const { n, at, by, why, changes } = entry;
    const about = `${translate(world.language, authorText(by))} · ${sayMoment(at, world.language, world.zone)}`;
    const head = section(
      `${n}. ${cut(translate(world.language, headlineOf(entry)), 200)}`,
      from + index === 0 ? undefined : button(`restore.${n}`, t('view_restore')),
    );
    const lines = changes.length > 1 ? linesOf(changes, world) : [];
    return [divider, head, context(...(changes.length > 0 ? [translate(world.language, why)] : []), about, ...lines)];
  });
  return {
    title: t('view_history'),
    close: t('view_close'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      actions(button('back', t('view_rules')), ...pager(page, pages)),
      ...(entries ? [] : [loading(t)]),
      ...(entries?.length === 0 ? [section(t('history_empty'))] : []),
      ...blocks.flat(),
    ],
  };
}

function linesOf(changes: readonly Text[], world: Shown): readonly string[] {
  const lines = changes.slice(0, LINES).map((change) => cut(translate(world.language, change), 300));
  return changes.length > LINES ? [...lines, sayIn(world)('history_more', { count: changes.length - LINES })] : lines;
}

/** A field for a document, then what it would change; the same for an import and for going back. */
export function proposalView(
  preview: Preview | undefined,
  what: 'import' | 'restore',
  count: number,
  world: Shown,
  notice?: string,
): View {
  const t = sayIn(world);
  const title = t(`view_${what}`);
  const told = notice ? [section(`❗ ${notice}`)] : [];
  const back = actions(button('back', t('view_back')));
  if (!preview) {
    const field = typed(
      { id: importField(count), label: 'JSON', hint: t('view_import_hint'), multiline: true, still: true },
      '',
    );
    return { title, submit: t('view_preview'), close: t('view_close'), blocks: [...told, back, field] };
  }
  const { changes, findings, lost } = preview;
  const none = changes.length === 0;
  return {
    title,
    ...(!none && { submit: t('view_apply') }),
    close: t('view_close'),
    blocks: [
      ...told,
      back,
      section(t(none ? 'view_nothing_changes' : 'command_import_preview')),
      ...changes.slice(0, 30).map((change) => context(cut(translate(world.language, change), 300))),
      ...(changes.length > 30 ? [context(t('history_more', { count: changes.length - 30 }))] : []),
      ...findings.slice(0, 10).map((finding) => context(cut(sayFinding(finding, world.language), 500))),
      ...(lost.length > 0 ? [context(`🟡 ${t('view_secrets_lost', { rules: lost.slice(0, 20) })}`)] : []),
    ],
  };
}
