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
  /** Has a hook brought it yet? */
  has(name: keyof Accessors): boolean;
}

/**
 * The accessors may be held from the start; they are used when they are called. Calling one that no hook has brought
 * yet throws a sentence.
 */
export function keepAccessors(): AccessorKeeper {
  const kept: Partial<Accessors> = {};

  function standIn<K extends keyof Accessors>(name: K): Accessors[K] {
    return new Proxy({} as Accessors[K], {
      get: (_target, member) => {
        const accessor = kept[name];
        if (!accessor) throw new Error(`the server has not handed over its "${name}" yet`);
        const value: unknown = Reflect.get(accessor, member);
        return typeof value === 'function' ? (value.bind(accessor) as unknown) : value;
      },
    });
  }

  return {
    read: standIn('read'),
    http: standIn('http'),
    modify: standIn('modify'),
    persistence: standIn('persistence'),
    keep: (accessors) => {
      for (const [name, value] of Object.entries(accessors)) if (value) Object.assign(kept, { [name]: value });
    },
    has: (name) => kept[name] !== undefined,
  };
}
