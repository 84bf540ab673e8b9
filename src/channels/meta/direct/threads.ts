/** Direct conversations read through the API: what webhooks missed, and the only way where none can come. */
import { z } from 'zod';
import { graph } from '#channels/graph/client.ts';
import { instant, remoteId } from '#channels/graph/json.ts';
import { pages } from '#channels/graph/pages.ts';
import { isWordless, justWords } from '../texts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { DirectThread, IncomingAttachment, IncomingMessage } from '#channels/contract/incoming.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

/** Meta answers for the newest twenty of a thread; older ones answer as deleted. */
const READABLE = 20;
const PAGES = 20;

/**
 * Lists the conversations in which something was said since an instant, most recent first.
 * @see https://developers.facebook.com/docs/messenger-platform/conversations
 */
export async function directThreads(
  account: Account,
  since: Date | null,
): Promise<Outcome<{ threads: DirectThread[] }>> {
  const params = {
    platform: account.kind === 'instagram' ? 'instagram' : 'messenger',
    fields: 'id,updated_time,participants',
    limit: 50,
  };
  const threads: DirectThread[] = [];
  for await (const page of pages(account, `${account.pageId}/conversations`, params, thread, PAGES)) {
    if (page.ok !== true) return page;
    // The network tells whole seconds.
    const fresh = page.items.filter(({ updated_time }) => {
      const at = instant(updated_time)?.getTime() ?? Infinity;
      return !since || at >= since.getTime() - 1000;
    });
    threads.push(
      ...fresh.map(({ id, updated_time, participants }) => ({
        id,
        updated: String(updated_time ?? ''),
        person: participants?.data.map(personOf).find((one) => !isOurs(account, one.id)) ?? null,
      })),
    );
    if (page.last || fresh.length < page.items.length) break;
  }
  return { ok: true, threads };
}

/** Reads the messages of one conversation that Meta still shows, oldest first. */
export async function directMessages(
  account: Account,
  { id, person }: DirectThread,
): Promise<Outcome<{ messages: IncomingMessage[] }>> {
  const fields = `messages.limit(${READABLE}){id,created_time,from,to,message,attachments,reply_to}`;
  const answer = await graph(account).get(id, { fields }, threadMessages);
  if (answer.ok !== true) return answer;
  const messages = (answer.data.messages?.data ?? []).flatMap((one) => toIncoming(account, person, one));
  return { ok: true, messages: messages.reverse() };
}

function toIncoming(
  account: Account,
  person: DirectThread['person'],
  { id, created_time, from, to, message, ...rest }: z.infer<typeof said>,
): IncomingMessage[] {
  const at = instant(created_time);
  if (!at) return [];
  const isAnswer = from !== null && isOurs(account, from.id);
  const customer = isAnswer ? to?.data[0] : from;
  const attachments = (rest.attachments?.data ?? []).map(fileOf);
  return [
    {
      type: 'message',
      accountId: account.externalId,
      at,
      direction: isAnswer ? 'out' : 'in',
      externalId: id,
      place: 'direct',
      postId: null,
      parentId: null,
      person: customer ? personOf(customer) : person,
      text: message,
      wordless: isWordless(message, attachments),
      ...justWords,
      quotesId: rest.reply_to?.mid ?? rest.reply_to?.id ?? null,
      attachments,
    },
  ];
}

function fileOf(given: z.infer<typeof file>): IncomingAttachment {
  const { image_data, video_data, file_url, mime_type } = given;
  const sound = mime_type?.startsWith('audio/');
  const common = { mediaId: null, name: given.name ?? null };
  if (image_data)
    return { ...common, kind: image_data.render_as_sticker ? 'sticker' : 'image', url: image_data.url };
  if (video_data) return { ...common, kind: 'video', url: video_data.url };
  return { ...common, kind: sound ? 'audio' : 'file', url: file_url ?? null };
}

function personOf({ id, name, username }: z.infer<typeof participant>): NonNullable<DirectThread['person']> {
  return { id, name: name ?? null, username: username ?? null };
}

function isOurs(account: Account, id: string): boolean {
  return id === account.externalId || id === account.pageId;
}

const text = z.string().nullish().catch(null);
const participant = z.object({ id: remoteId, name: text, username: text });
const thread = z.object({
  id: remoteId,
  updated_time: z.unknown().optional(),
  participants: z
    .object({ data: z.array(participant) })
    .nullish()
    .catch(null),
});
const address = z.object({ url: z.string() });
const file = z.object({
  name: text,
  mime_type: text,
  image_data: address
    .extend({ render_as_sticker: z.boolean().optional().catch(undefined) })
    .nullish()
    .catch(null),
  video_data: address.nullish().catch(null),
  file_url: text,
});
const said = z.object({
  id: remoteId,
  created_time: z.unknown().optional(),
  message: z.string().catch(''),
  from: participant.nullish().catch(null).default(null),
  to: z
    .object({ data: z.array(participant) })
    .nullish()
    .catch(null),
  attachments: z
    .object({ data: z.array(file) })
    .nullish()
    .catch(null),
  reply_to: z
    .object({ mid: remoteId.optional().catch(undefined), id: remoteId.optional().catch(undefined) })
    .nullish()
    .catch(null),
});
const threadMessages = z.object({
  messages: z
    .object({ data: z.array(said) })
    .nullish()
    .catch(null),
});
