import type { APIRoute } from 'astro';
import { z } from 'zod';
import { assign } from '#inbox/conversations/triage/index.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Gives a conversation to a member, or to nobody. */
export const POST: APIRoute = (context) =>
  changeConversation(context, async ({ member, conversation, form }) => {
    const who = z.uuid().nullable().catch(null).parse(form.get('member'));
    return (await assign(member.db, [conversation], who)) === 1;
  });
