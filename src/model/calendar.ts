/**
 * Opening spans of a week, in minutes since Monday 00:00 local time (0–10080), sorted, not overlapping, end exclusive.
 * A span that passes Sunday midnight is two. Empty: never open (only the server's own hours can be that).
 */
export type WeekHours = readonly (readonly [start: number, end: number])[];

/** Spans of a day, in minutes of that day; an end beyond 1440 is on the day after. The end is exclusive. */
export type DaySpans = readonly (readonly [start: number, end: number])[];

export interface Holiday {
  /** Year, month and day as one number, such as 20261224; month and day alone, 1224, for every year. */
  readonly first: number;
  /** In the same form; its own day belongs to the holiday. Before `first`: past the end of each year. */
  readonly last: number;
  /** Closed only then. Missing: all day. */
  readonly spans?: DaySpans;
  /** May be empty. */
  readonly name: string;
}

interface Named {
  /** '' for the one that the settings make. */
  readonly name: string;
  /** IANA name. Holidays go by this zone's midnights. */
  readonly zone: string;
  readonly holidays: readonly Holiday[];
}

/** A calendar with a schedule of its own. */
export interface WeekCalendar extends Named {
  readonly hours: WeekHours;
  /** The zone of the hours where it is another than the holidays' (the server's own hours). */
  readonly hoursZone?: string;
}

/** Open while an agent is online. */
export interface AgentsCalendar extends Named {
  readonly hours: 'agents';
}

/** Open by the server's own business hours, which `withWorkspace` fills in once they are read. */
export interface WorkspaceCalendar extends Named {
  readonly hours: 'workspace';
}

/** A calendar as the rules see it, parsed and checked. */
export type Calendar = WeekCalendar | AgentsCalendar | WorkspaceCalendar;

/** The server's own business hours, and the zone that they are written in. */
export interface WorkspaceHours {
  readonly hours: WeekHours;
  /** IANA name. */
  readonly zone: string;
}

/** Rule authors' spelling of the days, Monday first; an index into it is a weekday everywhere. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const MINUTES_PER_DAY = 24 * 60;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = MINUTES_PER_DAY * MINUTE;
export const WEEK = MINUTES_PER_WEEK * MINUTE;
