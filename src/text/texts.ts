import de from '../../i18n/de.json';
import en from '../../i18n/en.json';
import es from '../../i18n/es.json';
import ptBR from '../../i18n/pt-BR.json';

type Table = Readonly<Record<string, readonly (string | undefined)[]>>;

/**
 * Every text by its key, in the order of LANGUAGES. The package holds this table ready made (`.ci/build.mjs`): side by
 * side the languages take less room.
 */
export const texts = (): Table => TABLE;

const TABLE: Table = Object.fromEntries(
  Object.keys(en).map((key) => [key, [en, ptBR, es, de].map((language: Record<string, string>) => language[key])]),
);
