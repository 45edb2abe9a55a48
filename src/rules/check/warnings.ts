import type { Draft } from './document';
import type { Known } from './known';

/** Warnings. */
export function* warn(drafts: readonly Draft[], known: Known): Generator<void> {
  void [drafts, known];
  yield;
}
