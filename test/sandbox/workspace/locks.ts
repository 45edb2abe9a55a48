import { userById } from './find';
import { waitingQueue } from './settings';
import type { UserDoc, Workspace } from './types';

/** How long a lock that nobody took away counts. */
const LOCK_MS = 5000;

/** True while somebody is giving this agent a conversation, and for five seconds after a lock that was left over. */
export function isLocked(ws: Workspace, user: UserDoc | undefined): boolean {
  if (user?.agentLocked === undefined) return false;
  return !(user.agentLockedAt && user.agentLockedAt.getTime() < ws.now().getTime() - LOCK_MS);
}

/**
 * Locks the agent for the time in which they are given a conversation; only the licensed waiting queue does so. Gives how
 * to release the lock, or undefined when somebody else holds it.
 */
export function lockAgent(ws: Workspace, agentId: string): (() => void) | undefined {
  if (!ws.traits.agentLocks || !waitingQueue(ws)) return () => undefined;
  const user = userById(ws, agentId);
  if (user === undefined || isLocked(ws, user)) return undefined;
  user.agentLocked = true;
  user.agentLockedAt = ws.now();
  return () => {
    delete user.agentLocked;
    delete user.agentLockedAt;
  };
}
