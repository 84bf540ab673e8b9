import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { carried } from './files.ts';
import { readSignal } from './signals.ts';
import { isWordless } from '../texts.ts';
import type {
  About,
  Incoming,
  IncomingAttachment,
  IncomingMessage,
  WebhookItem,
} from '#channels/contract/incoming.ts';

/** Fields under which a direct message can arrive; `standby`: another app leads the thread. */
const FIELDS = ['messaging', 'standby', 'messages', 'message_echoes', 'messaging_postbacks', 'message_edits'];

export function isMessaging(item: WebhookItem): boolean {
  return FIELDS.includes(item.field) || /^mess(age|aging)_[a-z_]+$/.test(item.field);
}

/**
 * Reads a direct message of Messenger or Instagram: words and files, echo of our own, edit, deletion, a pressed
 * button, reaction, delivery and reading. `null` for a shape it does not know.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export function readMessaging(item: WebhookItem): Incoming[] | null {
  const parsed = event.safeParse(item.value);
  if (!parsed.success) return null;
  const { sender, recipient, timestamp, message, message_edit, postback } = parsed.data;
  const base = { accountId: item.accountId, at: instant(timestamp) ?? item.time };
  if (message_edit) {
    const { mid, text } = message_edit;
    return [{ ...base, type: 'edit', externalId: mid, text, wordless: isWordless(text) }];
  }
  if (message?.is_deleted) return [{ ...base, type: 'removal', externalId: message.mid }];
  const isOurs = message?.is_echo === true || sender?.id === item.accountId;
  const customer = isOurs ? recipient : sender;
  const direct = {
    ...base,
    type: 'message',
    direction: isOurs ? 'out' : 'in',
    place: 'direct',
    postId: null,
    parentId: null,
    person: customer ? { id: customer.id, name: null, username: null } : null,
  } as const;
  if (message) return [{ ...direct, externalId: message.mid, ...contentOf(message) }];
  if (postback) {
    // Older Pages send buttons without an id.
    const externalId = postback.mid ?? `postback:${sender?.id ?? ''}:${base.at.getTime()}`;
    return [{ ...direct, externalId, ...contentOf({ text: postback.title, referral: postback.referral }) }];
  }
  return readSignal(item, base, { sender, recipient });
}

type Content = Pick<
  IncomingMessage,
  'text' | 'wordless' | 'about' | 'aboutUrl' | 'quotesId' | 'attachments' | 'metadata'
>;
type Given = Partial<z.infer<typeof said>> & { text: string };

/** Words, files and what they speak of. */
function contentOf({ text, attachments, reply_to, referral, metadata, ...rest }: Given): Content {
  const beside = carried(attachments ?? []);
  // What the network can't show us may say something: a person must look at it there.
  const unseen: IncomingAttachment[] = rest.is_unsupported
    ? [{ kind: 'file', url: null, mediaId: null, name: null }]
    : [];
  const files = beside.attachments.length > 0 ? beside.attachments : unseen;
  const words = text || beside.text;
  const about: About | null = reply_to?.story
    ? 'story_reply'
    : (beside.about ?? (referral?.source?.toUpperCase() === 'ADS' || referral?.ad_id ? 'ad' : null));
  return {
    text: words,
    wordless: isWordless(words, files),
    about,
    aboutUrl: shortUrl(
      reply_to?.story?.url ?? beside.aboutUrl ?? (about === 'ad' ? referral?.referer_uri : null),
    ),
    quotesId: reply_to?.mid ?? null,
    attachments: files,
    metadata: metadata ?? null,
  };
}

/** An address a person may be led to. */
function shortUrl(url: string | null | undefined): string | null {
  return url && url.length <= 2000 && /^https?:\/\//i.test(url) ? url : null;
}

const text = z.string().nullish().catch(null);
const id = remoteId.nullish().catch(null);
const party = z.object({ id: remoteId }).nullish().catch(null);
const isTrue = z.boolean().optional().catch(undefined);
const referral = z.object({ source: text, ad_id: id, referer_uri: text }).nullish().catch(null);
const said = z.object({
  mid: remoteId,
  text: z.string().catch(''),
  is_echo: isTrue,
  is_deleted: isTrue,
  is_unsupported: isTrue,
  attachments: z.array(z.unknown()).nullish().catch(null),
  reply_to: z
    .object({ mid: id, story: z.object({ url: text }).nullish().catch(null) })
    .nullish()
    .catch(null),
  referral,
  metadata: text,
});
const event = z.object({
  sender: party,
  recipient: party,
  timestamp: z.unknown().optional(),
  message: said.optional().catch(undefined),
  message_edit: z.object({ mid: remoteId, text: z.string() }).optional().catch(undefined),
  postback: z.object({ mid: id, title: z.string(), referral }).optional().catch(undefined),
});
