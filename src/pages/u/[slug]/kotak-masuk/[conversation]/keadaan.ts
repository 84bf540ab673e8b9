import type { APIRoute } from 'astro';
import { setStatus, snoozeEnd } from '#inbox/conversations/triage/index.ts';
import { conversationStatus } from '#inbox/schema.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Decides where a conversation stands: done, open again, spam, or put off until an hour. */
export const POST: APIRoute = (context) =>
  changeConversation(context, async ({ member, conversation, form }) => {
    const status = conversationStatus.safeParse(form.get('status'));
    if (!status.success) return false;
    const until =
      status.data === 'snoozed'
        ? snoozeEnd(String(form.get('until') ?? ''), new Date(), member.business.timezone)
        : null;
    return (await setStatus(member.db, [conversation], status.data, until)) === 1;
  });
