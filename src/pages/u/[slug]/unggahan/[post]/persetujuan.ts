import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { approvePost, returnPost, reviewWords } from '#planning/review/index.ts';
import { asksApproval } from '#planning/posts/index.ts';
import { postId } from '#planning/schema.ts';

/** A second person approves the post as it was shown, or gives it back with a note. Where none is asked any more, anyone schedules it. */
const fields = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('approve'), version: z.coerce.number().int() }),
  z.object({
    verdict: z.literal('return'),
    version: z.coerce.number().int(),
    note: z.string().trim().min(1).max(1000),
  }),
]);

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const t = reviewWords[lang];
  const id = postId.safeParse(context.params.post);
  if (!id.success) return notFound();
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!form.success) {
    say(context.cookies, { kind: 'problem', text: t.noteMissing });
  } else if (form.data.verdict === 'approve') {
    const planned = await approvePost(db, id.data, form.data.version);
    const said = (await asksApproval(db, business.id))
      ? { done: t.approved, late: t.approvedLate }
      : { done: t.scheduled, late: t.scheduledLate };
    const text = planned === null ? t.notYours : planned === 0 ? said.late : said.done(planned);
    say(context.cookies, { kind: planned === null ? 'problem' : 'done', text });
  } else {
    const given = await returnPost(db, id.data, form.data.version, form.data.note);
    say(context.cookies, given ? { kind: 'done', text: t.returned } : { kind: 'problem', text: t.moved });
  }
  return context.redirect(`/u/${business.slug}/unggahan/${id.data}`, 303);
};
