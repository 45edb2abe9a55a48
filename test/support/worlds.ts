import type { Conversation } from '../../src/model/event';
import { conversation, createWorld, type Instance, type World } from './fakes';

const MINUTE = 60_000;

/** A world with these conversations; with none named, with one, `c1`. */
export function openWorld(...conversations: readonly Conversation[]): World {
  const world = createWorld();
  const there = conversations.length > 0 ? conversations : [conversation()];
  for (const each of there) world.server.conversations.set(each.id, each);
  return world;
}

/** So many sweeps, one a minute. */
export async function minutes(world: World, app: Instance, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    void app.later.sweep();
    await world.clock.pass(MINUTE);
  }
}
