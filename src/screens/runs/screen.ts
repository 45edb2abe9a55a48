import { nameOf } from '../../admin/rule-book/raw-document';
import { outcomeOf, shownActions, STANDINGS, type RunRecord } from '../../model/run';
import { eventKey } from '../../catalogue/keys';
import { translate } from '../../text/message';
import { lastTimes } from '../../admin/apply';
import { lastRunText, markOfOutcome, sayAction, sayMoment } from '../../admin/wording';
import {
  actions,
  ANY,
  button,
  chooser,
  context,
  cut,
  divider,
  linked,
  loading,
  pageOf,
  pager,
  section,
  type Choice,
} from '../kit/blocks';
import type { Place } from '../place';
import { numberIn, toRules, type Screen } from '../screen';

type Runs = Extract<Place, { at: 'runs' }>;

/** Runs that are looked through, and those of one page. */
const MOST = 100;
const ON_A_PAGE = 15;

/** What a rule has done lately, with links to the conversations. */
export const runsScreen: Screen<Runs> = {
  right: 'change',
  show: async ({ rule: id, outcome, page: asked }, { admin, world, say }, { quick, notice }) => {
    const name = nameOf(admin.book.read().inForce.find((rule) => rule.id === id)?.source) || id;
    const runs = quick ? undefined : await admin.records.ofRule(id, MOST);
    const stats = runs?.length === 0 ? await admin.records.stats() : undefined;
    const times = quick ? [] : await lastTimes(admin, { id, name }, world.language, world.zone);
    const found = (runs ?? []).filter((run) => outcome === undefined || outcomeOf(run) === outcome);
    const { page, pages, shown } = pageOf(found, asked, ON_A_PAGE);
    const choices = STANDINGS.filter((each) => runs?.some((run) => outcomeOf(run) === each));
    const row = (run: RunRecord) => [
      divider,
      section(
        `${markOfOutcome(outcomeOf(run))} ${sayMoment(run.at, world.language, world.zone)} · ${say(eventKey(run.event.on))}`,
        linked(`open.${run.id.slice(0, 100)}`, say('view_open_conversation'), admin.linkTo(run.conversation)),
      ),
      context(
        cut(
          shownActions(run)
            .map((action) => sayAction(action, world.language))
            .join(' · '),
          500,
        ),
      ),
    ];
    return {
      title: cut(name, 60),
      close: say('view_close'),
      blocks: [
        ...(notice ? [section(`❗ ${notice}`)] : []),
        actions(
          button('back', say('view_rules')),
          ...(choices.length > 0
            ? [
                chooser(
                  'outcome',
                  say('view_outcome'),
                  [[ANY, say('view_any')], ...choices.map((each): Choice => [each, say(`outcome_${each}`)])],
                  outcome,
                ),
              ]
            : []),
          ...pager(page, pages),
        ),
        ...(runs ? [] : [loading(say)]),
        ...(page === 0 ? times : []).map((line) => context(cut(line, 500))),
        ...(runs?.length === 0
          ? [section(translate(world.language, lastRunText(stats?.get(id), world.language, world.zone)))]
          : []),
        ...shown.flatMap(row),
      ],
    };
  },
  press: (place, id, value, desk) => {
    if (id === 'back') return Promise.resolve(toRules(desk));
    const page = numberIn(id, 'page');
    if (page !== undefined) return Promise.resolve({ place: { ...place, page } });
    if (id !== 'outcome') return Promise.resolve({ place });
    return Promise.resolve({ place: { ...place, page: 0, outcome: STANDINGS.find((each) => each === value) } });
  },
};
