import * as z from 'zod';
import { ACTIONS } from '../../src/catalogue/actions/all';
import { EVENTS } from '../../src/catalogue/events';
import { FIELDS } from '../../src/catalogue/fields';
import { KINDS } from '../../src/model/value';
import { OPERATORS, operatorsOf } from '../../src/catalogue/operators';
import * as keys from '../../src/catalogue/keys';
import { MODES } from '../../src/catalogue/document';
import { EXTRA_NAMES } from '../../src/catalogue/extra-names';
import { LANGUAGES, type Language, type MessageKey } from '../../src/text/message';
import { TEXTS } from '../support/texts';

const labelled = (key: MessageKey): readonly MessageKey[] => [key, keys.descriptionKey(key)];

/** Everything that must have words, by what needs it. */
const NEEDED: readonly (readonly [entry: string, needs: readonly MessageKey[]])[] = [
  ...EVENTS.map((id) => [id, [...labelled(keys.eventKey(id)), keys.saidKey(id)]] as const),
  ...EXTRA_NAMES.map((name) => [name, labelled(keys.fieldKey(name))] as const),
  ...FIELDS.map(({ id, kind, choices = [] }) => {
    const sentence =
      kind === 'boolean'
        ? ['true', 'false'].map((value) => keys.saidKey(id, value))
        : kind === 'choice'
          ? [keys.saidKey(id), keys.saidKey(id, 'is'), keys.saidKey(id, 'is_not')]
          : [keys.saidKey(id)];
    const labels = choices.map((choice) => keys.choiceKey(id, choice));
    return [id, [...labelled(keys.fieldKey(id)), ...sentence, ...labels]] as const;
  }),
  ...[...new Set(OPERATORS.map(({ id }) => id))].map((id) => [id, [keys.operatorKey(id), keys.saidKey(id)]] as const),
  ...ACTIONS.map(({ id, parameters, say }) => {
    const { properties, anyOf = [] } = z.toJSONSchema(parameters(), { io: 'input' });
    const ways = [properties ?? {}, ...anyOf.map((each) => each.properties ?? {})];
    const names = [...new Set(ways.flatMap((way) => Object.keys(way)))];
    const sentence = say ? [] : [keys.saidKey(id)];
    return [
      id,
      [...labelled(keys.actionKey(id)), ...sentence, ...names.map((name) => keys.parameterKey(id, name))],
    ] as const;
  }),
  ...MODES.map((mode) => [mode, [keys.modeKey(mode)]] as const),
];

test.each(NEEDED)('%s has all its words in every language', (_entry, needs) => {
  const missing = LANGUAGES.flatMap((language) =>
    needs.filter((key) => !TEXTS[language][key]?.trim()).map((key) => `${language}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test('every kind of field has operators, so that the loop above has seen them all', () => {
  expect(KINDS.filter((kind) => operatorsOf(kind).length === 0)).toEqual([]);
});

/** Sentences that stand behind a place or a name, and are put into other sentences. */
const INSIDE = /^(finding|value|hours|holidays|zone|calendar|template|reason)_/;
/** Words that German writes with a capital wherever they stand. */
const GERMAN_NOUN = /^(Zeile|Omnichannel)\b/;

test.each(LANGUAGES)(
  '%s: what is said inside of a sentence has no capital before and no full stop behind it',
  (language) => {
    const lines = Object.entries(TEXTS[language]).filter(([key]) => INSIDE.test(key));
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter(([, sentence]) => /\.$/.test(sentence)).map(([key]) => key)).toEqual([]);
    const capital = ([, sentence]: readonly [string, string]): boolean =>
      /^¿?\p{Lu}\p{Ll}/u.test(sentence) && !(language === 'de' && GERMAN_NOUN.test(sentence));
    expect(lines.filter(capital).map(([key]) => key)).toEqual([]);
  },
);

test.each(LANGUAGES.filter((language) => language !== 'en'))('%s: no sentence is left over in English', (language) => {
  // Short labels may be the same word in two languages, sentences may not.
  const sentences = Object.entries(TEXTS.en).filter(([, sentence]) => sentence.length > 30);
  expect(sentences.filter(([key, sentence]) => TEXTS[language][key] === sentence)).toEqual([]);
});

/** Printed in messages, where marks format; settings descriptions are Markdown to the server. */
const IN_MESSAGES = /^(command|health|setting)_|^history_how_to_restore$/;

test.each(LANGUAGES)('%s: what stands in views has no marks, for their texts are plain', (language) => {
  const marked = Object.entries(TEXTS[language]).filter(
    ([key, sentence]) => !IN_MESSAGES.test(key) && /[*`]/.test(sentence.replace('***', '')),
  );
  expect(marked.map(([key]) => key)).toEqual([]);
});

test.each(LANGUAGES)('%s: keys are sorted', (language) => {
  const found = Object.keys(TEXTS[language]);
  expect(found).toEqual(found.toSorted());
});

test('in German, a length of time stands where it does not change: 7 Tage, 2 Wochen', () => {
  const dative = Object.entries(TEXTS.de).filter(([, sentence]) =>
    /\b(in|mit|mit mindestens|seit|nach|vor) \{(left|duration|within|for)\}/.test(sentence),
  );
  expect(dative).toEqual([]);
});

/** Other words for what has one already, other ways to address people, and what agrees with one noun alone. */
const OTHERWISE: readonly (readonly [language: Language, words: RegExp])[] = [
  ['pt-BR', /atendente|on-line|conversa (foi|for) fechada|desativada\.$|uma função/],
  [
    'es',
    /sala de alertas|\bapagada\b|^cancelada|\belige\b|escríbe(la|lo|nos)|favor, escribe|; espera en un horario|Edítalo|indiques/,
  ],
  ['de', /keinen dieser Tags|Wörter, die ihn|Kundschaft|Kundin|Nachfrage|Wartestellung|zurückgestellt|; schreib /],
];

test.each(OTHERWISE)('%s: one thing has one word, and nobody is addressed in two ways', (language, words) => {
  // What people search for may be any word.
  const texts = Object.entries(TEXTS[language]).filter(([key]) => !key.endsWith('_words'));
  expect(texts.filter(([, sentence]) => words.test(sentence))).toEqual([]);
});

/** What people see on a setting, a button, a tab, an event or an action, by what it is called in English. */
const LABELS = Object.keys(TEXTS.en).filter((key) => /^(setting|view|setup|mode|event|action)_/.test(key));
const quotedIn = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/[“„«"]([^“”„«»"{}]+)[”“»"]/g)].map(([, quoted = '']) => quoted);

test.each(LANGUAGES)('%s: where English quotes a label, it quotes its own for that', (language) => {
  const quoting = Object.entries(TEXTS.en).flatMap(([key, sentence]) =>
    quotedIn(sentence).flatMap((label) => {
      const own = LABELS.filter((each) => TEXTS.en[each] === label).map((each) => TEXTS[language][each] ?? '');
      return own.length > 0 ? [{ key, label, own }] : [];
    }),
  );
  expect(quoting.length).toBeGreaterThan(15);
  const missing = quoting.filter(({ key, own }) => {
    const quoted = quotedIn(TEXTS[language][key] ?? '');
    return !own.some((label) => quoted.includes(label));
  });
  expect(missing).toEqual([]);
});

test('a button is a “Button” in German, as in the client that it stands in', () => {
  expect(Object.values(TEXTS.de).filter((text) => /Knopf|Knöpf|Schaltfläche/.test(text))).toEqual([]);
});
