/** Where the Supabase API is: in this process, or a project's. */
import type { Env } from '../env.ts';
import type { Mail } from '../mail.ts';
import type { DatabaseOptions } from './database.ts';
import type { Keys } from './keys.ts';
import { databaseAddress } from './connection/address.ts';
import { openOwnApi } from './own-api.ts';
import { openStorage } from './storage/index.ts';

/** The project's where there is one, else our own. */
export function openApi(env: Env, database: DatabaseOptions, pool: number, keys: Keys, mail: Mail) {
  if (env.SUPABASE_URL) {
    return {
      url: env.SUPABASE_URL,
      publishableKey: env.SUPABASE_PUBLISHABLE_KEY!,
      secretKey: env.SUPABASE_SECRET_KEY!,
      fetch: oneRefresh(fetch),
      prepareSystemSchemas: async () => undefined,
      stop: async () => undefined,
    };
  }
  // Each of its requests is one transaction, so that a pooler may lend it one.
  const pooled = env.DATABASE_DIRECT_URL !== undefined;
  const own = openOwnApi({
    database: pooled ? databaseAddress(env.DATABASE_URL!, env.DATABASE_CA) : database,
    pooled,
    pool,
    keys,
    mail,
    publicUrl: env.PUBLIC_URL,
    storage: openStorage(env),
    confirmEmail: env.SMTP_URL !== undefined,
  });
  return {
    ...own,
    url: 'http://api.internal',
    publishableKey: keys.publishableKey,
    secretKey: keys.secretKey,
    fetch: oneRefresh((input, init) => own.fetch(new Request(input, init))),
  };
}

/**
 * A page opens several requests at once, and each would spend the same refresh token; they share one answer.
 */
function oneRefresh(call: typeof fetch): typeof fetch {
  const running = new Map<string, Promise<Response>>();
  return async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.includes('grant_type=refresh_token') || typeof init?.body !== 'string') return call(input, init);
    const spent = init.body;
    const shared = running.get(spent) ?? call(input, init);
    running.set(spent, shared);
    const forget = () => running.delete(spent);
    shared.then(({ ok }) => (ok ? void setTimeout(forget, 10_000).unref() : forget()), forget);
    return (await shared).clone();
  };
}
