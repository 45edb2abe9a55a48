import { parseOwnCalendar, type CalendarSettings } from '../../calendar';
import { message, type Text } from '../../text/message';
import { shorten } from '../../text/shorten';
import type { SettingValues } from '../../../settings/definitions';
import { bad, note, type Problem } from './problem';

/** Of several lines that are wrong in one setting. */
const MOST_SAID = 3;

/**
 * Settings that cannot be used as they are written, one problem each, and what they open. Asks nobody.
 * @param openingHours what is in force in place of what is wrong
 */
export function settingProblems(settings: SettingValues, openingHours: CalendarSettings): readonly Problem[] {
  const { server_url: url, server_user_id: user, server_token: token } = settings;
  const half = (user.trim() === '') !== (token.trim() === '');
  return [
    ...hoursProblems(settings, openingHours),
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
    ...(settings.field_tags.trim() !== ''
      ? [note('setting field_tags', message('health_tags_open', { field: settings.field_tags.trim() }))]
      : []),
    ...(half ? [bad('setting connection', message('health_connection_half'))] : []),
    ...(!half && url.trim() !== '' && user.trim() === ''
      ? [note('setting url', message('health_connection_url_only'))]
      : []),
  ];
}

/** Zone, hours and holidays: the last good value goes on, and is named. */
function hoursProblems(settings: SettingValues, openingHours: CalendarSettings): readonly Problem[] {
  const { timezone, hours, holidays } = settings;
  const { errors } = parseOwnCalendar({ timezone: timezone.trim() === '' ? 'UTC' : timezone, hours, holidays });
  return (['timezone', 'hours', 'holidays'] as const).flatMap((id) => {
    const wrong = errors.filter(({ place }) => place === id).map(({ text }) => text);
    if (wrong.length === 0) return [];
    const problem: readonly (string | Text)[] = [
      ...wrong.slice(0, MOST_SAID),
      ...(wrong.length > MOST_SAID ? ['…'] : []),
    ];
    const good = shorten(openingHours[id].trim().replace(/\s*\n\s*/g, '; '));
    const params = { setting: message(`setting_${id}`), problem };
    return [
      bad(
        `setting ${id}`,
        good === '' ? message('health_setting_blank', params) : message('health_setting_kept', { ...params, good }),
      ),
    ];
  });
}

function isAddress(setting: string): boolean {
  try {
    const { protocol, username, password, search, hash } = new URL(setting.trim());
    return /^https?:$/.test(protocol) && username + password + search + hash === '';
  } catch {
    return false;
  }
}
