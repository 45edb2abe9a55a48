import type { Step } from './instrument';

/**
 * As much of a server as one message needs, in this process and in memory: what the Apps-Engine hands to an app. It
 * says when it was called, so that the walk shows what a message costs beyond the app.
 */
export interface Server {
  /** For the app's constructor. */
  readonly accessors: unknown;
  /** For its hooks. */
  readonly read: unknown;
  readonly http: unknown;
  readonly persistence: unknown;
  readonly modify: unknown;
  readonly environment: unknown;
  readonly scheduler: unknown;
  /** Rooms by their ids. */
  readonly rooms: Map<string, unknown>;
  /** Calls to the server so far, in order. */
  readonly calls: string[];
  /** What the app has sent. */
  readonly sent: string[];
}

interface Kept {
  readonly keys: readonly string[];
  data: unknown;
}

interface Association {
  getID(): string;
}

/** @param settings what the app's settings hold, by id */
export function server(settings: Readonly<Record<string, unknown>>, entered: (step: Step) => void): Server {
  const calls: string[] = [];
  const sent: string[] = [];
  const kept: Kept[] = [];
  const rooms = new Map<string, unknown>();
  const called = async <T>(name: string, answer: T): Promise<T> => {
    calls.push(name);
    entered({ file: 'the server', name });
    return answer;
  };
  const keysOf = (associations: readonly Association[]): readonly string[] => associations.map((each) => each.getID());
  const carrying = (associations: readonly Association[]): Kept[] =>
    kept.filter(({ keys }) => keysOf(associations).every((key) => keys.includes(key)));
  const keep = (associations: readonly Association[], data: unknown): void =>
    void kept.push({ keys: keysOf(associations), data });

  const own = {
    getValueById: (id: string) => called(`setting.${id}`, settings[id]),
    getById: (id: string) => called(`setting.${id}`, undefined),
  };
  const theirs: Readonly<Record<string, unknown>> = { Site_Url: 'https://chat.example.com', Language: 'en' };
  const environment = {
    getSettings: () => own,
    getServerSettings: () => ({ getValueById: (id: string) => called(`serverSetting.${id}`, theirs[id]) }),
  };
  const persistenceReader = {
    readByAssociations: (keys: readonly Association[]) =>
      called(
        'persistence.read',
        carrying(keys).map(({ data }) => data),
      ),
  };
  const persistence = {
    createWithAssociations: (data: unknown, keys: readonly Association[]) =>
      called('persistence.create', keep(keys, data)),
    updateByAssociations: (keys: readonly Association[], data: unknown) => {
      const [known] = carrying(keys).filter((each) => each.keys.length === keys.length);
      if (known) known.data = data;
      else keep(keys, data);
      return called('persistence.update', undefined);
    },
    removeByAssociations: (keys: readonly Association[]) => {
      for (const each of carrying(keys)) kept.splice(kept.indexOf(each), 1);
      return called('persistence.remove', undefined);
    },
  };
  const message = () => {
    const builder = {
      setRoom: () => builder,
      setSender: () => builder,
      setText: (text: string) => ((said = text), builder),
    };
    return builder;
  };
  let said = '';
  const creator = {
    startMessage: message,
    finish: () => {
      sent.push(said);
      return called('message.create', `sent-${sent.length}`);
    },
  };
  const livechat = { setCustomFields: () => called('livechat.setCustomFields', true) };
  const scheduler = {
    scheduleOnce: () => called('scheduler.once', 'job'),
    scheduleRecurring: () => called('scheduler.recurring', 'job'),
    cancelJob: () => called('scheduler.cancel', undefined),
  };
  const modify = {
    getCreator: () => creator,
    getUpdater: () => ({ getLivechatUpdater: () => livechat }),
    getScheduler: () => scheduler,
  };
  const user = { id: 'workflow.bot', username: 'workflow.bot', type: 'app' };
  const read = {
    getEnvironmentReader: () => environment,
    getPersistenceReader: () => persistenceReader,
    getUserReader: () => ({ getAppUser: () => called('user.app', user), getById: () => called('user.byId', user) }),
    getRoomReader: () => ({
      getById: (id: string) => called('room.byId', rooms.get(id)),
      getMessages: () => called('room.messages', []),
    }),
    getLivechatReader: () => ({ getLivechatVisitorByToken: () => called('visitor.byToken', undefined) }),
  };
  const http = { post: () => called('http.post', { statusCode: 200, headers: {} }) };
  const writer = { getSettings: () => ({ updateValue: () => called('setting.write', undefined) }) };
  const accessors = { reader: read, http, environmentReader: environment, environmentWriter: writer };
  return { accessors, read, http, persistence, modify, environment, scheduler, rooms, calls, sent };
}
