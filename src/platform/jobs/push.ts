/** Web push: a short word to a person's phone, also while no page of ours is open. */
import webPush from 'web-push';
import { z } from 'zod';
import type { Backend, Db } from '../backend/index.ts';
import { log } from '../log.ts';
import { OutgoingError, send } from '../http/outgoing.ts';
import { seal, unseal } from '../seal.ts';

/** A phone's address, as its browser gave it. */
export const pushDevice = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  p256dh: z.string().regex(/^[\w-]{80,100}=?$/),
  auth: z.string().regex(/^[\w-]{16,38}={0,2}$/),
});
export type PushDevice = z.infer<typeof pushDevice>;

/** What a phone shows. `tag`: a second one of the same tag takes the first one's place. */
export interface Push {
  title: string;
  /** Below the title. */
  body?: string;
  /** An address of ours. */
  path: string;
  tag: string;
  /** How long a phone that is off may still get it; an hour unless told. */
  lifeSeconds?: number;
}

export type PushOutcome = 'taken' | 'gone' | 'failed';

const usualLifeSeconds = 3600;

/** Sends one push. `gone`: the phone took its permission back, or the browser is no more; nobody need try again. */
export async function push(
  backend: Backend,
  device: PushDevice,
  { lifeSeconds = usualLifeSeconds, ...what }: Push,
): Promise<PushOutcome> {
  const { env } = backend;
  const { publicKey, privateKey } = await pushKeys(backend);
  const subscription = { endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } };
  try {
    const { endpoint, method, headers, body } = webPush.generateRequestDetails(
      subscription,
      JSON.stringify(what),
      {
        vapidDetails: { subject: contact(env.PUBLIC_URL), publicKey, privateKey },
        TTL: lifeSeconds,
        urgency: 'high',
        topic: what.tag.replaceAll('-', '').slice(0, 32),
        contentEncoding: 'aes128gcm',
      },
    );
    const answer = await send(
      endpoint,
      { method: method as 'POST', headers: headers as Record<string, string>, body },
      sandboxOrigins(backend),
    );
    if (answer.status === 404 || answer.status === 410) return 'gone';
    if (answer.status >= 200 && answer.status < 300) return 'taken';
    log('warn', 'push.refused', { status: answer.status });
  } catch (error) {
    log('warn', 'push.failed', { code: error instanceof OutgoingError ? error.code : 'unreadable_keys' });
  }
  return 'failed';
}

/** The sandbox network may stand on this machine. */
export function sandboxOrigins({ env }: Backend): string[] {
  return env.SANDBOX_URL ? [new URL(env.SANDBOX_URL).origin] : [];
}

/** By which keys push services know us: made once, kept sealed in the database. */
export async function pushKeys(backend: Backend): Promise<{ publicKey: string; privateKey: string }> {
  const db = backend.asService('keys of web push');
  const kept = await readKeys(db);
  if (kept) {
    try {
      return { publicKey: kept.public, privateKey: unseal(backend.keys.sealing, kept.sealed, context) };
    } catch {
      // Restored under another secret: every phone has to be asked again anyway.
      log('warn', 'push.keys_lost');
      await db.from('installation_keys').delete().eq('sealed', kept.sealed).throwOnError();
    }
  }
  const made = webPush.generateVAPIDKeys();
  const { error } = await db.from('installation_keys').insert({
    name,
    public: made.publicKey,
    sealed: seal(backend.keys.sealing, made.privateKey, context),
  });
  // Another process was quicker: its keys are the keys.
  if (error?.code === '23505') return pushKeys(backend);
  if (error) throw error;
  return made;
}

const name = 'web-push';
const context = 'installation:web-push';

async function readKeys(db: Db) {
  const { data } = await db
    .from('installation_keys')
    .select('public, sealed')
    .eq('name', name)
    .maybeSingle()
    .throwOnError();
  return data;
}

/** Push services want to know whom to ask when something goes wrong; they refuse a local address. */
function contact(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:tanggap@localhost';
}
