import { fold } from './fold';

/** Before a name in the languages of the app and those near to them, folded and without their dots. */
const TITLES = new Set(
  (
    'dr dra drs doctor doctora doutor doutora doktor prof profa professor professora profesor profesora professorin ' +
    'mr mrs ms miss mx mister madam sir herr hr frau fräulein sr sra srta srs señor señora señorita senhor senhora ' +
    'senhorita doña monsieur madame mademoiselle mme mlle signor signora sig dipl-ing ing mag lic eng rev'
  ).split(' '),
);

/** What servers and connectors call somebody who has not said their name. */
const DEFAULT_NAME = /^(guest|visitor|anonymous|unknown)([-_ #]*\d+)?$/;

/**
 * The name to call somebody by: the first word, titles passed over, or what follows the comma of `Silva, Ana`.
 * Undefined when nobody could be called so: there is no name, it is an address, a number or the server's name for
 * guests, or it begins without a letter.
 */
export function firstName(name: string | undefined): string | undefined {
  // Signs that nobody sees, such as those for the direction of writing, begin no name.
  const whole = (name ?? '').replace(/^[\s\p{Cf}]+/u, '');
  if (!/^\p{L}/u.test(whole) || /@|:\/\//.test(whole) || DEFAULT_NAME.test(fold(whole))) return undefined;
  const [family = '', given = ''] = whole.split(',', 2);
  const words = (given.trim() === '' ? family : given).trim().split(/\s+/);
  const first = words.find((word) => !TITLES.has(fold(word).replaceAll('.', '')));
  return first !== undefined && /^\p{L}/u.test(first) ? first : undefined;
}
