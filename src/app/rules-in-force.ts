import {
  REPORT,
  settingValues,
  SETTINGS,
  type EarlierSettings,
  type SettingId,
  type SettingValues,
} from '../../settings/definitions';
import { settingLines, settingProblems } from '../admin';
import type { CalendarSettings } from '../calendar';
import type { ServerFacts } from '../model/facts';
import { nearestLanguage, translate, type Language } from '../text/message';
import { loadRules, type Loaded } from '../rules/load';
import { rulesReport } from './rules-report';
import type { Log } from '../ports/log';
import { createQueues } from '../util/queues';
import type { OpeningHours } from './opening-hours';
import { checkedOf, fingerprintOf, resultOf, type Checked } from '../rules/checked';
import type { HostKnowledge, ReadResult } from '../rules/result';

/** The settings and the rules as they stand now. */
export interface InForce {
  settings(): SettingValues;
  /** What settings of an earlier version still say. */
  earlier(): EarlierSettings;
  /** Zone, hours and holidays as they are in force: the last good ones where the settings are wrong. */
  openingHours(): CalendarSettings;
  /** The server's language. */
  language(): Language;
  /** Undefined until they have been read for the first time. */
  loaded(): Loaded | undefined;
  /** Reads all settings, and not yet the rules. */
  readSettings(read: (id: string) => Promise<unknown>, earlier: Promise<EarlierSettings>): Promise<void>;
  /** Reads the rules, one reading after the other: of two changes at once the later one stands. */
  readRules(): Promise<void>;
  /** Tells what the last reading has found, in the report and in the log. */
  tell(): Promise<void>;
  /** Reads the rules again, and tells. */
  reload(): Promise<void>;
  /** The server's lists of agents and departments, for the check. */
  know(lists: HostKnowledge): Promise<void>;
  /** The server tells of a changed setting; false when it is nothing new. */
  take(id: string, value: unknown): Promise<boolean>;
  /**
   * Writes a setting and puts it into force here; the server tells of it in a hook, which then finds it done. Rejects
   * when the server cannot store it; then it is as it was, unless somebody has changed it since.
   */
  save(id: SettingId, value: string | boolean): Promise<void>;
  /** What texts need to know of the server; hardly ever changes. */
  readServer(): Promise<ServerFacts>;
}

export interface InForceParts {
  /** A setting of the server; undefined when it cannot be read. */
  serverSetting(id: string): Promise<unknown>;
  write(id: SettingId, value: string | boolean): Promise<void>;
  /** Keeps the last good document beyond a restart, while the one in the settings is refused. */
  keepGood(text: string): void;
  /** What was kept; undefined when there is nothing. Rejects when it cannot be read: then nothing takes its place. */
  keptGood(): Promise<string | undefined>;
  /** The document in the settings is the last good one itself. */
  forgetGood(): void;
  /** What the check found last, beyond a restart. */
  keepChecked(checked: Checked): void;
  keptChecked(): Promise<Checked | undefined>;
  readonly hours: OpeningHours;
  readonly log: Log;
  /** ms since 1970. */
  readonly now: () => number;
  /** The rules have just been read. */
  onRead(): void;
  /** The rules of the first version, for who has never changed them. */
  firstRules(): string;
}

const LONGEST_MESSAGE = 5_000;
/** The server tells no app that its language was changed: it is asked again when somebody is told something after this time, in ms. */
const LANGUAGE_KEPT = 60_000;

export function createInForce(parts: InForceParts): InForce {
  const { serverSetting, write, log, now } = parts;
  let settings: SettingValues = settingValues({});
  let earlier: EarlierSettings = { notesField: '' };
  const { timezone, hours, holidays } = settings;
  let openingHours: CalendarSettings = { timezone, hours, holidays };
  let language: Language = 'en';
  let languageRead = -Infinity;
  let loaded: Loaded | undefined;
  /** The text of the last good document, until it has been kept. */
  let good: string | undefined;
  /** Nothing is kept, for certain. */
  let forgotten = false;
  let lists: HostKnowledge = {};
  /** What is known to be kept of the check. */
  let kept: Checked | undefined;
  /** What the last reading was of. */
  let lastRead: { readonly of: string; readonly lists: HostKnowledge } = { of: '', lists };
  /** At a start: asked together with the settings. */
  let ahead: Promise<readonly [ServerFacts, Checked | undefined]> | undefined;

  async function readServer(): Promise<ServerFacts> {
    const [url, locale, size] = await Promise.all(
      ['Site_Url', 'Language', 'Message_MaxAllowedSize'].map((id) => serverSetting(id)),
    );
    language = languageOf(locale);
    languageRead = now();
    const messageSize = typeof size === 'number' && size > 0 ? size : LONGEST_MESSAGE;
    return { url: (typeof url === 'string' ? url : '').replace(/\/+$/, ''), language, messageSize };
  }

  /** In the background: what is going on now goes on in the language that was. */
  function noticeLanguage(): void {
    if (!loaded || now() - languageRead < LANGUAGE_KEPT) return;
    languageRead = now();
    void serverSetting('Language')
      .then((locale) => (locale === undefined || languageOf(locale) === language ? undefined : reload()))
      .catch((error: unknown) => log.error(`the server's language: ${String(error)}`));
  }

  const queues = createQueues();
  const inTurn = (work: () => Promise<void>): Promise<void> => queues('rules', work);
  const reload = (): Promise<void> => inTurn(() => readRules().then(tell));

  /** The rules that go on when the document in the settings is refused, after a restart as well. */
  async function lastGood(server: ServerFacts): Promise<Loaded | undefined> {
    if (loaded) {
      if (good !== undefined) parts.keepGood(good);
      good = undefined;
      forgotten = false;
      return loaded;
    }
    const rules = await parts.keptGood();
    if (rules === undefined) return undefined;
    const before = await loadRules({ ...settings, ...openingHours, rules }, lists, server, undefined);
    return before.accepted ? before : undefined;
  }

  /** After a start: what was checked before it, if it is still the same; with the server's lists of that time. */
  function checkedBefore(before: Checked | undefined, of: string, usable: SettingValues): ReadResult | undefined {
    if (before?.of !== of) return undefined;
    const result = resultOf(usable.rules, before);
    if (!result) return undefined;
    lists = before.lists;
    kept = before;
    return result;
  }

  /** The lines about the rules; of the same check in the same language they are the same. */
  function reportOn(rules: Loaded): string {
    const { of, lists: known } = lastRead;
    const isKept = kept?.of === of && JSON.stringify(kept.lists) === JSON.stringify(known);
    if (isKept && kept?.report.language === language) return kept.report.text;
    const text = rulesReport(rules, language);
    const checked = checkedOf(rules.result, of, known, { language, text });
    if (!checked) return text;
    kept = checked;
    parts.keepChecked(checked);
    return text;
  }

  async function readRules(): Promise<void> {
    const [server, before] = ahead ? await ahead : [await readServer(), undefined];
    ahead = undefined;
    openingHours = await parts.hours.inForce(settings);
    const usable = { ...settings, ...openingHours };
    const of = fingerprintOf(usable.rules, usable);
    const checked = checkedBefore(before, of, usable);
    const known = lists;
    const rules = await loadRules(usable, known, server, loaded, checked);
    if (rules.accepted) {
      good = usable.rules;
      if (!forgotten) parts.forgetGood();
      forgotten = true;
    }
    const last = rules.accepted ? undefined : await lastGood(server);
    loaded = last && !loaded ? await loadRules(usable, known, server, last) : rules;
    lastRead = { of, lists: known };
    parts.onRead();
  }

  async function tell(): Promise<void> {
    if (!loaded) return;
    logFindings(loaded, log);
    const problems = settingProblems(settings, openingHours);
    const report = [reportOn(loaded), ...settingLines(problems, language)].join('\n');
    if (report === settings.rules_report) return;
    await write(REPORT, report).then(
      () => (settings = { ...settings, rules_report: report }),
      (error: unknown) => log.error(`the report: ${String(error)}`),
    );
  }

  return {
    settings: () => settings,
    earlier: () => earlier,
    openingHours: () => openingHours,
    language: () => {
      noticeLanguage();
      return language;
    },
    loaded: () => loaded,
    readServer,
    readRules: () => inTurn(readRules),
    tell: () => inTurn(tell),
    reload,
    readSettings: async (read, asked) => {
      ahead = Promise.all([readServer(), parts.keptChecked()]);
      const values = await Promise.all(SETTINGS.map(async ({ id }) => [id, await read(id)] as const));
      const before = await asked;
      settings = settingValues(Object.fromEntries(values));
      earlier = before;
      // Rules go on as they were: whoever has tags in a field, or rules that watch, does not lose them with an update.
      const kept: Partial<SettingValues> = {
        ...(before.tagsField !== undefined && { field_tags: before.tagsField }),
        ...(before.firstRules && { rules: parts.firstRules() }),
      };
      settings = { ...settings, ...kept };
      for (const [id, value] of Object.entries(kept)) await write(id as SettingId, value as string);
    },
    know: async (known) => {
      if (JSON.stringify(known) === JSON.stringify(lists)) return;
      lists = known;
      await reload();
    },
    take: async (id, value) => {
      if (id === REPORT || (settings as unknown as Record<string, unknown>)[id] === value) return false;
      settings = settingValues({ ...settings, [id]: value });
      await reload();
      return true;
    },
    save: async (id, value) => {
      const before = settings[id];
      settings = settingValues({ ...settings, [id]: value });
      try {
        await write(id, value);
      } catch (error) {
        if (settings[id] === value) settings = settingValues({ ...settings, [id]: before });
        await reload();
        throw error;
      }
      await reload();
    },
  };
}

function logFindings({ result }: Loaded, log: Log): void {
  for (const { level, rule, place, text } of result.findings) {
    const line = `rules: ${rule === null ? '' : `"${rule}" `}${place}: ${translate('en', text)}`;
    if (level === 'error') log.error(line);
    else log.warn(line);
  }
}

function languageOf(locale: unknown): Language {
  return nearestLanguage(typeof locale === 'string' ? locale : undefined);
}
