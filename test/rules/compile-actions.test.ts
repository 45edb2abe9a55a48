import type { ActionStep } from '../../src/catalogue/document';
import type { Environment } from '../../src/model/facts';
import { compileSteps } from '../../src/rules/compile-actions';
import { conversation, event } from '../support/fakes';

const HERE: Environment = {
  profile: { locale: 'lang', timezone: '', country: '', city: '', tags: '' },
  zone: 'UTC',
  calendars: new Map(),
  server: { url: '', language: 'es', messageSize: 5000 },
};

/** What the texts of a step say in a conversation of a customer whose language is this, on a Spanish server. */
function textsFor(lang: string, step: ActionStep): readonly string[] {
  const there = conversation('c1');
  const happened = event('customer_message', 0, 'Hallo', {
    ...there,
    customer: { ...there.customer, custom: { lang } },
  });
  const rule = { id: 'r', name: 'R', on: ['customer_message'], if: 'always', do: [step] } as never;
  const facts = { event: happened, now: 0, environment: HERE, known: { returning: true } };
  return compileSteps(rule, HERE).flatMap((each) => each.texts(facts, rule));
}

describe('yes, in the language of whoever reads it', () => {
  const text = 'Back: {{customer.returning}}';
  test.each<[string, ActionStep, string]>([
    ['the customer', { action: 'send_message', text }, 'Back: ja'],
    ['the team, whatever the customer speaks', { action: 'notify', room: 'support', text }, 'Back: sí'],
    ['the team in a note', { action: 'note_contact', text }, 'Back: sí'],
    ['a field, the same for all customers', { action: 'update_contact', custom: { back: text } }, 'Back: sí'],
    ['a tag, the same for all customers', { action: 'add_contact_tags', tags: [text] }, 'Back: sí'],
  ])('%s', (_who, step, said) => {
    expect(textsFor('de', step)).toEqual([said]);
  });

  test.each([' de', 'de '])('the customer whose field says %j', (lang) => {
    const versions = { en: 'Hello', de: 'Hallo {{customer.returning}}' };
    expect(textsFor(lang, { action: 'send_message', text: versions })).toEqual(['Hallo ja']);
  });
});
