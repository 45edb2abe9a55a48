import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { Instance } from '../runtime/host';
import type { Database } from '../runtime/store';

function stored(instance: Instance, id: string): ISetting {
  const { settings } = instance.app().getStorageItem();
  const setting = settings[id];
  if (setting === undefined) {
    throw new Error(`The app has no setting "${id}"; it has ${Object.keys(settings).join(', ') || 'none'}.`);
  }
  return setting;
}

/** The value as the app reads it. */
export function readSetting(instance: Instance, id: string): unknown {
  const { value, packageValue } = stored(instance, id) as { value?: unknown; packageValue: unknown };
  return value ?? packageValue;
}

/** These hold lists; everything else that is an object is a document that goes in as JSON text. */
const LISTS = [SettingType.MULTI_SELECT, SettingType.ROOM_PICK];

/** Saves a setting through the engine's own manager, hooks included; an equal value is skipped, as the server does. */
export async function changeSetting(instance: Instance, id: string, value: unknown): Promise<void> {
  const setting = stored(instance, id);
  const document = typeof value === 'object' && value !== null && !LISTS.includes(setting.type);
  const next = document ? JSON.stringify(value, null, 2) : value;
  if (setting.value === next) return;
  const app = instance.app();
  await instance.manager.getSettingsManager().updateAppSetting(app.getID(), { ...setting, value: next });
}

/** Changes what the app was granted, in the database and in every instance. */
export function grant(instances: Instance[], db: Database, all: IPermission[], name: string, granted: boolean): void {
  const permission = all.find((entry) => entry.name === name);
  if (permission === undefined) throw new Error(`app.json asks for no permission "${name}".`);
  for (const item of [...db.apps.values(), ...instances.map((instance) => instance.app().getStorageItem())]) {
    const rest = (item.permissionsGranted ?? []).filter((entry) => entry.name !== name);
    item.permissionsGranted = granted ? [...rest, permission] : rest;
  }
}
