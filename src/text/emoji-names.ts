import { markTones, TONE_MARK } from './emoji-tones';

/** As emoji-toolkit lists an emoji: Rocket.Chat takes its names from there. */
interface Listed {
  readonly shortname: string;
  readonly shortname_alternates: readonly string[];
  readonly code_points: { readonly fully_qualified: string };
}

let names: ReadonlyMap<string, string> | undefined;

/**
 * The signs of all emoji by their names, without colons, skin tones, variation selectors and joiners, as folding leaves
 * them. A name that tells skin tones is in it, with marks for them, only where it has another sign than without them. In
 * the package the table stays packed until a text has a `:name:` (.ci/build.mjs).
 */
export function emojiNames(): ReadonlyMap<string, string> {
  return (names ??= namesIn(listed()));
}

/** What Rocket.Chat takes for a name between colons. */
const NAME = /^[\w+~-]+$/;
const LOST = /[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D/gu;

function listed(): readonly Listed[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- two megabytes that nobody reads in an import
  return Object.values(require('emoji-toolkit/emoji.json') as Record<string, Listed>);
}

function namesIn(all: readonly Listed[]): ReadonlyMap<string, string> {
  const signs = all.flatMap(({ shortname, shortname_alternates: others, code_points: { fully_qualified: codes } }) => {
    const sign = codes.split('-').map((code) => String.fromCodePoint(parseInt(code, 16)));
    return [shortname, ...others].map((name) => {
      return [markTones(name.replaceAll(':', '')), sign.join('').replace(LOST, '')] as const;
    });
  });
  const writable = signs.filter(([name]) => NAME.test(name));
  const plain = new Map(writable.filter(([name]) => !name.includes(TONE_MARK)));
  return new Map([...plain, ...writable.filter(([name, sign]) => plain.get(name.replaceAll(TONE_MARK, '')) !== sign)]);
}
