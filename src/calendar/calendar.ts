/** Opening spans of a week, in minutes since Monday 00:00 local time, sorted, not overlapping, end exclusive. */
export type WeekHours = readonly (readonly [start: number, end: number])[];

export interface Holiday {
  /** Missing: every year. */
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  readonly name: string;
}

/** A calendar as the rules see it, parsed and checked. */
export interface Calendar {
  readonly name: string;
  /** IANA name. */
  readonly zone: string;
  /** `agents`: open while an agent is online; `workspace`: the server's own business hours. */
  readonly hours: WeekHours | 'agents' | 'workspace';
  readonly holidays: readonly Holiday[];
}
