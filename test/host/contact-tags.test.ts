import { readStoredTags, writeStoredTags } from '../../src/host/contact-tags';
import { fakeStore } from '../support/fakes';

/** One visitor, who has a contact for the widget and another one for conversations that the app opens. */
const WIDGET = { id: 'ana', contactId: 'contact-1' };
const OPENED = { id: 'ana', contactId: 'contact-2' };
const HOUR = 3_600_000;

describe('tags of a customer with two contacts', () => {
  test.each([0, HOUR])('what is taken off at one is gone at the other, %i ms later', async (later) => {
    const store = fakeStore();
    await writeStoredTags(store, WIDGET, ['vip', 'new'], HOUR);
    expect(await readStoredTags(store, OPENED)).toEqual(['vip', 'new']);
    await writeStoredTags(store, OPENED, ['vip'], HOUR + later + 1);
    expect(await readStoredTags(store, WIDGET)).toEqual(['vip']);
  });

  test('what an earlier version kept of one contact stays when something is added at the other', async () => {
    const store = fakeStore();
    await store.write(['contact/contact-1', 'customer:ana', 'until:99', 'customer_tags'], {
      v: 1,
      tags: ['vip'],
      at: 1,
    });
    await writeStoredTags(store, OPENED, ['new'], 2 * HOUR);
    expect(await readStoredTags(store, WIDGET)).toEqual(['new', 'vip']);
    await writeStoredTags(store, WIDGET, ['vip'], 3 * HOUR);
    expect(await readStoredTags(store, WIDGET)).toEqual(['vip']);
    expect(await readStoredTags(store, OPENED)).toEqual(['vip']);
  });

  test('when the last one is taken off, none comes back', async () => {
    const store = fakeStore();
    await writeStoredTags(store, WIDGET, ['vip', 'new'], HOUR);
    await writeStoredTags(store, OPENED, ['vip'], 2 * HOUR);
    await writeStoredTags(store, OPENED, [], 3 * HOUR);
    expect(await readStoredTags(store, WIDGET)).toEqual([]);
    expect(store.kept).toEqual([]);
  });
});
