import { randomText } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import type { App } from '../world/accounts.ts';

const PATIENCE_MS = 5_000;

/** Asks a callback to prove that it is ours (`hub.challenge`) and remembers the answer. */
export async function verifyCallback(network: Network, app: App, stop?: AbortSignal): Promise<boolean> {
  const challenge = randomText(network.world, 16).replace(/\D/g, '') || '1158201444';
  const url = URL.canParse(app.callbackUrl) ? new URL(app.callbackUrl) : null;
  url?.searchParams.set('hub.mode', 'subscribe');
  url?.searchParams.set('hub.challenge', challenge);
  url?.searchParams.set('hub.verify_token', app.verifyToken);
  const reason = url ? await ask(url, challenge, stop) : 'the callback address is not a URL';
  app.verification = { ok: reason === '', reason };
  network.changed();
  return reason === '';
}

async function ask(url: URL, challenge: string, stop?: AbortSignal): Promise<string> {
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(stop ? [stop] : [])]);
    const response = await fetch(url, { redirect: 'manual', signal });
    if (response.status !== 200) return `HTTP Status Code = ${response.status}`;
    return (await response.text()) === challenge ? '' : 'the answer is not the challenge';
  } catch (error) {
    return `no answer (${(error as Error).message})`;
  }
}
