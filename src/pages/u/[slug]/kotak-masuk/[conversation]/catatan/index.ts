import { randomUUID } from 'node:crypto';
import type { APIRoute } from 'astro';
import { z } from 'zod';
import { triageWords, writeNote } from '#inbox/conversations/triage/index.ts';
import { changeConversation } from '#pages/_conversation.ts';

/** Keeps a note for the team. */
export const POST: APIRoute = (context) =>
  changeConversation(context, async ({ member, conversation, form }) => {
    const body = String(form.get('body') ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
    if (body === '' || body.length > 4_000) return triageWords[member.lang].noteEmpty;
    const id = z.uuid().catch(randomUUID()).parse(form.get('id'));
    return writeNote(member.db, member.business.id, id, conversation, body);
  });
