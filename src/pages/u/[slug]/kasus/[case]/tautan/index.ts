import type { APIRoute } from 'astro';
import { z } from 'zod';
import { caseWords } from '#inbox/cases/index.ts';
import { makeLink } from '#inbox/cases/customer-page/index.ts';
import { changeCase } from '#pages/_case.ts';

/** Makes a private link. It travels over the redirect in a cookie: a page that is loaded again makes no other. */
export const POST: APIRoute = (context) =>
  changeCase(
    context,
    z.object({}),
    async ({ member: { backend, db, business, lang }, one }) => {
      const address = await makeLink(backend, db, one.id);
      if (!address) return null;
      const path = `/u/${business.slug}/kasus/${one.id}`;
      context.cookies.set('tautan', address, { path, httpOnly: true, sameSite: 'lax', maxAge: 60 });
      return { done: caseWords[lang].saved };
    },
    '#tautan',
  );
