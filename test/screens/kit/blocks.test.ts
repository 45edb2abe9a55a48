import { chooser, chosen, LIMITS_OF_VIEWS, type Choice } from '../../../src/screens/kit/blocks';

const MANY = Array.from({ length: LIMITS_OF_VIEWS.options + 20 }, (_, n): Choice => [`v${n}`, `Label ${n}`]);
const of = (select: unknown) => {
  const { options, initialValue } = select as { options: { value: string }[]; initialValue?: string };
  return { values: options.map(({ value }) => value), initialValue };
};
const selects = (value: string) => [
  of(chooser('x', 'X', MANY, value)),
  of((chosen({ id: 'x', label: 'X' }, MANY, value) as { element: unknown }).element),
];

test.each(['v100', 'v119'])('of more choices than fit, the chosen one is the last that is shown: %s', (value) => {
  for (const { values, initialValue } of selects(value)) {
    expect(values).toHaveLength(LIMITS_OF_VIEWS.options);
    expect(values.slice(-2)).toEqual(['v98', value]);
    expect(initialValue).toBe(value);
  }
});

test.each([
  ['v99', 'v99'],
  ['gone', undefined],
])('else the first ones are shown: %s', (value, initialValue) => {
  const first = MANY.slice(0, LIMITS_OF_VIEWS.options).map(([each]) => each);
  for (const select of selects(value)) expect(select).toEqual({ values: first, initialValue });
});
