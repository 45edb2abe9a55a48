import * as engine from 'runtime-apps-engine/server/bridges';
import { ApiBridge } from 'runtime-apps-engine/server/bridges/ApiBridge';
import { CloudWorkspaceBridge } from 'runtime-apps-engine/server/bridges/CloudWorkspaceBridge';
import { ContactBridge } from 'runtime-apps-engine/server/bridges/ContactBridge';
import { EmailBridge } from 'runtime-apps-engine/server/bridges/EmailBridge';
import { ExperimentalBridge } from 'runtime-apps-engine/server/bridges/ExperimentalBridge';
import { InternalBridge } from 'runtime-apps-engine/server/bridges/InternalBridge';
import { ModerationBridge } from 'runtime-apps-engine/server/bridges/ModerationBridge';
import { OAuthAppsBridge } from 'runtime-apps-engine/server/bridges/OAuthAppsBridge';
import { OutboundMessageBridge } from 'runtime-apps-engine/server/bridges/OutboundMessagesBridge';
import { RoleBridge } from 'runtime-apps-engine/server/bridges/RoleBridge';
import { SchedulerBridge } from 'runtime-apps-engine/server/bridges/SchedulerBridge';
import { ThreadBridge } from 'runtime-apps-engine/server/bridges/ThreadBridge';
import { UiInteractionBridge } from 'runtime-apps-engine/server/bridges/UiInteractionBridge';
import { VideoConferenceBridge } from 'runtime-apps-engine/server/bridges/VideoConferenceBridge';
import { ProxiedApp } from 'runtime-apps-engine/server/ProxiedApp';
import { copy } from '../copy';
import type { Traffic } from '../traffic';

/** What the host does, method by method, named as the abstract methods of the engine's bridge classes. */
export type Implementation = object;

/** The implementations by bridge; a bridge that is left out throws a sentence when somebody uses it. */
export interface Implementations {
  api?: Implementation;
  appActivation: Implementation;
  appDetailChanges: Implementation;
  command: Implementation;
  contact: Implementation;
  email: Implementation;
  environmentalVariable: Implementation;
  http: Implementation;
  internalFederation: { getPrivateKey(): Promise<string>; getPublicKey(): Promise<string> };
  livechat: Implementation;
  message: Implementation;
  persistence: Implementation;
  role: Implementation;
  room: Implementation;
  scheduler: Implementation;
  serverSetting: Implementation;
  uiInteraction: Implementation;
  user: Implementation;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Lifecycle notices of the engine itself: no calls of the app, so they are neither counted nor made to fail. */
const UNCOUNTED = new Set(['appActivation', 'appDetailChanges']);

/**
 * One bridge of the engine around what the host does. doXxx stays the engine's own, so that a missing permission is
 * as silent as on a server; what is given is copied on its way in and out.
 */
function bridge<B extends object>(
  base: abstract new () => B,
  name: string,
  host: Implementation | undefined,
  traffic: Pick<Traffic, 'run'>,
): B {
  const methods = (host ?? {}) as Record<string, Method | undefined>;
  return new Proxy(Object.create(base.prototype as object) as B, {
    get(target, property, receiver) {
      if (typeof property === 'symbol' || property === 'then')
        return Reflect.get(target, property, receiver) as unknown;
      const own = methods[property];
      if (own !== undefined) {
        return (...args: unknown[]) => {
          const answer = own.apply(host, args.map(copyArgument));
          return answer instanceof Promise ? answer.then(copy) : copy(answer);
        };
      }
      const inherited = Reflect.get(target, property, receiver) as unknown;
      if (typeof inherited === 'function') {
        if (!property.startsWith('do') || UNCOUNTED.has(name)) return inherited;
        const short = property.charAt(2).toLowerCase() + property.slice(3);
        return (...args: unknown[]) =>
          traffic.run(`${name}.${short}`, async () => (inherited as Method).apply(receiver, args));
      }
      return () => {
        throw new Error(`The sandbox's ${name} bridge does not do "${property}" yet, because nothing used it.`);
      };
    },
  });
}

/** Processors and commands carry functions that the host must keep; from an app of the engine there is a way to everything. */
function copyArgument(value: unknown): unknown {
  const plain = typeof value === 'object' && value !== null && !(value instanceof ProxiedApp);
  if (!plain || holdsFunctions(value)) return value;
  return copy(value);
}

function holdsFunctions(value: object): boolean {
  return Object.values(value).some(
    (entry: unknown) =>
      typeof entry === 'function' || (typeof entry === 'object' && entry !== null && holdsFunctions(entry)),
  );
}

/** The engine's 28 getters over the implementations. */
export function createBridges(host: Implementations, traffic: Pick<Traffic, 'run'>): engine.AppBridges {
  const make = <B extends object>(base: abstract new () => B, name: string, implementation?: Implementation): B =>
    bridge(base, name, implementation, traffic);

  const made: Record<string, object> = {
    getApiBridge: make(ApiBridge, 'api', host.api),
    getAppActivationBridge: make(engine.AppActivationBridge, 'appActivation', host.appActivation),
    getAppDetailChangesBridge: make(engine.AppDetailChangesBridge, 'appDetailChanges', host.appDetailChanges),
    getCloudWorkspaceBridge: make(CloudWorkspaceBridge, 'cloudWorkspace'),
    getCommandBridge: make(engine.CommandBridge, 'command', host.command),
    getContactBridge: make(ContactBridge, 'contact', host.contact),
    getEmailBridge: make(EmailBridge, 'email', host.email),
    getEnvironmentalVariableBridge: make(
      engine.EnvironmentalVariableBridge,
      'environmentalVariable',
      host.environmentalVariable,
    ),
    getExperimentalBridge: make(ExperimentalBridge, 'experimental'),
    getHttpBridge: make(engine.HttpBridge, 'http', host.http),
    getInternalBridge: make(InternalBridge, 'internal'),
    getInternalFederationBridge: host.internalFederation,
    // The engine never asks for it: events reach the app through its listener manager.
    getListenerBridge: make(InternalBridge, 'listener'),
    getLivechatBridge: make(engine.LivechatBridge, 'livechat', host.livechat),
    getMessageBridge: make(engine.MessageBridge, 'message', host.message),
    getModerationBridge: make(ModerationBridge, 'moderation'),
    getOAuthAppsBridge: make(OAuthAppsBridge, 'oauthApps'),
    getOutboundMessageBridge: make(OutboundMessageBridge, 'outboundMessage'),
    getPersistenceBridge: make(engine.PersistenceBridge, 'persistence', host.persistence),
    getRoleBridge: make(RoleBridge, 'role', host.role),
    getRoomBridge: make(engine.RoomBridge, 'room', host.room),
    getSchedulerBridge: make(SchedulerBridge, 'scheduler', host.scheduler),
    getServerSettingBridge: make(engine.ServerSettingBridge, 'serverSetting', host.serverSetting),
    getThreadBridge: make(ThreadBridge, 'thread'),
    getUiInteractionBridge: make(UiInteractionBridge, 'uiInteraction', host.uiInteraction),
    getUploadBridge: make(engine.UploadBridge, 'upload'),
    getUserBridge: make(engine.UserBridge, 'user', host.user),
    getVideoConferenceBridge: make(VideoConferenceBridge, 'videoConference'),
  };

  // AppManager asks for an instance of AppBridges; its getters are all abstract.
  const bridges = Object.create(engine.AppBridges.prototype) as Record<string, () => object>;
  for (const [getter, instance] of Object.entries(made)) bridges[getter] = () => instance;
  return bridges as unknown as engine.AppBridges;
}
