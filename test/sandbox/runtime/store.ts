import { randomUUID } from 'node:crypto';
import { AppLogStorage, AppMetadataStorage, type IAppStorageItem } from 'runtime-apps-engine/server/storage';
import { AppSourceStorage } from 'runtime-apps-engine/server/storage/AppSourceStorage';
import type { ILoggerStorageEntry } from 'runtime-apps-engine/server/logging';
import type { Look, PersistedRecord } from './bridges/persistence';
import { copy } from './copy';
import type { Job } from './jobs';

/** What all instances of one server share: the database. */
export interface Database {
  apps: Map<string, IAppStorageItem>;
  sources: Map<string, Buffer>;
  logs: ILoggerStorageEntry[];
  records: PersistedRecord[];
  jobs: Job[];
  /** The app's queries since somebody put a list here, oldest first. */
  looks?: Look[];
}

/** Oldest entries go first: the engine writes one for every call of the app. */
const LOGS_KEPT = 5_000;

export function createDatabase(): Database {
  return { apps: new Map(), sources: new Map(), logs: [], records: [], jobs: [] };
}

/** Documents are copied in and out: what one instance holds in memory, another learns only by reading again. */
class MetadataStorage extends AppMetadataStorage {
  constructor(private readonly db: Database) {
    super('memory');
  }

  private one(_id: string): IAppStorageItem {
    const item = [...this.db.apps.values()].find((app) => app._id === _id);
    if (item === undefined) throw new Error(`The sandbox has no app with the document id "${_id}".`);
    return item;
  }

  async create(item: IAppStorageItem): Promise<IAppStorageItem> {
    item._id = randomUUID();
    item.createdAt = new Date();
    item.updatedAt = new Date();
    this.db.apps.set(item.id, copy(item));
    return item;
  }

  async retrieveOne(id: string): Promise<IAppStorageItem | null> {
    return copy(this.db.apps.get(id)) ?? null;
  }

  async retrieveAll(): Promise<Map<string, IAppStorageItem>> {
    return copy(this.db.apps);
  }

  retrieveAllPrivate(): Promise<Map<string, IAppStorageItem>> {
    return this.retrieveAll();
  }

  async remove(id: string): Promise<{ success: boolean }> {
    return { success: this.db.apps.delete(id) };
  }

  async updatePartialAndReturnDocument(
    { _id, ...rest }: Partial<IAppStorageItem>,
    options: { unsetPermissionsGranted?: boolean } = {},
  ): Promise<IAppStorageItem> {
    const item = Object.assign(this.one(String(_id)), copy(rest), { updatedAt: new Date() });
    if (options.unsetPermissionsGranted) delete item.permissionsGranted;
    return copy(item);
  }

  async updateStatus(_id: string, status: IAppStorageItem['status']): Promise<boolean> {
    this.one(_id).status = status;
    return true;
  }

  async updateSetting(_id: string, setting: IAppStorageItem['settings'][string]): Promise<boolean> {
    this.one(_id).settings[setting.id] = copy(setting);
    return true;
  }

  async updateAppInfo(_id: string, info: IAppStorageItem['info']): Promise<boolean> {
    this.one(_id).info = copy(info);
    return true;
  }

  async updateMarketplaceInfo(_id: string, info: NonNullable<IAppStorageItem['marketplaceInfo']>): Promise<boolean> {
    this.one(_id).marketplaceInfo = copy(info);
    return true;
  }
}

class LogStorage extends AppLogStorage {
  constructor(private readonly db: Database) {
    super('memory');
  }

  async findPaginated(): Promise<{ logs: ILoggerStorageEntry[]; total: number }> {
    return { logs: this.db.logs, total: this.db.logs.length };
  }

  async storeEntries(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
    this.db.logs.push(entry);
    if (this.db.logs.length > LOGS_KEPT * 2) this.db.logs.splice(0, LOGS_KEPT);
    return entry;
  }

  async getEntriesFor(appId: string): Promise<ILoggerStorageEntry[]> {
    return this.db.logs.filter((entry) => entry.appId === appId);
  }

  async removeEntriesFor(appId: string): Promise<void> {
    this.db.logs = this.db.logs.filter((entry) => entry.appId !== appId);
  }
}

class SourceStorage extends AppSourceStorage {
  constructor(private readonly db: Database) {
    super();
  }

  async store(item: IAppStorageItem, zip: Buffer): Promise<string> {
    this.db.sources.set(item.id, Buffer.from(zip));
    return `memory:${item.id}`;
  }

  async fetch(item: IAppStorageItem): Promise<Buffer> {
    const zip = this.db.sources.get(item.id);
    if (zip === undefined) throw new Error(`The sandbox keeps no package of the app "${item.id}".`);
    return Buffer.from(zip);
  }

  update(item: IAppStorageItem, zip: Buffer): Promise<string> {
    return this.store(item, zip);
  }

  async remove(item: IAppStorageItem): Promise<void> {
    this.db.sources.delete(item.id);
  }
}

/** The engine's three storages over one database. */
export function storages(db: Database) {
  return {
    metadataStorage: new MetadataStorage(db),
    logStorage: new LogStorage(db),
    sourceStorage: new SourceStorage(db),
  };
}
