import type { RawDocument } from '../../admin/rule-book/raw-document';
import { message, translate } from '../../text/message';
import type { RuleList } from '../place';
import { sayConflict, type Next, type ScreenTools } from '../screen';

/** Changes the rules from their list, and goes back to it with what came of it. */
export async function change(
  list: Pick<RuleList, 'version' | 'page'> & Partial<RuleList>,
  desk: ScreenTools,
  told: string,
  edit: (document: RawDocument) => RawDocument,
): Promise<Next> {
  const { admin, person, world } = desk;
  const changed = await admin.book.change(person, list.version, edit, message('history_why_list'));
  const to = (notice: string): Next => ({
    place: { ...list, at: 'rules', version: admin.book.read().version },
    notice,
  });
  if (changed.ok) return to(told);
  if (changed.reason === 'conflict') return to(sayConflict(changed, desk));
  const said = changed.findings.slice(0, 3).map((finding) => translate(world.language, finding.text));
  return to(said.join(' '));
}
