/**
 * What is pressed below a field changes what the field holds. A client shows what it holds for a field's name, so the
 * field gets a new one; what was typed under the old name, and arrives only now (the phone tells nothing before the
 * submit), is taken up under the new one.
 */
export interface Late {
  /** The field's name now. */
  readonly now: string;
  /** What it showed under its old name. */
  readonly from: string;
  /** What it shows under the new one. */
  readonly to: string;
  /** What was chosen below it. */
  readonly chosen: readonly (readonly [tool: string, choice: string])[];
}
