import { parseArgs } from 'node:util';
import { openPackage } from '../sandbox/face/package';
import { deploy, DeployError } from './deploy/deploy';

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
  if (/enabled/.test(done.status)) {
    console.log('The first rules only watch. Next: /workflow rules, in any room.');
    return 0;
  }
  console.error(
    'It is not running yet: switch it on under Administration › Marketplace › Private Apps. A server without',
  );
  console.error('a licence may allow fewer private apps than are installed.');
  return 1;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    const expected = error instanceof DeployError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(expected ? (error as Error).message : error);
    process.exit(1);
  },
);
