import { ACTIONS } from '../../src/catalogue/actions/all';
import { EVENTS } from '../../src/catalogue/events';
import { FIELDS } from '../../src/catalogue/fields';
import { ACTION_CASES } from './actions';
import { HAPPENINGS } from './events/happenings';
import { READINGS } from './fields/cases';
import { SURROUNDINGS } from './fields/environment';

/** An entry that no story plays might never work: it is named here. */

test('every action is played', () => {
  const played = new Set(
    Object.values(ACTION_CASES).flatMap((cases) =>
      cases.flatMap(({ step }) => ('action' in step ? [step.action] : step.map(({ action }) => action))),
    ),
  );
  expect(ACTIONS.map(({ id }) => id).filter((id) => !played.has(id))).toEqual([]);
});

test('every event comes of something that happens', () => {
  const raised = new Set(HAPPENINGS.flatMap(({ raises }) => raises));
  expect(EVENTS.filter((id) => !raised.has(id))).toEqual([]);
});

test('every field is seen with a value', () => {
  const seen = [...READINGS, ...SURROUNDINGS].flatMap(({ sees }) =>
    Object.entries(sees).flatMap(([field, value]) => (value === null ? [] : [field])),
  );
  const isSeen = (id: string) =>
    seen.some((field) => field === id || (id.endsWith('*') && field.startsWith(id.slice(0, -1))));
  expect(FIELDS.map(({ id }) => id).filter((id) => !isSeen(id))).toEqual([]);
});
