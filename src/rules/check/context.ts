import type { Calendar } from '../../model/calendar';
import type { KnowsName } from '../template';
import type { Catalogue } from '../../catalogue';
import type { HostKnowledge } from '../result';
import type { Finding } from '../../model/finding';
import type { LookupEntry } from '../../catalogue/document';

/** What a rule is checked against, beyond itself. */
export interface Known {
  readonly catalogue: Catalogue;
  /** What templates may name. */
  readonly names: KnowsName;
  /** Calendars that can be read; the setting's own stands under ''. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Calendars that the document names, those that cannot be read included. */
  readonly calendarNames: readonly string[];
  /** What of the settings cannot be read: rules that name their hours or zone are set aside. */
  readonly broken: { readonly timezone: boolean; readonly hours: boolean; readonly holidays: boolean };
  /** The settings are those of a server: what they leave blank has no value there. */
  readonly inServer: boolean;
  readonly lookups: ReadLookups;
  readonly host: HostKnowledge;
}

export interface ReadLookups {
  /** Those that can be asked, by id, as written. */
  readonly readable: Readonly<Record<string, LookupEntry>>;
  /** All that the document names. */
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}
