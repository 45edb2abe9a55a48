import fs from 'node:fs';
import path from 'node:path';
import { LANGUAGES } from '../../src/text/message';

const ROOT = path.resolve(__dirname, '../..');
const file = (name: string): string => fs.readFileSync(path.join(ROOT, name), 'utf8');
const app = JSON.parse(file('app.json')) as Record<'name' | 'version' | 'description' | 'iconFile', string> & {
  author: Record<'name' | 'homepage' | 'support', string>;
};
const TEXTS = file('settings/MARKETPLACE.md');

/** What stands under a heading, without the blank lines around it. */
function under(heading: string): string {
  const [, text = ''] = new RegExp(`^## ${heading}\\n\\n([\\s\\S]*?)(?=\\n## |$(?![\\s\\S]))`, 'm').exec(TEXTS) ?? [];
  return text.trim();
}

/** Size, and whether it can be seen through, from a PNG's header; throws for what is no PNG. */
function png(name: string): { width: number; height: number; transparent: boolean; bytes: number } {
  const data = fs.readFileSync(path.join(ROOT, name));
  if (data.toString('latin1', 1, 4) !== 'PNG') throw new Error(`${name} is no PNG.`);
  // Colour types 4 and 6 carry alpha; a palette or plain colours do with a tRNS chunk.
  const transparent = [4, 6].includes(data[25] ?? 0) || data.includes('tRNS');
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), transparent, bytes: data.length };
}

/** settings/MARKETPLACE.md says where these limits come from. */
describe('The marketplace texts', () => {
  it.each<[heading: string, least: number, most: number]>([
    ['Short description', 1, 45],
    ['About the app', 50, 70],
    ['Long description', 500, 1000],
  ])('%s has %i to %i characters', (heading, least, most) => {
    const text = under(heading);
    expect(text.length).toBeGreaterThanOrEqual(least);
    expect(text.length).toBeLessThanOrEqual(most);
  });

  it('name the app as it is', () => {
    expect(under('Name')).toBe(app.name);
    expect(app.name.split(/\s+/).length).toBeLessThanOrEqual(2);
    expect(under('Author')).toBe(`${app.author.name}, ${app.author.homepage}`);
    expect(under('Support')).toBe(app.author.support);
  });

  it('fit the description of app.json, which a server shows for a private app', () => {
    expect(app.description.length).toBeLessThanOrEqual(1000);
    expect(app.description.startsWith(under('Short description'))).toBe(true);
  });

  it('carry the notes of the version that is built', () => {
    expect(under(`Release notes ${app.version}`)).not.toBe('');
    expect(file('CHANGELOG.md')).toContain(`\n## ${app.version}\n`);
  });

  it('name every language that the app speaks', () => {
    const names = LANGUAGES.map((tag) => new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag);
    const said = under('Languages').toLowerCase().split(', ');
    expect(said.sort()).toEqual(names.map((name) => name.toLowerCase()).sort());
  });

  it.each(['Categories', 'Documentation', 'Pricing', 'Privacy policy summary'])(
    'have something under %s',
    (heading) => {
      expect(under(heading)).not.toBe('');
    },
  );

  it('praise nothing', () => {
    expect(TEXTS).not.toMatch(/\b(best|easy|easily|powerful|seamless|ultimate|effortless|amazing|revolutionary)\b/i);
  });

  it('have at most five pictures, each of the right size', () => {
    const named = [...under('Pictures').matchAll(/`(test\/pictures\/[^`]+)`/g)].map(([, name = '']) => name);
    const there = fs.readdirSync(path.join(ROOT, 'test/pictures')).filter((name) => name.startsWith('marketplace-'));
    expect(named).toEqual(there.sort().map((name) => `test/pictures/${name}`));
    expect(named.length).toBeGreaterThan(0);
    expect(named.length).toBeLessThanOrEqual(5);
    for (const name of named) {
      const { bytes, ...shape } = png(name);
      expect([name, shape]).toEqual([name, { width: 1200, height: 600, transparent: false }]);
      expect(bytes).toBeLessThan(200_000);
    }
  });

  it('have an icon of the right size', () => {
    const { bytes, ...shape } = png(app.iconFile);
    expect(shape).toEqual({ width: 256, height: 256, transparent: false });
    expect(bytes).toBeLessThan(200_000);
  });
});
