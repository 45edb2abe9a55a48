import { parseArgs } from 'node:util';
import { openPackage } from '../test/sandbox/api/package';
import { deploy, DeployError } from './deploy/deploy';
import { whyNotRunning } from './deploy/refusals';

const HELP = `npm run deploy -- --url https://chat.example.com --user-id ID --token TOKEN

Builds the app and installs it in a running Rocket.Chat server, or updates it where it is installed.

  --url        address of the server
  --user-id    of an administrator
  --token      a personal access token of theirs (My account › Personal Access Tokens, second factor ignored)

The token may also stand in ROCKETCHAT_TOKEN, where it is seen in no list of processes.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      'user-id': { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { url, 'user-id': userId, token = process.env.ROCKETCHAT_TOKEN, help } = values;
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (!url || !userId || !token) throw new DeployError(`Give --url, --user-id and --token.\n\n${HELP}`);
  const { zip, info } = openPackage();
  const { id, name, version, requiredApiVersion, permissions = [] } = info;
  const app = { id, name, version, requiredApiVersion, permissions };
  const done = await deploy({ url, userId, token, zip, app }, (line) => console.log(line));
  console.log(`${name} ${done.version} is ${done.what} (${done.status.replaceAll('_', ' ')}).`);
  const trouble = whyNotRunning(done.status);
  if (trouble === '') console.log('Next, in any room: /workflow setup.');
  else console.error(trouble);
  return trouble === '' ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    const expected = error instanceof DeployError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(expected ? (error as Error).message : error);
    process.exit(1);
  },
);
