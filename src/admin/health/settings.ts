import { parseOwnCalendar } from '../../calendar';
import { message } from '../../text/message';
import type { SettingValues } from '../../../settings/definitions';
import { bad, note, type Problem } from './problem';

/** Settings that cannot be used as they are written. Asks nobody. */
export function settingProblems(settings: SettingValues): readonly Problem[] {
  const { timezone, hours, holidays, server_url: url, server_user_id: user, server_token: token } = settings;
  const calendar = parseOwnCalendar({ timezone: timezone.trim() === '' ? 'UTC' : timezone, hours, holidays });
  const half = (user.trim() === '') !== (token.trim() === '');
  return [
    ...calendar.errors.map((error) =>
      bad(
        `setting ${error.place}`,
        message('health_setting', { setting: message(`setting_${error.place}`), problem: error.text }),
      ),
    ),
    ...(url.trim() !== '' && !isAddress(url)
      ? [
          bad(
            'setting server_url',
            message('health_setting', {
              setting: message('setting_server_url'),
              problem: message('reason_rest_bad_address'),
            }),
          ),
        ]
      : []),
    ...(half ? [bad('setting connection', message('health_connection_half'))] : []),
    ...(!half && url.trim() !== '' && user.trim() === ''
      ? [note('setting url', message('health_connection_url_only'))]
      : []),
  ];
}

/** The lines about settings for `rules_report`; calendars stand there among the findings. */
export function settingTexts(settings: SettingValues) {
  return settingProblems(settings)
    .filter(({ key }) => !/ (timezone|hours|holidays)$/.test(key))
    .map((problem) => problem.text);
}

function isAddress(setting: string): boolean {
  try {
    const { protocol, username, password, search, hash } = new URL(setting.trim());
    return /^https?:$/.test(protocol) && username + password + search + hash === '';
  } catch {
    return false;
  }
}
