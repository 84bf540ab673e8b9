import type { AstroCookies } from 'astro';
import { slug } from '#businesses/schema.ts';

const name = 'usaha';

/** The business this browser opened last; a wish only, membership is asked elsewhere. */
export function lastBusiness(cookies: AstroCookies): string | null {
  const wished = slug.safeParse(cookies.get(name)?.value);
  return wished.success ? wished.data : null;
}

export function rememberBusiness(cookies: AstroCookies, wished: string): void {
  cookies.set(name, wished, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true });
}
