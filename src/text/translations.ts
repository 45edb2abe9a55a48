import de from '../../i18n/de.json';
import en from '../../i18n/en.json';
import es from '../../i18n/es.json';
import ptBR from '../../i18n/pt-BR.json';

const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, 'pt-BR': ptBR, es, de };

/**
 * A language's text of a key. In the package each language stays packed until somebody reads it (`.ci/build.mjs`).
 */
export function textOf(language: string, key: string): string | undefined {
  const texts = TEXTS[language];
  return texts && Object.hasOwn(texts, key) ? texts[key] : undefined;
}
