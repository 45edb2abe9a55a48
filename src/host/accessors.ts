import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';

/**
 * What the server hands to every hook, kept so that work which outlives its hook (a lane, a wait) can go on: over the
 * wire they are the same for every hook of a process.
 */
export interface Accessors {
  readonly read: IRead;
  readonly http: IHttp;
  readonly modify: IModify;
  readonly persistence: IPersistence;
}

export interface AccessorKeeper extends Accessors {
  /** Called by every hook with what it was given. */
  keep(accessors: Partial<Accessors>): void;
}

/** Reading one that no hook has brought yet throws a sentence. */
export function keepAccessors(first: Partial<Accessors>): AccessorKeeper {
  let kept = first;
  const get = <K extends keyof Accessors>(name: K): Accessors[K] => {
    const value = kept[name];
    if (!value) throw new Error(`the server has not handed over its "${name}" yet`);
    return value;
  };
  return {
    get read() {
      return get('read');
    },
    get http() {
      return get('http');
    },
    get modify() {
      return get('modify');
    },
    get persistence() {
      return get('persistence');
    },
    keep: (accessors) => {
      kept = { ...kept, ...Object.fromEntries(Object.entries(accessors).filter(([, value]) => value)) };
    },
  };
}
