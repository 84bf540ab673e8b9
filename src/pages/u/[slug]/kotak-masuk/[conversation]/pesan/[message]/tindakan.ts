import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { askCommentAction, replyWords } from '#inbox/replies/index.ts';
import { commentAction, conversationId, messageId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';

/** A member wants a comment hidden, liked or deleted, or that taken back. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = replyWords[lang];
  const message = messageId.safeParse(context.params.message);
  const conversation = conversationId.safeParse(context.params.conversation);
  const action = commentAction.safeParse((await context.request.formData()).get('action'));
  if (!message.success || !conversation.success || !action.success) return notFound();
  const asked = await askCommentAction(db, message.data, action.data);
  say(context.cookies, asked ? { kind: 'done', text: t.asked } : { kind: 'problem', text: t.notAsked });
  const query = context.url.searchParams.get('tampil') === 'semua' ? '?tampil=semua' : '';
  return context.redirect(
    `/u/${business.slug}/kotak-masuk/${conversation.data}${query}#${message.data}`,
    303,
  );
};
