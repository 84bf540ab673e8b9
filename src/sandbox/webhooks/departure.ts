import { createHmac } from 'node:crypto';
import type { Network } from '../engine/network.ts';
import type { App } from '../world/accounts.ts';

const PATIENCE_MS = 10_000;

/**
 * The person removed the app, in the network's own settings: its callbacks are told with a `signed_request`.
 * @param what the callback beside the app's webhook address
 * @returns the callback's status, and what it said
 */
export async function tellOfDeparture(
  network: Network,
  app: App,
  what: 'deauthorize' | 'data-deletion',
): Promise<{ status: number; body: string }> {
  const payload = { user_id: network.world.person.id, algorithm: 'HMAC-SHA256', issued_at: seconds(network) };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const signature = createHmac('sha256', app.secret).update(encoded).digest('base64url');
  const response = await fetch(`${app.callbackUrl}/${what}`, {
    method: 'POST',
    body: new URLSearchParams({ signed_request: `${signature}.${encoded}` }),
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, body: await response.text() };
}

const seconds = (network: Network) => Math.floor(network.now() / 1000);
