import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { NO_RULES } from './workflows';

/** The app's settings by id (DESIGN.md 4). Texts stand in i18n under `setting_<id>` and `setting_<id>_description`. */
export interface SettingValues {
  readonly enabled: boolean;
  readonly rules: string;
  readonly rules_report: string;
  readonly timezone: string;
  readonly hours: string;
  readonly holidays: string;
  readonly field_locale: string;
  readonly field_timezone: string;
  readonly field_country: string;
  readonly field_city: string;
  /** Blank: tags are the app's own. What stands in a field of the visitor the customer may have written. */
  readonly field_tags: string;
  readonly agents: string;
  readonly server_url: string;
  readonly server_user_id: string;
  readonly server_token: string;
  /** An OpenAI-compatible address; blank: no lookup asks a model. */
  readonly model_url: string;
  readonly model_key: string;
  readonly model_name: string;
  readonly lookups_per_minute: number;
  readonly alert_room: string;
  readonly keep_days: number;
}
/** What settings of earlier versions say, which are on no screen any more. */
export interface EarlierSettings {
  /** The visitor's custom field into which notes on contacts went; blank where there was none. */
  readonly notesField: string;
  /** Was there an earlier version whose administrator never touched `field_tags`? Then tags stand in this field. */
  readonly tagsField?: string;
  /** Was there one whose administrator never touched `rules`? Then its first rules watch, and go on doing so. */
  readonly firstRules?: true;
}
export type SettingId = keyof SettingValues;

/** The setting that the app writes itself. */
export const REPORT: SettingId = 'rules_report';

type Shape = Partial<ISetting> & { readonly code?: string };
type Entry = readonly [id: SettingId, type: SettingType, packageValue: string | number | boolean, shape?: Shape];

/** In the order and sections of the settings screen. */
const SECTIONS: Readonly<Record<string, readonly Entry[]>> = {
  section_rules: [
    ['enabled', SettingType.BOOLEAN, true],
    // `code` is the editor's mode; servers pass it on although the type does not name it (HOST.md D).
    ['rules', SettingType.CODE, NO_RULES, { code: 'application/json', multiline: true }],
    ['rules_report', SettingType.STRING, '', { multiline: true }],
  ],
  section_hours: [
    ['timezone', SettingType.STRING, 'UTC'],
    ['hours', SettingType.STRING, 'Mon-Fri 09:00-18:00'],
    ['holidays', SettingType.STRING, '', { multiline: true }],
  ],
  section_customer: [
    ['field_locale', SettingType.STRING, 'locale'],
    ['field_timezone', SettingType.STRING, 'timezone'],
    ['field_country', SettingType.STRING, 'country'],
    ['field_city', SettingType.STRING, 'city'],
    ['field_tags', SettingType.STRING, ''],
  ],
  section_team: [['agents', SettingType.STRING, '', { multiline: true }]],
  section_connection: [
    ['server_url', SettingType.STRING, ''],
    ['server_user_id', SettingType.STRING, ''],
    ['server_token', SettingType.PASSWORD, ''],
  ],
  section_lookups: [
    ['model_url', SettingType.STRING, ''],
    ['model_key', SettingType.PASSWORD, ''],
    ['model_name', SettingType.STRING, ''],
    ['lookups_per_minute', SettingType.NUMBER, 60],
  ],
  section_care: [
    ['alert_room', SettingType.STRING, ''],
    ['keep_days', SettingType.NUMBER, 30],
  ],
};

/** The settings as the server wants them. */
export const SETTINGS: readonly ISetting[] = Object.entries(SECTIONS).flatMap(([section, entries]) =>
  entries.map(([id, type, packageValue, shape]) => ({
    id,
    type,
    packageValue,
    required: false,
    public: false,
    section,
    i18nLabel: `setting_${id}`,
    i18nDescription: `setting_${id}_description`,
    ...shape,
  })),
);

/** Of this one 0 is a number like another: none. */
const MAY_BE_NONE: SettingId = 'lookups_per_minute';

/** Values as an administrator left them: of the right type, else the default. Numbers may come as text. */
export function settingValues(raw: Readonly<Record<string, unknown>>): SettingValues {
  const values = SETTINGS.map(({ id, packageValue }) => {
    const isNone = id === MAY_BE_NONE && String(raw[id]).trim() === '0';
    return [id, isNone ? 0 : valueLike(packageValue, raw[id])] as const;
  });
  return Object.fromEntries(values) as unknown as SettingValues;
}

function valueLike(packageValue: unknown, value: unknown): unknown {
  if (value === undefined || value === null) return packageValue;
  if (typeof packageValue === 'number') {
    const number = Number(value);
    return Number.isFinite(number) && number > 0 ? number : packageValue;
  }
  if (typeof packageValue === 'boolean') return value === true || value === 'true';
  // A JSON editor may hand over what it has parsed.
  return typeof value === 'string' ? value : JSON.stringify(value);
}
