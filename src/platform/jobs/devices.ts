import type { Backend, Db } from '../backend/index.ts';
import type { Lang } from '../text/i18n.ts';
import type { PushDevice } from './push.ts';

/** Remembers the phone in the person's hands. */
export async function rememberDevice(db: Db, device: PushDevice, language: Lang): Promise<void> {
  await db.rpc('remember_device', { ...device, language }).throwOnError();
}

/** The person is not reminded on this phone any more. */
export async function forgetDevice(db: Db, endpoint: string): Promise<void> {
  await db.rpc('forget_device', { endpoint }).throwOnError();
}

/** A push service said that these are no more. */
export async function dropDevices(backend: Backend, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await backend
    .asService('drop phones that are gone')
    .from('push_devices')
    .delete()
    .in('id', ids)
    .throwOnError();
}
