import { settingValues } from '../../../settings/definitions';
import { answersIn, WORKFLOW_IDS, type Answers } from '../../../src/admin/setup/answers';
import { placeIn, spellings } from '../../../src/admin/setup/places';
import { withWorkflows } from '../../../src/admin/setup/rules';
import { readDocument } from '../../../src/rules/read';
import { LANGUAGES, translate } from '../../../src/text/message';

const NOTHING = { rules: [] };
const before = answersIn(NOTHING, settingValues({}), 'en');
const ANSWERS: Answers = {
  ...before,
  languages: LANGUAGES,
  timezone: 'Europe/Berlin',
  hours: 'Mon-Fri 09:00-18:00',
  bot: 'ai.bot',
  words: 'invoice, Rechnung',
  wordsOff: 'invoice paid',
  places: 'Brazil/São Paulo, Santos: maria\nBrazil: joao\nGermany, Austria: anna, bert',
};
const subsets = WORKFLOW_IDS.reduce<readonly (readonly (typeof WORKFLOW_IDS)[number][])[]>(
  (all, each) => [...all, ...all.map((some) => [...some, each])],
  [[]],
);

test.each(subsets.map((workflows) => [workflows.join(', ') || 'none', workflows] as const))(
  'has nothing to complain about, and is read back as it was answered: %s',
  (_name, workflows) => {
    for (const mode of ['live', 'watch'] as const) {
      const answers = { ...ANSWERS, workflows, mode };
      const document = withWorkflows(NOTHING, answers, before, 'en');
      const { findings, active, tests } = readDocument(JSON.stringify(document), { settings: answers });
      expect(findings.map(({ rule, text }) => `${rule}: ${translate('en', text)}`)).toEqual([]);
      expect(active).toHaveLength(document.rules.length);
      expect(tests.filter(({ passed }) => !passed)).toEqual([]);
      const { timezone, hours } = answers;
      const again = answersIn(document, settingValues({ timezone, hours }), 'en');
      expect(again.workflows).toEqual(workflows);
      if (workflows.includes('out_of_hours')) expect(again.languages).toEqual(LANGUAGES);
      if (workflows.includes('by_profile'))
        expect(again.places.split('\n').sort()).toEqual(ANSWERS.places.split('\n').sort());
      expect(withWorkflows(document, again, again, 'en')).toEqual(document);
    }
  },
);

test('the AI agent comes before people, also when it is added later', () => {
  const first = withWorkflows(NOTHING, { ...ANSWERS, workflows: ['by_profile'] }, before, 'en');
  const there = answersIn(first, settingValues({}), 'en');
  const both = withWorkflows(first, { ...there, workflows: ['ai_agent', 'by_profile'], bot: 'ai.bot' }, there, 'en');
  expect(both.rules.map((rule) => (rule as { id: string }).id)).toEqual([
    'ai-agent',
    'profile-1',
    'profile-2',
    'profile-3',
    'everybody-else',
  ]);
});

test.each([
  ['Brazil/São Paulo: maria, joao', ['Brazil'], ['São Paulo'], ['maria', 'joao']],
  ['Germany, Austria = @anna', ['Germany', 'Austria'], [], ['anna']],
  ['BR / Rio de Janeiro : bruno anna', ['BR'], ['Rio de Janeiro'], ['bruno', 'anna']],
])('%s', (line, countries, cities, agents) => expect(placeIn(line)).toMatchObject({ countries, cities, agents }));

test.each(['', 'Brazil', 'Brazil:', ': maria', 'Brazil: ,'])('“%s” says nobody', (line) =>
  expect(placeIn(line)).toBeUndefined(),
);

test('a country is known by its code and its names', () => {
  expect(spellings('brasil')).toEqual(['brasil', 'BR', 'Brazil', 'Brasil', 'Brasilien']);
  expect(spellings('Atlantis')).toEqual(['Atlantis']);
});
