/**
 * A Rocket.Chat workspace in memory around the real Apps-Engine runtime, as stories speak of it:
 *
 *   const shop = await sandbox({ agents: ['agent-1'], settings: { rules } });
 *   await shop.customer('customer-1', { country: 'BR' }).writes('hi');
 *   await shop.settled();
 *   console.log(shop.transcript());
 *   await shop.stop();
 *
 * `workspace/` is the server's omnichannel side, `runtime/` the Apps-Engine with its process for the app, `client/`
 * what people have in front of them, `api/` what stands between all of it and the story.
 */
import { createSandbox, type Sandbox } from './api/create';
import type { SandboxOptions } from './api/options';

export type { Agent, Where } from './api/agent';
export type { Channel, Customer, CustomerSetup } from './api/customer';
export type { Faults } from './api/faults';
export type { LogLine } from './api/logs';
export type { AgentSetup, DepartmentSetup, SandboxOptions, ServerSetup } from './api/options';
export type { RestFault } from './api/rest-server';
export type { Device, PhoneClient, PhoneSight, Sight, View, WebClient, Widget, WidgetSight } from './client';
export type { Connection, SecondInstance, Sandbox } from './api/create';
export type { WebRequest, WebResponse, WebSite } from './runtime/bridges/http';
export { RUNTIMES, type Runtime } from './runtime/runtimes';
export { openPackage } from './api/package';
export { seeded } from './api/events';

/**
 * Starts a workspace with the app installed and enabled. Everything is on this machine; nothing goes to a network.
 * Throws a sentence when the runtime cannot start or the app does not. Stop it with `await shop.stop()`.
 */
export async function sandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return createSandbox(options);
}
