import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { channelWords } from '#channels/words/index.ts';
import { disconnect } from '#channels/connections/index.ts';
import { channelId } from '#channels/schema.ts';
import { say } from '#platform/http/flash.ts';

/** The channel is disconnected and its credentials are destroyed. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = channelWords[lang];
  const channel = channelId.safeParse(context.params.channel);
  if (!channel.success) return notFound();
  const done = await disconnect(db, channel.data);
  say(
    context.cookies,
    done ? { kind: 'done', text: t.disconnected } : { kind: 'problem', text: t.ownersOnly },
  );
  return context.redirect(`/u/${business.slug}/kanal`, 303);
};
