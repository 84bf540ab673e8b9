import type { APIRoute } from 'astro';
import { label } from '#inbox/conversations/triage/index.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Puts a label on a conversation, or takes it off. */
export const POST: APIRoute = (context) =>
  changeConversation(context, async ({ member, conversation, form }) => {
    const name = String(form.get('name') ?? '')
      .trim()
      .slice(0, 30);
    if (name === '') return false;
    await label(member.db, member.business.id, [conversation], name, form.get('remove') === null);
    return true;
  });
