import type { APIRoute } from 'astro';
import { correction, correctSorting } from '#inbox/messages/index.ts';
import { messageId } from '#inbox/schema.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** A member says what a customer's message is about. */
export const POST: APIRoute = (context) =>
  changeConversation(context, async ({ member, form }) => {
    const message = messageId.safeParse(context.params.message);
    const said = correction.safeParse(Object.fromEntries(form));
    return message.success && said.success && (await correctSorting(member.db, message.data, said.data));
  });
