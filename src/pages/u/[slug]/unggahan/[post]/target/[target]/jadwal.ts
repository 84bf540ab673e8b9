import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound, type Member } from '../../../../../../../businesses/index.ts';
import { listChannels } from '../../../../../../../channels/index.ts';
import { say } from '../../../../../../../platform/flash.ts';
import {
  asksApproval,
  findPost,
  localNow,
  planningWords,
  postMistakes,
  reviewWords,
  scheduleTarget,
  type PostDetail,
} from '../../../../../../../planning/index.ts';
import { localTime, postId, targetId, type TargetId } from '../../../../../../../planning/schema.ts';

/** The target gets another hour, and with it another chance; a draft only when nothing is missing. */
const fields = z.object({ version: z.coerce.number().int(), when: localTime });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = planningWords[lang];
  const target = targetId.safeParse(context.params.target);
  const id = postId.safeParse(context.params.post);
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  const post = id.success ? await findPost(db, business.id, id.data) : null;
  if (!target.success || !post) return notFound();
  const missing = !form.success && form.error.issues.some((issue) => issue.path[0] === 'when');
  const problem = form.success
    ? await reschedule(member, post, target.data, form.data)
    : missing
      ? t.error.when
      : t.moved;
  say(
    context.cookies,
    problem === null ? { kind: 'done', text: t.done.scheduled } : { kind: 'problem', text: problem },
  );
  return context.redirect(`/u/${business.slug}/unggahan/${post.id}`, 303);
};

/** @returns what keeps it from being scheduled, in words; null when it is */
async function reschedule(
  { db, business, lang }: Member,
  post: PostDetail,
  id: TargetId,
  { version, when }: z.infer<typeof fields>,
): Promise<string | null> {
  const t = planningWords[lang];
  const now = localNow(business.timezone);
  if (when < now) return t.error.whenPast;
  const target = post.targets.find((one) => one.id === id);
  if (target?.state === 'draft') {
    const channels = await listChannels(db, business.id);
    const [mistake] = Object.values(postMistakes(post, channels, when, { now, lang }));
    if (mistake) return mistake;
  }
  if (await scheduleTarget(db, id, version, when)) return null;
  const asked = target?.version === version && (await asksApproval(db, business.id));
  return asked ? reviewWords[lang].needsApproval : t.moved;
}
