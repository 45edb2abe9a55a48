import { firstRules } from '../../../settings/first-rules';
import { customerMessage } from '../../catalogue/events';
import { RULES_ON_A_PAGE, unsavedBlocks } from './view';
import type { Unsaved } from '../session';
import noAnswer from '../../../settings/examples/6-no-answer-for-five-minutes.json';
import closeSilent from '../../../settings/examples/7-close-after-silence.json';
import followUp from '../../../settings/examples/8-follow-up.json';
import vip from '../../../settings/examples/9-vip-customers.json';
import { isRawRule, nameOf, type RawRule } from '../../admin/rule-book/raw-document';
import { pager, sentence } from '../builder/view';
import { sayIn, type World } from '../kit/form';
import { actions, button, context, cut, divider, section, type View } from '../kit/blocks';

/** Rules to begin with. They start in `watch`: what they would do is written down, nothing is done. */
export function templates(): readonly RawRule[] {
  const { rules } = JSON.parse(firstRules()) as { rules: readonly unknown[] };
  const more = [noAnswer, closeSilent, followUp, vip].flatMap((document): readonly unknown[] => document.rules);
  return [...rules, ...more].filter(isRawRule).map((rule) => ({ ...rule, mode: 'watch' }));
}

/** Nothing but what every rule has. */
export const BLANK: RawRule = { name: '', mode: 'watch', on: customerMessage.id, if: 'always', do: [] };

interface NewModel {
  readonly page: number;
  readonly notice?: string;
  readonly unsaved?: Unsaved;
}

/** From nothing, or from one of the examples. */
export function newView({ page, notice, unsaved }: NewModel, world: Pick<World, 'language' | 'zone'>): View {
  const t = sayIn(world);
  const all = templates();
  const pages = Math.ceil(all.length / RULES_ON_A_PAGE);
  const from = Math.min(page, pages - 1) * RULES_ON_A_PAGE;
  return {
    title: t('view_new_rule'),
    close: t('view_close'),
    blocks: [
      ...(notice ? [section(`❗ ${notice}`)] : []),
      ...(unsaved ? unsavedBlocks(unsaved, world) : []),
      section(t('view_new_blank'), button('blank', t('view_begin'), 'primary')),
      actions(button('back', t('view_rules'))),
      ...all
        .slice(from, from + RULES_ON_A_PAGE)
        .flatMap((rule, index) => [
          divider,
          section(nameOf(rule), button(`template.${from + index}`, t('view_begin'))),
          context(cut(sentence(rule, world) ?? '', 400)),
        ]),
      ...(pages > 1 ? [actions(...pager(page, pages))] : []),
    ],
  };
}
