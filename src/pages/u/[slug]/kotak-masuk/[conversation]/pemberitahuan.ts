import type { APIRoute } from 'astro';
import { muteConversation } from '#inbox/notices/index.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Whether the member hears of a conversation, for oneself. */
export const POST: APIRoute = (context) =>
  changeConversation(context, ({ member, conversation, form }) =>
    muteConversation(member.db, conversation, form.get('muted') === 'ya'),
  );
