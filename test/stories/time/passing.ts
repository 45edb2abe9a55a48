import type { Sandbox } from '../../sandbox';
import { milliseconds } from '../../sandbox/api/duration';

/**
 * Lets time pass in which nothing is due, without playing every minute of it: hours and days would take long. What is
 * due at its end is played minute by minute (`shop.advance`).
 */
export async function passes(shop: Sandbox, duration: string): Promise<void> {
  await shop.settled();
  shop.clock.set(new Date(shop.now().getTime() + milliseconds(duration)));
  await shop.settled();
}

/** The room that examples tell the leads in. */
export const leads = (shop: Sandbox): void => {
  const general = shop.workspace.data.rooms.find(({ _id }) => _id === 'GENERAL');
  if (general) shop.workspace.data.rooms.push({ ...general, _id: 'LEADS', name: 'support-leads' });
};
