import type { Answer, Deployment } from './deploy';

type Step = 'info' | 'look' | 'install' | 'update';

/** Refusals that the server knows, by what it says of them. */
const KNOWN: readonly (readonly [sign: RegExp, sentence: string])[] = [
  [
    /private_app_install_disabled/,
    'This server does not take private apps: its operator has switched them off (common on Rocket.Chat Cloud).',
  ],
  [
    /Cannot_Update_Exempt_App/,
    'This server has no licence, and without one it updates no private app; the version that is installed stays as it ' +
      'is. Do not uninstall it to make room for the new one: rules, notes, history and waits would go with it, and a ' +
      'server without a licence does not switch a new private app on. With a plan (Starter, Pro or Enterprise) run this ' +
      'again.',
  ],
  [
    /requires v|RequiredApiVersion|Invalid Version: [\^~]/,
    'The server is too old for the app: it needs Apps-Engine {required}, that is Rocket.Chat 7.8 or later.',
  ],
  [
    /error-file-too-large|file size|FileUpload_MaxFileSize/i,
    'The server takes no file of this size (FileUpload_MaxFileSize).',
  ],
  [/totp-(required|invalid)/, 'The server asks for a second factor: use a personal access token that ignores it.'],
  [/app_user_error/, 'The server could not create the app’s user: is there another user "workflow.bot"?'],
  [/app_storage_error|storage_error/, 'The server could not store the app.'],
  [/too many requests/i, 'The server has had too many requests. Wait a minute and run this again.'],
];

/** What went wrong, in a sentence, from what the server has answered. */
export function explain({ status, body }: Answer, step: Step, app: Deployment['app'], server: string): string {
  if (body === undefined) {
    return step === 'info'
      ? `${server} answers, but not as Rocket.Chat (status ${status}, no JSON). Is the address right, and is a proxy in between?`
      : `Something in front of the server answered instead of it (status ${status}, no JSON).`;
  }
  const said = [body.error, body.message, body.errorType, body.status, ...list(body.messages)]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' ');
  if (status === 401)
    return 'The server does not know this user id and token. Make a personal access token (My account › Personal Access Tokens), and give it with the user id that is shown beside it.';
  if (status === 403 || /error-unauthorized/.test(said))
    return 'This user may not manage apps: the token has to be of an administrator (permission manage-apps).';
  const known = KNOWN.find(([sign]) => sign.test(said));
  if (known) return known[1].replace('{required}', app.requiredApiVersion);
  if (status === 413) return 'A proxy in front of the server takes no file of this size.';
  const what = { info: 'say who it is', look: 'look for the app', install: 'install the app', update: 'update it' }[
    step
  ];
  return `The server did not ${what} (status ${status})${said === '' ? '' : `: ${said}`}.`;
}

/** Of an app that has been installed or updated and does not run; '' for one that runs. */
export function whyNotRunning(status: string): string {
  if (/enabled/.test(status)) return '';
  return (
    'It does not run. Since Rocket.Chat 7.0 a server switches private apps on only with a plan (Starter, Pro or ' +
    'Enterprise), and no more of them than the plan allows. Look under Administration › Marketplace › Private apps: ' +
    'with a plan, disable another one there or switch this one on; without a plan it stays off.'
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
