/** Every request of the pages passes here: who it is, in which language, and what the answer carries. */
import type { APIContext, MiddlewareNext } from 'astro';
import { defineMiddleware } from 'astro:middleware';
import { backend, troubleOf } from './platform/backend/index.ts';
import { isTooLarge, mostBodyBytes } from './platform/http/body/limit.ts';
import { takeToast } from './platform/http/flash.ts';
import { mayChange, secure } from './platform/http/guard.ts';
import { isLang, type Lang } from './platform/text/i18n.ts';
import { log } from './platform/log.ts';
import { readiness } from './platform/process/readiness.ts';
import { personOf } from './platform/http/session.ts';
import { isUnreadable } from './platform/http/body/upload.ts';

/** Addresses that serve machines: they need neither session nor language. */
const machines = /^\/(hooks|healthz|readyz|metrics|media|api|kalender|widget|widget\.js)(\/|$)/;

const later = { 'Retry-After': '30' };

export const onRequest = defineMiddleware(async (context, next) => {
  const { request, url, locals, cookies } = context;
  const running = await backend();
  if (!mayChange(request, url.pathname, running.env.PUBLIC_URL)) {
    log('info', 'http.foreign_origin', { path: url.pathname });
    return secured(new Response('Permintaan ini bukan dari halaman Tanggap.', { status: 403 }), running.env);
  }
  locals.backend = running;
  locals.person = null;
  locals.lang = langOf(cookies.get('bahasa')?.value, request.headers.get('accept-language'));
  locals.toast = null;
  const refused = () => tooLarge(context, next, running.env);
  if (Number(request.headers.get('content-length')) > mostBodyBytes(url.pathname)) return refused();
  try {
    if (!machines.test(url.pathname)) {
      locals.person = await personOf(running, request, cookies);
      if (isVisit(request)) locals.toast = takeToast(cookies);
    }
    return secured(await next(), running.env);
  } catch (error) {
    if (isTooLarge(error)) return refused();
    if (isUnreadable(error)) {
      log('info', 'http.unreadable', { path: url.pathname });
      return secured(await instead(context, next, '/400'), running.env);
    }
    const { database } = await readiness(running);
    const trouble = troubleOf(error);
    log('error', 'http.failed', { path: url.pathname, database, storage: trouble ?? undefined, error });
    const status = trouble === 'full' ? 507 : trouble === 'away' || !database ? 503 : 500;
    if (machines.test(url.pathname))
      // With a body, though an empty one: without any, Astro puts its own page in its place.
      return secured(new Response('', { status, headers: readable(url.pathname) }), running.env, later);
    const page = await instead(context, next, `/${status}`);
    return secured(page, running.env, later);
  }
});

/** A page elsewhere that asks us must be able to read that it failed: it keeps what it wanted to send. */
function readable(path: string): Record<string, string> {
  return path.startsWith('/api/widget/') ? { 'Access-Control-Allow-Origin': '*' } : {};
}

async function tooLarge(
  context: APIContext,
  next: MiddlewareNext,
  env: Parameters<typeof secure>[1],
): Promise<Response> {
  const { pathname } = context.url;
  log('info', 'http.too_large', { path: pathname });
  if (machines.test(pathname))
    return secured(new Response(null, { status: 413, headers: readable(pathname) }), env);
  return secured(await instead(context, next, '/413'), env);
}

/** Another page's answer. Asked for as by a visit, because the body of a form may have been read. */
function instead({ url, request }: APIContext, next: MiddlewareNext, path: string): Promise<Response> {
  return next(new Request(new URL(path, url), { headers: request.headers }));
}

/** A person opens a page; a live region that fetches it once more must not take their message away. */
function isVisit({ method, headers }: Request): boolean {
  return method === 'GET' && !headers.has('x-live') && headers.get('accept')?.includes('text/html') === true;
}

/** Indonesian unless the visitor chose otherwise, or their browser speaks English and no Indonesian. */
function langOf(chosen: string | undefined, accepted: string | null): Lang {
  if (isLang(chosen)) return chosen;
  const wanted = (accepted ?? '').toLowerCase();
  return /(^|[,\s])en/.test(wanted) && !/(^|[,\s])id/.test(wanted) ? 'en' : 'id';
}

function secured(
  answer: Response,
  env: Parameters<typeof secure>[1],
  extra: Record<string, string> = {},
): Response {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(extra)) if (answer.status >= 500) headers.set(name, value);
  secure(headers, env);
  // Vite's development server writes styles and its own script into the page.
  if (import.meta.env.DEV) headers.delete('Content-Security-Policy');
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
