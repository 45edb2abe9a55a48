import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** The tool is a module of Node's own kind: it runs in a process of its own. */
function without(source: string, called: readonly string[] = []): string {
  const script = `
    import { withoutUnusedMethods } from './.ci/unused-methods.mjs';
    process.stdout.write(withoutUnusedMethods(${JSON.stringify(source)}, ${JSON.stringify(called)}));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
}

test('keeps what can be reached by name, and nothing else', () => {
  const source = `class Zone {
    constructor() { this.begin(); }
    begin() { return this.#step() + this['by' + 'Text']; }
    #step() { return 1; }
    #never() { return 2; }
    unused() { return this.alsoUnused(); }
    alsoUnused() { return this.unused(); }
    toJSON() { return { day: this.inDay }; }
    get inDay() { return 1; }
    set lost(value) { this.value = value; }
    static of() { return new Zone(); }
    byText() { return 3; }
    computed() { return 4; }
    taken() { return 5; }
    asked() { return 6; }
    told() { return 7; }
    static [Symbol.iterator]() { return this.computed(); }
  }
  const { taken: own } = new Zone();
  export const zone = 'computed', sentence = 'A sentence in which told stands names nothing.';
  export const is = (it) => it.byText;`;
  const left = without(source, ['asked']);
  const names = ['begin', 'step', 'toJSON', 'inDay', 'byText', 'computed', 'taken', 'asked'];
  expect(names.filter((name) => !new RegExp(`\\b${name}\\(`).test(left))).toEqual([]);
  expect(
    ['never', 'unused', 'alsoUnused', 'lost', 'of', 'told'].filter((name) => new RegExp(`\\b${name}\\(`).test(left)),
  ).toEqual([]);
});
