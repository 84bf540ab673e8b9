import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { archiveProduct } from '#catalogue/products/index.ts';
import { catalogueWords } from '#catalogue/index.ts';
import { productId } from '#catalogue/schema.ts';

/** The product leaves the catalogue; what was written stays. */
const fields = z.object({ version: z.coerce.number().int() });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = catalogueWords[lang];
  const product = productId.safeParse(context.params.product);
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!product.success) return notFound();
  const done = form.success && (await archiveProduct(db, product.data, form.data.version, true));
  say(context.cookies, done ? { kind: 'done', text: t.done.archived } : { kind: 'problem', text: t.movedOn });
  return context.redirect(`/u/${business.slug}/katalog`, 303);
};
