import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { describeRule } from '../../src/rules/describe';
import { readDocument } from '../../src/rules/read';
import { LANGUAGES, message, translate, type Language } from '../../src/text/message';
import type { Rule } from '../../src/catalogue/document';
import type { RuleSettings, ReadResult } from '../../src/rules/result';

const HELP = `npm run check-rules -- FILE [--settings FILE] [--json] [--language en|pt-BR|es|de]

Checks a rules document outside the server and runs the tests in its rules.

  FILE            the document, as it stands in the setting "rules"
  --settings      a JSON file with "timezone", "hours" and "holidays", as in the settings
                  (left out: UTC, no holidays, and no hours: "operation.hours" is missing unless a test gives it)
  --json          {"rules": [{"id", "state"}], "findings": [{"level", "rule", "place", "text"}],
                  "tests": [{"rule", "name", "passed", "got"}]}
                  state: "active" or "set_aside"; id and rule are null for an entry without a usable id, and rule
                  also for what belongs to no rule; got: "match" or "no_match", null when the test could not be run
  --language      of the sentences (default: en)

Without --json: the findings, one a line (level, rule, place, sentence), or, when there is none, what the rules say.
Exit status: 1 when there is an error, else 0. Warnings are no errors.
`;

/** A mistake in how the tool was called, or a file that cannot be read; the message is for the person who called it. */
class Trouble extends Error {}

/** How a call of the tool went: its exit status and what it printed. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The tool as a function of its arguments; it reads files and prints nothing itself. */
export function checkRules(args: readonly string[]): Outcome {
  try {
    return check(args);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { status: 1, out: '', err: `${error.message}\n` };
  }
}

function check(args: readonly string[]): Outcome {
  const { values, positionals } = readArguments(args);
  if (values.help) return { status: 0, out: `${HELP}\n`, err: '' };
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new Trouble(`Name one file with rules.\n\n${HELP}`);
  const language = LANGUAGES.find((each) => each === values.language);
  if (!language)
    throw new Trouble(`"${values.language}" is no language of the app; there are ${LANGUAGES.join(', ')}.`);
  const settings = values.settings === undefined ? {} : readSettings(values.settings);
  const result = readDocument(readText(file), { settings });
  const out = values.json ? asJson(result, language) : asLines(result, language);
  const wrong = result.findings.some(({ level }) => level === 'error');
  return { status: wrong ? 1 : 0, out: `${out}\n`, err: '' };
}

function readArguments(args: readonly string[]) {
  const options = {
    settings: { type: 'string' },
    json: { type: 'boolean', default: false },
    language: { type: 'string', default: 'en' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Trouble(`${(error as Error).message}\n\n${HELP}`);
  }
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new Trouble(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function readSettings(file: string): RuleSettings {
  let settings: unknown;
  try {
    settings = JSON.parse(readText(file).replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`${file} is no JSON: ${(error as Error).message}`);
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw new Trouble(`${file} must be an object with "timezone", "hours" and "holidays".`);
  }
  const { timezone, hours, holidays } = settings as Record<string, unknown>;
  return {
    timezone: asText(file, 'timezone', timezone),
    hours: asText(file, 'hours', hours),
    holidays: asText(file, 'holidays', Array.isArray(holidays) ? holidays.join('\n') : holidays),
  };
}

function asText(file: string, key: string, value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw new Trouble(`"${key}" in ${file} must be a text.`);
}

function asJson({ rules, findings, tests }: ReadResult, language: Language): string {
  return JSON.stringify(
    {
      rules: rules.map(({ id, state }) => ({ id, state })),
      findings: findings.map(({ level, rule, place, text }) => ({
        level,
        rule,
        place,
        text: translate(language, text),
      })),
      tests: tests.map(({ rule, name, passed, got }) => ({ rule, name, passed, got })),
    },
    null,
    2,
  );
}

/** ` (Watch only)` or ` (Off)`; nothing for a rule that is live. */
function modeOf({ mode = 'live' }: Rule, language: Language): string {
  return mode === 'live' ? '' : ` (${translate(language, message(`mode_${mode}`))})`;
}

function asLines({ active, findings }: ReadResult, language: Language): string {
  const lines =
    findings.length > 0
      ? findings.map(({ level, rule, place, text }) =>
          [level, rule ?? '-', place || '-', translate(language, text)].join('  '),
        )
      : active.map((rule) => `${rule.id}${modeOf(rule, language)}: ${describeRule(rule, language)}`);
  if (lines.length === 0) return 'There are no rules.';
  // One a line, whatever a document has in its keys.
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return lines.map((line) => line.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')).join('\n');
}
