import type { AstroCookies } from 'astro';
import { z } from 'zod';

const toast = z.object({ kind: z.enum(['done', 'problem', 'info']), text: z.string().max(500) });
/** What the next page says once, after a form led there. */
export type Toast = z.infer<typeof toast>;

const name = 'pesan';
const options = { path: '/', httpOnly: true, sameSite: 'lax' as const };

const mistake = z.object({
  /** Which form of the page, by its id. */
  form: z.string().max(100),
  /** The field by name; null when it is about all of it. */
  field: z.string().max(40).nullable(),
  text: z.string().max(300),
  typed: z.record(z.string().max(40), z.string().max(500)),
});
/** What went wrong with a form that lives on another page, told there at its field, with what was typed. */
export type Mistake = z.infer<typeof mistake>;

export function say(cookies: AstroCookies, message: Toast): void {
  cookies.set(name, Buffer.from(JSON.stringify(message)).toString('base64url'), { ...options, maxAge: 60 });
}

/** Takes the message, so that it is said once. */
export function takeToast(cookies: AstroCookies): Toast | null {
  return take(cookies, name, toast);
}

const mistakeName = 'kesalahan';

export function sayMistake(cookies: AstroCookies, one: Mistake): void {
  const value = Buffer.from(JSON.stringify(mistake.parse(one))).toString('base64url');
  cookies.set(mistakeName, value, { ...options, maxAge: 60 });
}

/** Takes it, so that it is told once; a live region that fetches the page again takes nothing away. */
export function takeMistake(cookies: AstroCookies, request: Request): Mistake | null {
  return request.headers.has('x-live') ? null : take(cookies, mistakeName, mistake);
}

function take<T>(cookies: AstroCookies, from: string, shape: z.ZodType<T>): T | null {
  const value = cookies.get(from)?.value;
  if (!value) return null;
  cookies.delete(from, options);
  try {
    return shape.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  } catch {
    return null;
  }
}
