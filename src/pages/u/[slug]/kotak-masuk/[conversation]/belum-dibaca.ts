import type { APIRoute } from 'astro';
import { lookAt } from '#inbox/conversations/triage/index.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Marks a conversation as not read, for oneself. */
export const POST: APIRoute = (context) =>
  changeConversation(
    context,
    async ({ member, conversation }) => {
      await lookAt(member.db, conversation, true);
      return true;
    },
    ({ member }) => `/u/${member.business.slug}/kotak-masuk`,
  );
