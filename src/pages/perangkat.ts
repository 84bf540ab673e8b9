import type { APIRoute } from 'astro';
import { z } from 'zod';
import { forgetDevice, rememberDevice } from '#platform/jobs/devices.ts';
import { mayReach } from '#platform/http/outgoing.ts';
import { pushDevice, pushKeys, sandboxOrigins } from '#platform/jobs/push.ts';

/** What a browser's `PushSubscription` says of itself. */
const subscription = z
  .object({ endpoint: z.string(), keys: z.object({ p256dh: z.string(), auth: z.string() }) })
  .transform(({ endpoint, keys }) => ({ endpoint, p256dh: keys.p256dh, auth: keys.auth }))
  .pipe(pushDevice);

/** The key by which this installation is known to push services. */
export const GET: APIRoute = async ({ locals: { backend, person } }) => {
  if (!person) return new Response(null, { status: 401 });
  const { publicKey } = await pushKeys(backend);
  return Response.json({ publicKey }, { headers: { 'Cache-Control': 'no-store' } });
};

/** This phone is reminded from now on. */
export const POST: APIRoute = async ({ request, locals: { backend, person, lang } }) => {
  if (!person) return new Response(null, { status: 401 });
  const device = subscription.safeParse(await request.json().catch(() => null));
  if (!device.success || !mayReach(device.data.endpoint, sandboxOrigins(backend))) {
    return new Response(null, { status: 422 });
  }
  await rememberDevice(backend.asUser(person.token), device.data, lang);
  return new Response(null, { status: 204 });
};

/** And no more. */
export const DELETE: APIRoute = async ({ request, locals: { backend, person } }) => {
  if (!person) return new Response(null, { status: 401 });
  const named = z
    .object({ endpoint: z.string().max(1000) })
    .safeParse(await request.json().catch(() => null));
  if (named.success) await forgetDevice(backend.asUser(person.token), named.data.endpoint);
  return new Response(null, { status: 204 });
};
