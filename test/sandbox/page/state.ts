import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { sayAction, sayExplanation } from '../../../src/admin/wording';
import { RUNS } from '../../../src/engine/journal';
import { outcomeOf, type RunRecord } from '../../../src/model/run';
import { nearestLanguage, translate, message, type Language } from '../../../src/text/message';
import type { Sandbox } from '..';
import { readSetting } from '../api/settings';
import { DEFAULT_VERSION, OLDER_VERSION } from '../workspace/versions';
import { conversations, customers, people, stored } from './rooms';
import type { PageState, RunState, ScreenState, SettingState, ViewState, Whisper } from './shapes';

/** What the page knows besides the sandbox itself. */
export interface Around {
  readonly shop: Sandbox;
  readonly bytes: number;
  readonly busy: string | null;
  readonly faults: readonly string[];
  readonly cut: boolean;
  readonly why: PageState['why'];
  readonly examples: readonly string[];
  readonly buttons: PageState['buttons'];
}

/** Server versions to choose from: those whose code was run. */
export const VERSIONS = [DEFAULT_VERSION, OLDER_VERSION] as const;

const RUNS_SHOWN = 40;
const WHISPERS_SHOWN = 100;
const PROBLEMS_SHOWN = 30;

/** Everything that the page shows, now. */
export function pageState({ shop, bytes, busy, faults, cut, why, examples, buttons }: Around): PageState {
  const { settings } = shop.workspace.data;
  const item = shop.instance().app().getStorageItem();
  const language = stored(settings.Language) || 'en';
  return {
    clock: clockState(shop),
    busy,
    app: { name: item.info.name, version: item.info.version, bytes, status: String(item.status) },
    server: {
      version: shop.workspace.version,
      versions: VERSIONS,
      devices: ['web', 'phone'],
      routing: stored(settings.Livechat_Routing_Method),
      language,
      connected: stored(shop.setting('server_url')) !== '',
      cut,
      faults,
    },
    people: people(shop),
    departments: shop.workspace.data.departments.map(({ _id, name }) => ({
      id: _id,
      name,
      agents: shop.workspace.data.departmentAgents
        .filter(({ departmentId }) => departmentId === _id)
        .map(({ username, agentId }) => username ?? agentId),
    })),
    customers: customers(shop),
    conversations: conversations(shop, nearestLanguage(language)),
    settings: settingStates(shop, language),
    buttons,
    screens: screens(shop),
    runs: runs(shop, nearestLanguage(language)),
    why,
    whispers: whispers(shop),
    examples,
    failing: (['failed', 'uncertain'] as const).map((outcome) =>
      translate(nearestLanguage(language), message(`outcome_${outcome}`)),
    ),
    problems: shop
      .logs()
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .slice(-PROBLEMS_SHOWN)
      .map(({ text: line }) => line)
      .reverse(),
  };
}

/** Rounded, because it must stay the same while nothing happens. */
function clockState({ clock }: Sandbox): PageState['clock'] {
  const now = clock.now().getTime();
  return clock.mode === 'still' ? { at: now } : { ahead: Math.round((now - Date.now()) / 250) * 250 };
}

/** The records of runs, as the app has stored them. */
function runs({ db }: Sandbox, language: Language): RunState[] {
  return db.records
    .filter(({ associations }) => associations.some(({ id }) => id === RUNS))
    .map(({ data }) => data as unknown as RunRecord)
    .sort((a, b) => b.at - a.at)
    .slice(0, RUNS_SHOWN)
    .map((run) => ({
      id: run.id,
      rule: run.rule,
      name: run.name,
      mode: run.mode,
      on: translate(language, message(`event_${run.event.on}`)),
      at: run.at,
      ms: run.ms,
      conversation: run.conversation,
      outcome: outcomeOf(run),
      lines: [
        ...(run.conditions ? sayExplanation(run.conditions, language) : []),
        ...run.actions.map((action) => `→ ${sayAction(action, language)}`),
      ],
    }));
}

function screens(shop: Sandbox): Record<string, ScreenState> {
  const shown = people(shop).map(({ username }): [string, ScreenState] => {
    const hands = shop.clients.hands(shop.agent(username).user()._id);
    const views = hands.views().map((open) => ({ ...open, view: open.view as unknown as ViewState }));
    return [username, { views, toasts: hands.toasts(), busy: hands.busy(), crash: hands.crash() }];
  });
  return Object.fromEntries(
    shown.filter(([, { views, toasts, crash }]) => views.length + toasts.length + crash.length > 0),
  );
}

function whispers({ workspace: { ephemeral, data } }: Sandbox): Whisper[] {
  return ephemeral.slice(-WHISPERS_SHOWN).map(({ userId, rid, message }) => ({
    user: data.users.find(({ _id }) => _id === userId)?.username ?? userId,
    conversation: rid,
    at: new Date((message.createdAt as string | Date | undefined) ?? 0).getTime(),
    text: stored(message.text ?? message.msg),
  }));
}

/** The screen of the app's settings as a server draws it: in the app's own texts, by section. */
function settingStates(shop: Sandbox, language: string): SettingState[] {
  const instance = shop.instance();
  const { settings, languageContent } = instance.app().getStorageItem();
  const texts = languageContent as unknown as Record<string, Record<string, string> | undefined>;
  const words = texts[nearestLanguage(language)] ?? texts.en ?? {};
  const label = (key: string | undefined): string => words[key ?? ''] ?? texts.en?.[key ?? ''] ?? key ?? '';
  return Object.values(settings).map((setting) => ({
    id: setting.id,
    section: label(setting.section),
    label: label(setting.i18nLabel),
    description: label(setting.i18nDescription),
    kind: kindOf(setting),
    value: readSetting(instance, setting.id) as SettingState['value'],
  }));
}

function kindOf({ id, type, multiline }: ISetting): SettingState['kind'] {
  if (id === 'rules_report') return 'report';
  if (type === SettingType.BOOLEAN) return 'boolean';
  if (type === SettingType.NUMBER) return 'number';
  if (type === SettingType.PASSWORD) return 'secret';
  if (type === SettingType.CODE) return 'code';
  return multiline ? 'long' : 'text';
}
