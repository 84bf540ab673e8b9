import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter } from '#businesses/index.ts';
import { assistedWords } from '#channels/words/index.ts';
import { saveAssisted } from '#channels/connections/index.ts';
import { channelId, place } from '#channels/schema.ts';
import { say } from '#platform/http/flash.ts';

/** An account that a person posts on by hand is added, or named anew (`channel`). */
const fields = z.object({
  name: z.string().trim().min(1).max(60),
  place,
  channel: channelId.optional(),
});

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = assistedWords[lang];
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (form.success) {
    const { name, place, channel } = form.data;
    const saved = await saveAssisted(db, business.id, name, place, channel);
    say(
      context.cookies,
      saved
        ? { kind: 'done', text: channel ? t.saved : t.added(name) }
        : { kind: 'problem', text: t.refused },
    );
  } else say(context.cookies, { kind: 'problem', text: t.wrong });
  return context.redirect(`/u/${business.slug}/kanal`, 303);
};
