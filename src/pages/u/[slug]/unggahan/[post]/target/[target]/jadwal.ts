import { wallClock } from '#platform/text/clock.ts';
import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound, type Member } from '#businesses/index.ts';
import { listPublishing } from '#channels/connections/index.ts';
import { say, sayMistake } from '#platform/http/flash.ts';
import { asksApproval, findPost, scheduleTarget, type PostDetail } from '#planning/posts/index.ts';
import { draftVideo } from '#media/videos/index.ts';
import { postMistakes } from '#planning/composer/index.ts';
import { planningWords } from '#planning/index.ts';
import { reviewWords } from '#planning/review/index.ts';
import { localTime, postId, targetId, type TargetId } from '#planning/schema.ts';

/** The target gets another hour, and with it another chance; a draft only when nothing is missing. */
const fields = z.object({ version: z.coerce.number().int(), when: localTime });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = planningWords[lang];
  const target = targetId.safeParse(context.params.target);
  const id = postId.safeParse(context.params.post);
  const sent = Object.fromEntries(await context.request.formData());
  const form = fields.safeParse(sent);
  const post = id.success ? await findPost(db, business.id, id.data) : null;
  if (!target.success || !post) return notFound();
  const missing = !form.success && form.error.issues.some((issue) => issue.path[0] === 'when');
  if (missing || (form.success && form.data.when < wallClock(business.timezone))) {
    sayMistake(context.cookies, {
      form: `jadwal-${target.data}`,
      field: 'when',
      text: missing ? t.error.when : t.error.whenPast,
      typed: { when: String(sent['when'] ?? '').slice(0, 40) },
    });
  } else {
    const problem = form.success ? await reschedule(member, post, target.data, form.data) : t.moved;
    if (problem === null) say(context.cookies, { kind: 'done', text: t.done.scheduled });
    else
      sayMistake(context.cookies, { form: `target-${target.data}`, field: null, text: problem, typed: {} });
  }
  return context.redirect(`/u/${business.slug}/unggahan/${post.id}`, 303);
};

/** @returns what keeps it from being scheduled, in words; null when it is */
async function reschedule(
  { db, business, lang }: Member,
  post: PostDetail,
  id: TargetId,
  { version, when }: z.infer<typeof fields>,
): Promise<string | null> {
  const target = post.targets.find((one) => one.id === id);
  if (target?.state === 'draft') {
    const channels = await listPublishing(db, business.id);
    const film = post.mediaType === 'video' ? post.pictures[0] : undefined;
    const video = film ? await draftVideo(db, business.id, film.media_id) : null;
    const now = wallClock(business.timezone);
    const [mistake] = Object.values(postMistakes(post, channels, when, { now, video, lang }));
    if (mistake) return mistake;
  }
  if (await scheduleTarget(db, id, version, when)) return null;
  const asked = target?.version === version && (await asksApproval(db, business.id));
  return asked ? reviewWords[lang].needsApproval : planningWords[lang].moved;
}
