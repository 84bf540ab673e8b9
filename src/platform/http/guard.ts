/** What every answer of ours carries, and which requests may change something. */
import type { Env } from '../env.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/**
 * Adds the security headers to a page's answer, unless it set its own. `formTargets` are origins a form of
 * this answer may lead to by redirect (the network's login).
 */
export function secure(headers: Headers, env: Env): void {
  const set = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  set('Content-Security-Policy', contentPolicy(env));
  set('X-Content-Type-Options', 'nosniff');
  set('X-Frame-Options', 'DENY');
  set('Referrer-Policy', 'same-origin');
  set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  set('Cross-Origin-Opener-Policy', 'same-origin');
  if (env.PUBLIC_URL.startsWith('https:')) {
    set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  }
  if (headers.get('Content-Type')?.startsWith('text/html')) set('Cache-Control', 'no-store');
}

// Chromium applies form-action to the redirects after a form too, and "connect" leads to the network's dialog.
function contentPolicy(env: Env): string {
  const dialogs = [loginOrigin(env), env.SANDBOX_URL].filter((origin) => origin !== undefined);
  return policy
    .map((rule) => (rule.startsWith('form-action') ? [rule, ...dialogs].join(' ') : rule))
    .join('; ');
}

/** Where Meta's login dialog is: a non-default Graph address serves every Meta host. */
export function loginOrigin(env: Env): string {
  return env.META_GRAPH_URL === 'https://graph.facebook.com'
    ? 'https://www.facebook.com'
    : env.META_GRAPH_URL;
}

/** Addresses that others post to by right: each checks its caller itself (signature, key, bearer token or private link). */
export const openToOthers: readonly RegExp[] = [
  /^\/hooks\/meta(\/|$)/,
  /^\/api\/widget\//,
  /^\/api\/v1\//,
  // Mail programs post to the address in a letter that ends such letters.
  /^\/berhenti\/[\w-]+$/,
];

/**
 * Whether a request may change something: it comes from our own pages (by `Origin`, or by `Sec-Fetch-Site`
 * where a browser sends no origin), or its address is open to others.
 */
export function mayChange(request: Request, path: string, publicUrl: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true;
  if (openToOthers.some((address) => address.test(path))) return true;
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== 'null') return origin === new URL(publicUrl).origin;
  return request.headers.get('sec-fetch-site') === 'same-origin';
}
