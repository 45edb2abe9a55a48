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

  test('when the last one is taken off, none comes back', async () => {
    const store = fakeStore();
    await writeStoredTags(store, WIDGET, ['vip', 'new'], HOUR);
    await writeStoredTags(store, OPENED, ['vip'], 2 * HOUR);
    await writeStoredTags(store, OPENED, [], 3 * HOUR);
    expect(await readStoredTags(store, WIDGET)).toEqual([]);
    expect(store.kept).toEqual([]);
  });
});
