import { keptWith } from '../../src/util/lazily';

test('what is made of a thing is made once, of each thing by itself, and nothing is an answer as well', () => {
  const asked: object[] = [];
  const [one, other] = [{}, {}];
  const nothing = keptWith((of: object): undefined => void asked.push(of));
  nothing(one);
  nothing(one);
  nothing(other);
  expect(asked).toEqual([one, other]);
  expect(asked[0]).toBe(one);
});
