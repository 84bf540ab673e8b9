import type { APIRoute } from 'astro';
import { z } from 'zod';
import { removeNote } from '#inbox/conversations/triage/index.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Takes one's own note away. */
export const POST: APIRoute = (context) =>
  changeConversation(context, async ({ member }) => {
    const note = z.uuid().safeParse(context.params.note);
    return note.success && (await removeNote(member.db, note.data));
  });
