import { z } from 'zod';
import { graph, harmless } from '../graph/client.ts';
import { remoteId } from '../graph/json.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Outgoing, OutgoingTemplate } from '../contract/answering.ts';
import type { Params } from '../graph/exchange.ts';

/**
 * Sends words, one picture with words, or a message template. Not idempotent. The answer says that it was taken, not
 * that it was delivered: that comes as a status, with the id of ours that was sent along.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export async function send(account: Account, outgoing: Outgoing): Promise<Outcome<{ remoteId: string }>> {
  const { kind, recipientId, inReplyTo, metadata } = outgoing;
  const content = contentOf(outgoing);
  if (kind !== 'direct' || recipientId === null || content === null) {
    return { ok: false, retry: 'never', reason: 'bad_request' };
  }
  const params: Params = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressOf(recipientId),
    ...content,
    ...(inReplyTo !== null && { context: { message_id: inReplyTo } }),
    ...(metadata && { biz_opaque_callback_data: metadata }),
  };
  const sent = await graph(account).post(`${account.externalId}/messages`, params, answered);
  return sent.ok === true ? { ok: true, remoteId: sent.data.messages[0].id } : sent;
}

/**
 * There is no way to ask WhatsApp what became of a message: its status says so, or nobody does. Until it comes the
 * message stays unknown, and is never sent again by itself.
 */
export async function lookupSent(): Promise<Outcome<{ remoteId: string | null }>> {
  return { ok: 'unknown', reason: 'temporary' };
}

/**
 * Tells WhatsApp that a message was read: the person sees blue ticks, on it and on what came before.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/mark-message-as-read
 */
export async function markRead(account: Account, externalId: string): Promise<Outcome> {
  const params = { messaging_product: 'whatsapp', status: 'read', message_id: externalId };
  const told = await graph(account).post(`${account.externalId}/messages`, params, done);
  return harmless(told.ok === true ? { ok: true } : told);
}

// A person may have no number for us, only an id (`ID.1349…`): that goes into another field.
function addressOf(recipientId: string): Params {
  return /^\+?\d+$/.test(recipientId) ? { to: recipientId } : { recipient: recipientId };
}

function contentOf({ text, pictures = [], template = null }: Outgoing): Params | null {
  if (template) return { type: 'template', template: templateOf(template) };
  const [link, ...others] = pictures;
  if (others.length > 0) return null;
  if (link) return { type: 'image', image: { link, ...(text !== '' && { caption: text }) } };
  return text === '' ? null : { type: 'text', text: { body: text, preview_url: true } };
}

function templateOf({ name, language, values, gaps = [] }: OutgoingTemplate): object {
  const parameters = values.map((text, index) => {
    const gap = gaps[index];
    return { type: 'text', ...(gap && !/^\d+$/.test(gap) && { parameter_name: gap }), text };
  });
  return {
    name,
    language: { code: language },
    ...(parameters.length > 0 && { components: [{ type: 'body', parameters }] }),
  };
}

const answered = z.object({ messages: z.tuple([z.object({ id: remoteId })], z.unknown()) });
const done = z.object({ success: z.union([z.literal(true), z.literal('true')]) });
