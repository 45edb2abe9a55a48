import type { Explanation } from '../model/explanation';

/**
 * How far a rule was from matching: how many of its conditions would have had to be other. What is unknown or was not
 * read counts half.
 */
export function distanceOf(explanation: Explanation | null): number {
  if (!explanation) return Infinity;
  if ('always' in explanation) return 0;
  const { verdict } = explanation;
  if (!('group' in explanation)) return verdict === true ? 0 : verdict === false ? 1 : 0.5;
  const { group, conditions } = explanation;
  if (group === 'any') return Math.min(...conditions.map(distanceOf));
  if (group === 'all') return conditions.reduce((sum, each) => sum + distanceOf(each), 0);
  return conditions.reduce((sum, each) => sum + (each.verdict === false ? 0 : each.verdict === true ? 1 : 0.5), 0);
}
