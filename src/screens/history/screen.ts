import { translate, message } from '../../text/message';
import { apply, previewImport, previewRestore, type Preview } from '../../admin/rule-book/transfer';
import { numberIn, sayConflict, toRules, type ScreenTools, type Next, type Screen } from '../screen';
import { historyView, importField, proposalView } from './view';
import { asString } from '../../util/json';
import type { Place } from '../place';

type Proposal = Extract<Place, { at: 'proposal' }>;

export const historyScreen: Screen<Extract<Place, { at: 'history' }>> = {
  right: 'change',
  show: async ({ page }, { admin, world }, { quick, notice }) =>
    historyView(quick ? undefined : await admin.book.history.list(), world, notice, page),
  press: async (place, id, _value, desk) => {
    if (id === 'back') return toRules(desk);
    const page = numberIn(id, 'page');
    if (page !== undefined) return { place: { ...place, page } };
    const n = numberIn(id, 'restore');
    if (n === undefined) return { place };
    return proposed({ at: 'proposal', what: 'restore', count: desk.unused, n }, desk);
  },
};

/** A document is looked at before it takes the place of the rules. */
export const proposalScreen: Screen<Proposal> = {
  right: 'change',
  show: async (place, desk, { notice }) => {
    const found = await previewOf(place, desk);
    return proposalView(
      found && 'preview' in found ? found.preview : undefined,
      place.what,
      place.count,
      desk.world,
      notice,
    );
  },
  press: (place, id, _value, desk) =>
    Promise.resolve(
      id === 'back' ? (place.what === 'import' ? toRules(desk) : { place: { at: 'history' } }) : { place },
    ),
  submit: async (place, state, desk) => {
    const { admin, person } = desk;
    if (place.basedOn === undefined) {
      // A field that was not touched is missing.
      const source = asString(state[importField(place.count)]) ?? '';
      if (source.trim() === '') return again(place, desk.say('view_import_hint'));
      return proposed({ ...place, source }, desk);
    }
    const found = await previewOf(place, desk);
    if (!found || 'notice' in found) return again(place, found?.notice ?? desk.say('view_gone'));
    // What was shown was against the rules of then.
    const why =
      place.n === undefined ? message('history_why_imported') : message('history_why_restored', { n: place.n });
    const changed = await apply(admin.book, person, { ...found.preview, basedOn: place.basedOn }, why);
    if (changed.ok) return toRules(desk, desk.say('view_applied'));
    if (changed.reason === 'conflict') {
      const newer = { ...place, basedOn: found.preview.basedOn };
      return { place: newer, notice: `${sayConflict(changed, desk)} ${desk.say('view_look_again')}` };
    }
    return again(
      place,
      changed.findings
        .slice(0, 3)
        .map((finding) => translate(desk.world.language, finding.text))
        .join(' '),
    );
  },
};

/** Shows what would change, or says why that cannot be. */
async function proposed(place: Proposal, desk: ScreenTools): Promise<Next> {
  const found = await previewOf(place, desk);
  if (found && 'preview' in found) return { place: { ...place, basedOn: found.preview.basedOn } };
  const notice = found?.notice ?? desk.say('view_gone');
  if (place.n !== undefined) return { place: { at: 'history' }, notice };
  const { at, what, count } = place;
  return { place: { at, what, count }, errors: { [importField(count)]: notice } };
}

/** Back to an empty field, under a name of its own. */
function again({ at, what, count }: Proposal, notice: string): Next {
  return { place: { at, what, count: count + 1 }, notice };
}

async function previewOf(
  { source, n }: Proposal,
  { admin, world }: ScreenTools,
): Promise<{ preview: Preview } | { notice: string } | undefined> {
  if (source === undefined && n === undefined) return undefined;
  const found =
    n === undefined ? await previewImport(admin.book, source ?? '') : (await previewRestore(admin.book, n))?.previewed;
  if (!found) return undefined;
  if (found.ok) return { preview: found.preview };
  return {
    notice: found.findings
      .slice(0, 3)
      .map((finding) => translate(world.language, finding.text))
      .join(' '),
  };
}
