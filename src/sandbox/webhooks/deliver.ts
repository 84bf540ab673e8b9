import type { Network } from '../engine/network.ts';
import type { Delivery } from '../world/said.ts';
import { signatureHeaders } from './body.ts';
import { verifyCallback } from './verify.ts';

const PATIENCE_MS = 10_000;

/** Sends one body to its app's callback and returns the status; 0 when there was no answer. */
export async function deliver(network: Network, delivery: Delivery, stop: AbortSignal): Promise<number> {
  const app = network.world.apps[delivery.appId];
  if (!app) return 0;
  if (!app.verification?.ok && !(await verifyCallback(network, app, stop))) return 0;
  try {
    const response = await fetch(app.callbackUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        ...signatureHeaders(delivery.body, app.secret),
      },
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
