import type { AstroGlobal, APIContext } from 'astro';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import type { Person } from '#platform/http/session.ts';
import { enterBusiness, type Business } from './tenant.ts';

/** A person inside one of their businesses: what every page of a business works with. */
export interface Member {
  backend: Backend;
  db: Db;
  person: Person;
  business: Business;
  lang: Lang;
}

type Visit = Pick<AstroGlobal | APIContext, 'locals' | 'url' | 'params' | 'redirect'>;

/**
 * Lets a member in at `/u/{slug}/...`. Everybody else gets an answer to return: to sign in, or "not found",
 * which says nothing about whether the business exists.
 */
export async function enter({ locals, url, params, redirect }: Visit): Promise<Member | Response> {
  const { backend, person, lang } = locals;
  if (!person) return redirect(`/masuk?lanjut=${encodeURIComponent(url.pathname + url.search)}`, 303);
  const db = backend.asUser(person.token);
  const business = await enterBusiness(db, params.slug ?? null);
  return business ? { backend, db, person, business, lang } : notFound();
}

/** Rendered by the 404 page, in the layout. */
export function notFound(): Response {
  return new Response(null, { status: 404 });
}
