import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { moveSeries, seriesWords } from '#planning/series/index.ts';
import { seriesId } from '#planning/schema.ts';

/** Pauses, resumes or ends a series. */
const fields = z.object({
  version: z.coerce.number().int(),
  wanted: z.enum(['running', 'paused', 'ended']),
  back: z.literal('list').optional(),
});

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const t = seriesWords[lang];
  const id = seriesId.safeParse(context.params.series);
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!id.success || !form.success) return notFound();
  const { version, wanted, back } = form.data;
  const moved = await moveSeries(db, id.data, version, wanted);
  say(
    context.cookies,
    moved.ok
      ? { kind: 'done', text: t.moved[wanted](wanted === 'running' ? moved.made : moved.takenOut) }
      : { kind: 'problem', text: t.refused[moved.refused] },
  );
  const list = `/u/${business.slug}/seri`;
  return context.redirect(back ? list : `${list}/${id.data}`, 303);
};
