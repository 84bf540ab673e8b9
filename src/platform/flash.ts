import type { AstroCookies } from 'astro';
import { z } from 'zod';

const toast = z.object({ kind: z.enum(['done', 'problem', 'info']), text: z.string().max(500) });
/** What the next page says once, after a form led there. */
export type Toast = z.infer<typeof toast>;

const name = 'pesan';
const options = { path: '/', httpOnly: true, sameSite: 'lax' as const };

export function say(cookies: AstroCookies, message: Toast): void {
  cookies.set(name, Buffer.from(JSON.stringify(message)).toString('base64url'), { ...options, maxAge: 60 });
}

/** Takes the message, so that it is said once. */
export function takeToast(cookies: AstroCookies): Toast | null {
  const value = cookies.get(name)?.value;
  if (!value) return null;
  cookies.delete(name, options);
  try {
    return toast.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  } catch {
    return null;
  }
}
