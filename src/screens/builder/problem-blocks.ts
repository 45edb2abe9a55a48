import type { LayoutBlock } from '@rocket.chat/ui-kit';
import type { Finding } from '../../model/finding';
import { translate } from '../../text/message';
import { actions, button, context } from '../kit/blocks';
import { sayIn, type World } from '../kit/form';
import { spotOf } from './forms';
import type { Draft } from './draft';

/** What is wrong or doubtful with the rule, above its parts. */
interface Problems {
  readonly draft: Draft;
  /** Of the rule as it would be saved now, seen alone. */
  readonly findings: readonly Finding[];
  readonly world: World;
  /** The name of a rule that this one may be put before, because it stops. */
  readonly before?: string;
}

/** More are only counted. */
const FINDINGS = 5;

const errorsIn = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ level }) => level === 'error');

/** Doubts were told, and nothing has changed since: who saves now means it. */
export const isWarned = ({ warned, count }: Draft): boolean => warned?.at === count && warned.findings.length > 0;

/** From the first attempt to save on, and for rules that are set aside. */
export function problemBlocks({ draft, findings: light, world, before }: Problems): readonly LayoutBlock[] {
  if (!draft.tried) return [];
  const t = sayIn(world);
  const findings = isWarned(draft) ? [...errorsIn(light), ...draft.warned!.findings] : light;
  const lines = findings.slice(0, FINDINGS).map((finding) => {
    const { tab } = spotOf(draft, finding);
    const mark = finding.level === 'error' ? '🔴' : '🟡';
    return context(`${mark} ${t(`view_tab_${tab}`)}: ${translate(world.language, finding.text)}`);
  });
  return [
    ...lines,
    ...(findings.length > FINDINGS ? [context(t('history_more', { count: findings.length - FINDINGS }))] : []),
    ...(isWarned(draft) && before ? [actions(button('before', t('view_before', { rule: before })))] : []),
  ];
}
