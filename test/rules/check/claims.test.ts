import { fieldOf } from '../../../src/catalogue/fields';
import { compileCondition, verdict } from '../../../src/decide/index';
import { NOWHERE } from '../../decide/world';
import { on, readRule } from '../../support/read-rules';

const locale = (operator: string, value: unknown) => on('customer.locale', operator, value);
const plan = (operator: string, value: unknown) => on('customer.custom.plan', operator, value);

test.each<[string, object, string, string]>([
  [
    'a locale that ends otherwise',
    { all: [locale('is', 'pt'), { none: [locale('ends_with', 'pt')] }] },
    'customer.locale',
    'pt-BR',
  ],
  [
    'a locale with the other dash',
    { all: [locale('is', 'pt-BR'), locale('not_contains', 'pt-BR')] },
    'customer.locale',
    'pt_BR',
  ],
  [
    'a whole word beside a low dash',
    { all: [locale('is', 'pt-BR'), locale('not_has_word', 'BR')] },
    'customer.locale',
    'pt_BR',
  ],
  [
    'one dash and not the other',
    { all: [locale('contains', 'pt_'), locale('not_contains', 'pt-')] },
    'customer.locale',
    'pt_BR',
  ],
  ['less than a large number', plan('less_than', 10000000000000000), 'customer.custom.plan', '5'],
  ['more than a large number', plan('greater_than', 10000000000000000), 'customer.custom.plan', '20000000000000000'],
  ['a very small number', plan('equals', 0.0000001), 'customer.custom.plan', '0.0000001'],
])('%s: what the rule matches is not called never true', (_what, condition, field, fact) => {
  const compiled = compileCondition(condition as never, fieldOf, NOWHERE);
  expect(verdict(compiled, (id) => (id === field ? fact : undefined))).toBe(true);
  expect(readRule({ if: condition }).findings.map(({ text }) => text.key)).toEqual([]);
});
