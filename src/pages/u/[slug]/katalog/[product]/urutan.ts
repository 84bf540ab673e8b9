import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { catalogueWords } from '#catalogue/index.ts';
import { placeProduct } from '#catalogue/products/index.ts';
import { productId } from '#catalogue/schema.ts';

/** The product goes to another place of the catalogue. */
const fields = z.object({ place: z.coerce.number().int().min(1).max(200) });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = catalogueWords[lang];
  const product = productId.safeParse(context.params.product);
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!product.success) return notFound();
  const done = form.success && (await placeProduct(db, product.data, form.data.place));
  say(context.cookies, done ? { kind: 'done', text: t.placed } : { kind: 'problem', text: t.movedOn });
  return context.redirect(`/u/${business.slug}/katalog`, 303);
};
