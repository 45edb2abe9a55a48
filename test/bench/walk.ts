/**
 * `npx tsx test/bench/walk.ts`: the walk of one message through the app, from the hook to the record. Prints how many
 * files it enters, how often it moves from one file to another, and how often its payload is converted, its rules are
 * decided and its texts are printed. `--files` lists the files, `--steps` every step.
 */
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { message, type GivenMessage } from './walk/message';
import { instrumented, type Step } from './walk/instrument';
import { server, type Server } from './walk/server';

const LATE = Date.parse('2026-03-06T23:58:00Z');

/** Out of hours the customer is told when somebody is back, and tagged, once in twelve hours (DESIGN.md 1). */
const RULES = {
  rules: [
    {
      id: 'after-hours',
      name: 'Tell customers nobody is here',
      on: 'customer_message',
      if: {
        all: [
          { field: 'operation.hours', operator: 'is', value: 'closed' },
          { field: 'conversation.owner', operator: 'is_not', value: 'human' },
        ],
      },
      do: [
        { action: 'send_message', text: 'Hi {{customer.name}}, we are back {{operation.next_open}}.' },
        { action: 'add_contact_tags', tags: ['after-hours'] },
      ],
      once: { per: 'conversation', within: 'PT12H' },
    },
  ],
};

/** What each thing that should happen once is called where it happens. */
const COUNTED: Readonly<Record<string, (step: Step) => boolean>> = {
  'conversions of the payload': ({ file, name }) => file === 'host/convert.ts' && name === 'toConversation',
  'looks at the facts from the start': ({ file, name }) => file === 'decide/view.ts' && name === 'view',
  'searches for the next rule': ({ file, name }) => file === 'decide/next.ts' && name === 'next',
  'printings of a text': ({ file, name }) => file === 'rules/template/render.ts' && name === 'render',
};

interface WorkflowApp {
  onEnable(environment: unknown, configuration: unknown): Promise<boolean>;
  checkPostMessageSent(message: unknown, read: unknown, http: unknown): Promise<boolean>;
  executePostMessageSent(...given: readonly unknown[]): Promise<void>;
}
type AppClass = new (info: unknown, logger: unknown, accessors: unknown) => WorkflowApp;

async function load(): Promise<AppClass> {
  const code = await instrumented();
  const module = { exports: {} as { WorkflowApp: AppClass } };
  const names = ['module', 'exports', 'require', '__entered'];
  const evaluate = compileFunction(code, names) as (...given: unknown[]) => void;
  evaluate(module, module.exports, createRequire(__filename), (file: string, name: string) => entered({ file, name }));
  return module.exports.WorkflowApp;
}

let steps: Step[] = [];
function entered(step: Step): void {
  steps.push(step);
}

/** A message comes, as the server tells of it: it asks whether the app wants it, and then hands it over. */
async function arrives(app: WorkflowApp, there: Server, given: GivenMessage): Promise<void> {
  const { read, http, persistence, modify } = there;
  there.rooms.set(given.room.id, given.room);
  if (!(await app.checkPostMessageSent(given, read, http))) return;
  await app.executePostMessageSent(given, read, http, persistence, modify);
}

async function walk(): Promise<readonly Step[]> {
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error };
  const there = server(
    { enabled: true, rules: JSON.stringify(RULES), timezone: 'UTC', hours: 'Mon-Fri 09:00-18:00' },
    entered,
  );
  const App = await load();
  const app = new App({ id: 'workflow', name: 'Workflow', version: '0', author: {} }, quiet, there.accessors);
  const clock = Date.now;
  Date.now = () => LATE;
  try {
    await app.onEnable(there.environment, { scheduler: there.scheduler });
    // The first message finds everything cold; the second one is the one to look at.
    await arrives(app, there, message('first', 'conversation-1', LATE));
    const [calls, sent] = [there.calls.length, there.sent.length];
    steps = [];
    await arrives(app, there, message('second', 'conversation-2', LATE));
    if (there.sent.length !== sent + 1) throw new Error(`the message was not answered: ${there.sent.join(' | ')}`);
    console.log(`calls to the server: ${there.calls.slice(calls).join(', ')}`);
    return steps;
  } finally {
    Date.now = clock;
  }
}

function moves(walked: readonly Step[]): number {
  return walked.filter(({ file }, at) => at > 0 && file !== walked[at - 1]!.file).length;
}

async function main(): Promise<void> {
  const walked = await walk();
  const files = new Set(walked.map(({ file }) => file));
  files.delete('the server');
  console.log(`files entered: ${files.size}`);
  console.log(`moves between files: ${moves(walked)}`);
  console.log(`functions entered: ${walked.length}`);
  for (const [what, counts] of Object.entries(COUNTED)) console.log(`${what}: ${walked.filter(counts).length}`);
  if (process.argv.includes('--files')) console.log([...files].sort().join('\n'));
  if (process.argv.includes('--steps')) console.log(walked.map(({ file, name }) => `${file} ${name}`).join('\n'));
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
