import type { FieldRef } from '../catalogue/fields/field';
import { PREPARE } from '../catalogue/operators';
import type { Environment } from '../model/facts';
import type { FieldSlot, Scanner } from './rule-set';
import { emptyScanner } from './keyword-scan';

/** What stands for a field's name in a rule: its entry, or undefined when there is none. */
export type FieldOf = (id: string) => FieldRef | undefined;

/** What grows while rules are compiled: each field gets one slot, each text that keywords are looked for in a scanner. */
export interface CompileContext {
  readonly slots: FieldSlot[];
  readonly scanners: Scanner[];
  /** Throws an Error when there is no such field. */
  slotOf(field: string): FieldSlot;
  scannerOf(slot: FieldSlot, sensitive: boolean): Scanner;
}

export function createCompileContext(fields: FieldOf, environment: Environment): CompileContext {
  const byField = new Map<string, FieldSlot>();
  const byText = new Map<string, Scanner>();
  const slots: FieldSlot[] = [];
  const scanners: Scanner[] = [];
  const newSlot = (field: string): FieldSlot => {
    const ref = fields(field);
    if (!ref) throw new Error(`there is no field ${field}`);
    const { field: entry, key } = ref;
    const needs = entry.needs(key, environment);
    const ofConversation = needs.length === 1 && needs[0] === 'conversation';
    const prepare = PREPARE[entry.kind];
    const slot: FieldSlot = { index: slots.length, ref, key, read: entry.read, needs, ofConversation, prepare };
    slots.push(slot);
    byField.set(field, slot);
    return slot;
  };
  return {
    slots,
    scanners,
    slotOf: (field) => byField.get(field) ?? newSlot(field),
    scannerOf: (slot, sensitive) => {
      const key = `${slot.index} ${sensitive}`;
      const scanner = byText.get(key) ?? emptyScanner(slot, sensitive);
      if (!byText.has(key)) scanners.push(scanner);
      byText.set(key, scanner);
      return scanner;
    },
  };
}
