/** What every form of a conversation's desk begins and ends with. */
import type { APIContext } from 'astro';
import { enter, notFound, type Member } from '#businesses/index.ts';
import { triageWords } from '#inbox/conversations/triage/index.ts';
import { conversationId, type ConversationId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';
import { ownPath } from '#platform/http/own-path.ts';

interface DeskForm {
  member: Member;
  conversation: ConversationId;
  form: FormData;
}

/**
 * Reads the form, lets `change` do its part, and leads back to the conversation.
 * @param change gives what to say: true for "saved", false for "no longer there", or the mistake in words
 * @param then where it leads unless the form says so (`back`); the conversation's desk if not given
 */
export async function changeConversation(
  context: APIContext,
  change: (form: DeskForm) => Promise<boolean | string>,
  then?: (form: DeskForm) => string,
): Promise<Response> {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const id = conversationId.safeParse(context.params.conversation);
  if (!id.success) return notFound();
  const d = triageWords[member.lang];
  const desk = { member, conversation: id.data, form: await context.request.formData() };
  const changed = await change(desk);
  say(
    context.cookies,
    changed === true
      ? { kind: 'done', text: d.saved }
      : { kind: 'problem', text: changed === false ? d.notYours : changed },
  );
  const thread = `/u/${member.business.slug}/kotak-masuk/${id.data}`;
  return context.redirect(ownPath(desk.form.get('back'), then?.(desk) ?? `${thread}#kelola`), 303);
}
