import { messageText } from '../../catalogue/fields/message';
import type { Draft, Group, DraftGroup, DraftLeaf, DraftNode } from './draft';

/** What the buttons of the builder do to a draft. */

const changed = (draft: Draft, change: Partial<Draft>): Draft => ({ ...draft, count: draft.count + 1, ...change });

/** Replaces one node by others; groups that are left empty go. */
function swap(node: DraftNode | null, n: number, by: (node: DraftNode) => readonly DraftNode[]): DraftNode | null {
  if (!node) return null;
  if (node.n === n) return by(node)[0] ?? null;
  const inside = (group: DraftGroup): DraftGroup => ({
    ...group,
    of: group.of.flatMap((each): readonly DraftNode[] => {
      if (each.n === n) return by(each);
      if ('raw' in each) return [each];
      const after = inside(each);
      return after.of.length > 0 || each.of.length === 0 ? [after] : [];
    }),
  });
  if ('raw' in node) return node;
  const after = inside(node);
  return after.of.length > 0 ? after : null;
}

/** Another rule for this condition. */
export function putCondition(draft: Draft, n: number, raw: unknown): Draft {
  return changed(draft, { condition: swap(draft.condition, n, () => [{ n, raw }]) });
}

export function putStep(draft: Draft, n: number, raw: unknown): Draft {
  return changed(draft, { steps: draft.steps?.map((each) => (each.n === n ? { n, raw } : each)) });
}

/** Most rules ask what the message says. */
const FIRST = { field: messageText.id, operator: messageText.example.operator };

/** A new condition, in the group of this number or beside everything there is; it is opened. */
export function addCondition(draft: Draft, into?: number, raw: unknown = { ...FIRST, value: '' }): Draft {
  const leaf: DraftLeaf = { n: draft.next, raw };
  const next = draft.next + 2;
  const root = draft.condition;
  if (!root) return changed(draft, { condition: leaf, next, focus: leaf.n });
  const into_ = into ?? ('raw' in root ? undefined : root.n);
  const condition =
    into_ === undefined
      ? { n: draft.next + 1, group: 'all' as const, of: [root, leaf] }
      : swap(root, into_, (node) => ['raw' in node ? node : { ...node, of: [...node.of, leaf] }]);
  return changed(draft, { condition, next, focus: leaf.n });
}

/** A condition or group gets a group around it. */
export function wrap(draft: Draft, n: number, group: Group): Draft {
  const around = (node: DraftNode): readonly DraftNode[] => [{ n: draft.next, group, of: [node] }];
  return changed(draft, { condition: swap(draft.condition, n, around), next: draft.next + 1 });
}

/** A group becomes another one. */
export function regroup(draft: Draft, n: number, group: Group): Draft {
  return changed(draft, { condition: swap(draft.condition, n, (node) => ['raw' in node ? node : { ...node, group }]) });
}

/** A group's box goes, what is in it stays; of the outermost only when one condition is in it. */
export function unwrap(draft: Draft, n: number): Draft {
  const open = (node: DraftNode): readonly DraftNode[] =>
    'raw' in node || (node === draft.condition && node.of.length > 1) ? [node] : node.of;
  return changed(draft, { condition: swap(draft.condition, n, open) });
}

export function removeCondition(draft: Draft, n: number): Draft {
  return changed(draft, { condition: swap(draft.condition, n, () => []), focus: undefined });
}

export function moveCondition(draft: Draft, n: number, by: -1 | 1): Draft {
  const inside = (node: DraftNode): DraftNode =>
    'raw' in node ? node : { ...node, of: shifted(node.of.map(inside), n, by) };
  return changed(draft, { condition: draft.condition && inside(draft.condition) });
}

export function moveStep(draft: Draft, n: number, by: -1 | 1): Draft {
  return changed(draft, { steps: draft.steps && shifted(draft.steps, n, by) });
}

function shifted<T extends { readonly n: number }>(list: readonly T[], n: number, by: -1 | 1): readonly T[] {
  const from = list.findIndex((each) => each.n === n);
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return list;
  const moved = [...list];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}

/** A new action at the end; it is opened. */
export function addStep(draft: Draft, raw: unknown): Draft {
  const leaf: DraftLeaf = { n: draft.next, raw };
  return changed(draft, { steps: [...(draft.steps ?? []), leaf], next: draft.next + 1, focus: leaf.n });
}

export function copyOf(draft: Draft, n: number): Draft {
  const step = draft.steps?.find((each) => each.n === n);
  return step ? addStep(draft, step.raw) : draft;
}

export function removeStep(draft: Draft, n: number): Draft {
  return changed(draft, { steps: draft.steps?.filter((each) => each.n !== n), focus: undefined });
}
