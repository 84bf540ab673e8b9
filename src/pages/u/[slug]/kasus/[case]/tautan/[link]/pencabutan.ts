import type { APIRoute } from 'astro';
import { z } from 'zod';
import { caseWords } from '#inbox/cases/index.ts';
import { revokeLink } from '#inbox/cases/customer-page/index.ts';
import { changeCase } from '#pages/_case.ts';

/** Ends one private link; the others stay valid. */
export const POST: APIRoute = (context) =>
  changeCase(
    context,
    z.object({}),
    async ({ member: { db, lang }, one }) => {
      const link = one.links.find(({ id }) => id === context.params.link);
      return link && (await revokeLink(db, link.id)) ? { done: caseWords[lang].linkRevoked } : 'moved';
    },
    '#tautan',
  );
