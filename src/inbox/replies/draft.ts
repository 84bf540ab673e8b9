/** Words put into the reply box of a conversation by another page, once; in a cookie, because they may hold a private link. */
import type { AstroCookies } from 'astro';

const name = 'jawaban';
const mostCharacters = 1_500;

const options = (path: string) => ({ path, httpOnly: true, sameSite: 'lax' as const });

/** @param path the conversation's address, without a query */
export function keepDraft(cookies: AstroCookies, path: string, text: string): void {
  const value = Buffer.from(text.slice(0, mostCharacters)).toString('base64url');
  cookies.set(name, value, { ...options(path), maxAge: 60 });
}

/** What another page wrote for this conversation; '' when nothing. A live region that fetches the page takes nothing away. */
export function takeDraft({
  cookies,
  request,
  url,
}: {
  cookies: AstroCookies;
  request: Request;
  url: URL;
}): string {
  const value = cookies.get(name)?.value;
  if (!value || request.method !== 'GET' || request.headers.has('x-live')) return '';
  cookies.delete(name, options(url.pathname));
  return Buffer.from(value, 'base64url').toString();
}
