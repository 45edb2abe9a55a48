import { parseOwnCalendar } from '../../calendar';
import { text } from '../../text/message';
import type { SettingValues } from '../../../settings/definitions';
import { bad, note, type Ailment } from './problem';

/** Settings that cannot be used as they are written. Asks nobody. */
export function settingAilments(settings: SettingValues): readonly Ailment[] {
  const { timezone, hours, holidays, server_url: url, server_user_id: user, server_token: token } = settings;
  const calendar = parseOwnCalendar({ timezone: timezone.trim() === '' ? 'UTC' : timezone, hours, holidays });
  const half = (user.trim() === '') !== (token.trim() === '');
  return [
    ...calendar.errors.map((error) =>
      bad(
        `setting ${error.place}`,
        text('health_setting', { setting: text(`setting_${error.place}`), problem: error.text }),
      ),
    ),
    ...(url.trim() !== '' && !isAddress(url)
      ? [
          bad(
            'setting server_url',
            text('health_setting', { setting: text('setting_server_url'), problem: text('reason_rest_bad_address') }),
          ),
        ]
      : []),
    ...(half ? [bad('setting connection', text('health_connection_half'))] : []),
    ...(!half && url.trim() !== '' && user.trim() === ''
      ? [note('setting url', text('health_connection_url_only'))]
      : []),
  ];
}

/** The lines about settings for `rules_report`; calendars stand there among the findings. */
export function settingTexts(settings: SettingValues) {
  return settingAilments(settings)
    .filter(({ key }) => !/ (timezone|hours|holidays)$/.test(key))
    .map((ailment) => ailment.text);
}

function isAddress(setting: string): boolean {
  try {
    const { protocol, username, password, search, hash } = new URL(setting.trim());
    return /^https?:$/.test(protocol) && username + password + search + hash === '';
  } catch {
    return false;
  }
}
