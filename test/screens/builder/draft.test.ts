import { fromDraft, toDraft, type Draft } from '../../../src/screens/builder/draft';
import * as moves from '../../../src/screens/builder/draft-edits';
import { fill, spotOf } from '../../../src/screens/builder/forms';
import { durationOf, fromLines, linesOf, numberOf, shortDuration, type World } from '../../../src/screens/kit/form';
import type { Place } from '../../../src/screens/place';
import { createSessions } from '../../../src/screens/session';
import { fakeStore } from '../../support/fakes';

const WORLD: World = { language: 'en', zone: 'UTC', calendars: [] };

/** `text contains <letter>`: conditions by one letter. */
const is = (value: string) => ({ field: 'message.text', operator: 'contains', value });
const draftOf = (condition: unknown): Draft =>
  toDraft(
    { id: 'x', if: condition, do: [{ action: 'unassign' }, { action: 'close', comment: 'c' }] },
    { version: 'v' },
  );

/** A condition in short: `all(a any(b c))`. */
function short(condition: unknown): string {
  if (condition === 'always') return 'always';
  const [key, value] = Object.entries(condition as object)[0] as [string, unknown];
  if (Array.isArray(value)) return `${key}(${value.map(short).join(' ')})`;
  return String((condition as { value: unknown }).value);
}

// Numbers are given from top to bottom: the group is 1, what is in it 2, 3 …
const NESTED = { all: [is('a'), { any: [is('b'), is('c')] }, is('d')] };

test('a number that was mistyped is a number again once it is corrected', () => {
  const question = { action: 'ask', id: 'topic', text: 'What is it about?', tries: 2 };
  const mistyped = fill(toDraft({ do: [question] }, { version: 'v' }), 'a1.tries', '3 times', WORLD);
  expect(fromDraft(mistyped).do).toEqual([{ ...question, tries: '3 times' }]);
  expect(fromDraft(fill(mistyped, 'a1.tries', '3', WORLD)).do).toEqual([{ ...question, tries: 3 }]);
});

describe('what the buttons of the builder do to conditions', () => {
  test.each<[string, unknown, (draft: Draft) => Draft, string]>([
    ['the first one', 'always', (draft) => moves.addCondition(draft), ''],
    ['a second one beside the first', is('a'), (draft) => moves.addCondition(draft), 'all(a )'],
    ['one in a group', NESTED, (draft) => moves.addCondition(draft, 3), 'all(a any(b c ) d)'],
    ['a group around one', NESTED, (draft) => moves.wrap(draft, 6, 'none'), 'all(a any(b c) none(d))'],
    ['a group around everything', NESTED, (draft) => moves.wrap(draft, 1, 'any'), 'any(all(a any(b c) d))'],
    ['another kind of group', NESTED, (draft) => moves.regroup(draft, 3, 'none'), 'all(a none(b c) d)'],
    ['a group dissolved', NESTED, (draft) => moves.unwrap(draft, 3), 'all(a b c d)'],
    ['not the outermost with several in it', NESTED, (draft) => moves.unwrap(draft, 1), 'all(a any(b c) d)'],
    ['the outermost with one in it', { all: [is('a')] }, (draft) => moves.unwrap(draft, 1), 'a'],
    ['one moved down', NESTED, (draft) => moves.moveCondition(draft, 2, 1), 'all(any(b c) a d)'],
    ['one moved up within its group', NESTED, (draft) => moves.moveCondition(draft, 5, -1), 'all(a any(c b) d)'],
    ['the first one not further up', NESTED, (draft) => moves.moveCondition(draft, 4, -1), 'all(a any(b c) d)'],
    ['one taken away', NESTED, (draft) => moves.removeCondition(draft, 4), 'all(a any(c) d)'],
    [
      'a group left empty goes',
      { all: [is('a'), { any: [is('b')] }] },
      (draft) => moves.removeCondition(draft, 4),
      'all(a)',
    ],
    ['the last one leaves: always', { all: [is('a')] }, (draft) => moves.removeCondition(draft, 2), 'always'],
    ['a number that is gone', NESTED, (draft) => moves.removeCondition(draft, 99), 'all(a any(b c) d)'],
  ])('%s', (_what, before, change, after) => {
    expect(short(fromDraft(change(draftOf(before))).if)).toBe(after);
  });

  test('what was typed late finds its condition after it has moved', () => {
    const moved = moves.moveCondition(draftOf(NESTED), 2, 1);
    expect(short(fromDraft(fill(moved, 'c2.lines.text', 'A', WORLD)).if)).toBe('all(any(b c) A d)');
  });

  test('what was typed into something that is gone changes nothing', () => {
    const gone = moves.removeCondition(draftOf(NESTED), 2);
    expect(fill(gone, 'c2.lines.text', 'A', WORLD)).toBe(gone);
    expect(fill(gone, 'w9.name', 'A', WORLD)).toBe(gone);
    expect(fill(gone, 'constructor', 'A', WORLD)).toBe(gone);
  });
});

test('actions are moved, copied and taken away', () => {
  const ids = (draft: Draft): unknown => draft.steps?.map(({ raw }) => (raw as { action: string }).action);
  const draft = draftOf('always');
  expect(ids(moves.moveStep(draft, 2, -1))).toEqual(['close', 'unassign']);
  expect(ids(moves.copyOf(draft, 1))).toEqual(['unassign', 'close', 'unassign']);
  expect(ids(moves.removeStep(draft, 1))).toEqual(['close']);
});

test.each([
  ['if.all[1].any[0].value[2]', 'if', 4, '.value[2]'],
  ['if.all[0].operator', 'if', 2, '.operator'],
  ['if.all', 'if', undefined, '.all'],
  ['do[1].comment', 'then', 8, '.comment'],
  ['do', 'then', undefined, ''],
  ['once.within', 'more', undefined, 'once.within'],
  ['on[0]', 'when', undefined, 'on[0]'],
  ['tests[0].given', 'json', undefined, 'tests[0].given'],
])('a finding at %s belongs to the tab %s', (place, tab, focus, rest) => {
  expect(spotOf(draftOf(NESTED), { place })).toEqual({ tab, rest, ...(focus !== undefined && { focus }) });
});

describe('how values are typed', () => {
  test.each([
    ['PT5M', '5m'],
    ['PT90S', '1m 30s'],
    ['P1W', '7d'],
    ['P1DT2H', '1d 2h'],
    ['soon', 'soon'],
  ])('%s is shown as %s', (iso, short_) => expect(shortDuration(iso)).toBe(short_));

  test.each([
    ['5m', 'PT5M'],
    ['5 min', 'PT5M'],
    ['1d 12h', 'P1DT12H'],
    ['2w', 'P2W'],
    ['90 s', 'PT90S'],
    ['pt5m', 'PT5M'],
    ['P1D', 'P1D'],
    ['soon', 'soon'],
    ['', ''],
  ])('%s is saved as %s', (typed, iso) => expect(durationOf(typed)).toBe(iso));

  test.each([
    ['5', 5],
    ['-2.5', -2.5],
    ['1e3', '1e3'],
    ['5,5', '5,5'],
    ['five', 'five'],
  ])('the number %s', (line, number) => expect(numberOf(line)).toBe(number));

  test.each<[unknown, string | undefined]>([
    ['a', 'a'],
    [['a', ' b '], 'a\n b '],
    [['a\nb'], undefined],
    [[''], ''],
    [{}, undefined],
    [undefined, ''],
  ])('lines of %j', (value, lines) => expect(linesOf(value)).toBe(lines));

  test('empty lines are no values', () => expect(fromLines('a\r\n\n  \nb')).toEqual(['a', 'b']));
});

describe('open views', () => {
  const place: Place = { at: 'history' };

  test('belong to one person, last a day after they were last used, and are at most five', async () => {
    let now = 1_000_000_000_000;
    let count = 0;
    const sessions = createSessions(
      fakeStore(),
      () => now,
      () => `s${++count}`,
    );
    const first = await sessions.begin('anna', place);
    expect(await sessions.find(first.id, 'anna')).toMatchObject({ place });
    expect(await sessions.find(first.id, 'bruno')).toBeUndefined();

    now += 80_000_000;
    await sessions.keep(first, { at: 'new', page: 1 });
    now += 80_000_000;
    expect(await sessions.find(first.id, 'anna')).toMatchObject({ place: { at: 'new' } });
    now += 10_000_000;
    expect(await sessions.find(first.id, 'anna')).toBeUndefined();

    const ids: string[] = [];
    for (let each = 0; each < 7; each++, now++) ids.push((await sessions.begin('anna', place)).id);
    const left = await Promise.all(ids.map((id) => sessions.find(id, 'anna')));
    expect(left.map((each) => each?.id)).toEqual([undefined, undefined, ...ids.slice(2)]);
    const last = ids.at(-1)!;
    await sessions.end(last, 'bruno');
    expect(await sessions.find(last, 'anna')).toBeDefined();
    await sessions.end(last, 'anna');
    expect(await sessions.find(last, 'anna')).toBeUndefined();
  });
});
