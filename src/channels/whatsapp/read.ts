import { valueAt } from '#platform/text/table.ts';
import { z } from 'zod';
import { classify } from '../graph/errors.ts';
import { instant, remoteId } from '../graph/json.ts';
import { isWordless, justWords } from '../meta/texts.ts';
import { contentOf } from './content.ts';
import type { About, Incoming, IncomingMessage, WebhookItem } from '../contract/incoming.ts';
import type { Reason } from '../contract/outcome.ts';

/** Fields that tell of the account, of templates and of calls: nothing that a customer said. */
const others =
  /^(account|business|phone_number|message_template|template|security|flows|history|smb_app|user|calls|payment|message_echoes)/;

/**
 * Reads one webhook item of a WhatsApp number: a message, a status of one of ours, or what was written in the
 * number's own app (an echo). `[]` for what it knows and the inbox has no use for; `null` for a shape it doesn't know.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function read(item: WebhookItem): Incoming[] | null {
  if (item.object !== 'whatsapp_business_account') return null;
  const parsed = change.safeParse(item.value);
  if (item.field === 'smb_message_echoes' && parsed.success) {
    return readAll(parsed.data.message_echoes, (one) => readMessage(item, parsed.data, one, 'out'));
  }
  if (item.field !== 'messages') return others.test(item.field) ? [] : null;
  if (!parsed.success) return null;
  const { messages, statuses, errors } = parsed.data;
  const said = readAll(messages, (one) => readMessage(item, parsed.data, one, 'in'));
  const told = readAll(statuses, (one) => readStatus(item, one));
  if (said === null || told === null) return null;
  // What fails without a message is the operator's to see, on the network's own pages.
  return said.length + told.length > 0 || messages?.length || statuses?.length || errors
    ? [...said, ...told]
    : null;
}

type Change = z.infer<typeof change>;

function readAll(given: unknown[] | undefined, one: (each: unknown) => Incoming[] | null): Incoming[] | null {
  const all = (given ?? []).map(one);
  const read = all.filter((each) => each !== null);
  return read.length < all.length ? null : read.flat();
}

function readMessage(
  item: WebhookItem,
  value: Change,
  given: unknown,
  direction: 'in' | 'out',
): Incoming[] | null {
  const parsed = message.safeParse(given);
  if (!parsed.success) return null;
  const { id, type, timestamp, from, from_user_id, to, to_user_id, context, referral, reaction } =
    parsed.data;
  const base = { accountId: item.accountId, at: instant(timestamp) ?? item.time };
  const customer = direction === 'in' ? (from ?? from_user_id) : (to ?? to_user_id);
  const person = personOf(value, customer ?? null);
  // That a number was changed, or a chat opened, is not said by anybody.
  if (type === 'system' || type === 'request_welcome') return [];
  if (type === 'reaction') {
    if (!reaction) return null;
    const personId = direction === 'in' ? person?.id : item.accountId;
    if (personId === undefined) return null;
    return [
      { ...base, type: 'reaction', externalId: reaction.message_id, personId, emoji: reaction.emoji || null },
    ];
  }
  if (!person) return null;
  const { text, attachments } = contentOf(type, given as Record<string, unknown>);
  const said: IncomingMessage = {
    ...base,
    type: 'message',
    direction,
    externalId: id,
    place: 'direct',
    postId: null,
    parentId: null,
    person,
    text,
    wordless: isWordless(text) && attachments.every(({ kind }) => kind === 'sticker'),
    ...justWords,
    about: referral ? aboutOf(referral.source_type) : null,
    aboutUrl: referral?.source_url ?? null,
    quotesId: context?.id ?? null,
    attachments,
  };
  return [said];
}

/** A number, or (where the person shows none) an id for this business; with the name the person goes by. */
function personOf({ contacts }: Change, id: string | null): IncomingMessage['person'] {
  const known = contacts.find(({ wa_id, user_id }) => id !== null && (wa_id === id || user_id === id));
  const who = known ?? (contacts.length === 1 ? contacts[0] : undefined);
  const found = id ?? who?.wa_id ?? who?.user_id ?? null;
  if (found === null) return null;
  return { id: found, name: who?.profile?.name || null, username: who?.profile?.username || null };
}

function aboutOf(source: string): About {
  return source === 'post' ? 'post' : 'ad';
}

const states = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
} as const;

function readStatus(item: WebhookItem, given: unknown): Incoming[] | null {
  const parsed = status.safeParse(given);
  if (!parsed.success) return null;
  const { id, status: name, timestamp, recipient_id, recipient_user_id, errors } = parsed.data;
  const known = valueAt(states, name);
  if (!known) return ['deleted', 'warning', 'accepted'].includes(name) ? [] : null;
  return [
    {
      type: 'receipt',
      accountId: item.accountId,
      at: instant(timestamp) ?? item.time,
      status: known,
      externalIds: [id],
      upTo: null,
      personId: recipient_id ?? recipient_user_id ?? null,
      reason: known === 'failed' ? reasonOf(errors) : null,
      metadata: parsed.data.biz_opaque_callback_data ?? null,
    },
  ];
}

function reasonOf([first]: { code: number }[]): Reason {
  return first ? classify(first).reason : 'bad_request';
}

const id = remoteId.nullish().catch(null);
const text = z.string().nullish().catch(null);
const list = z.array(z.unknown()).optional().catch(undefined);
const change = z.object({
  messages: list,
  statuses: list,
  message_echoes: list,
  errors: list,
  contacts: z
    .array(
      z.object({
        wa_id: id,
        user_id: id,
        profile: z.object({ name: text, username: text }).nullish().catch(null),
      }),
    )
    .catch([]),
});
const message = z.object({
  id: remoteId,
  type: z.string(),
  timestamp: z.unknown().optional(),
  from: id,
  from_user_id: id,
  to: id,
  to_user_id: id,
  context: z.object({ id }).nullish().catch(null),
  referral: z
    .object({
      source_type: z.string().catch('ad'),
      source_url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  reaction: z
    .object({ message_id: remoteId, emoji: z.string().catch('') })
    .nullish()
    .catch(null),
});
const status = z.object({
  id: remoteId,
  status: z.string(),
  timestamp: z.unknown().optional(),
  recipient_id: id,
  recipient_user_id: id,
  biz_opaque_callback_data: text,
  errors: z.array(z.object({ code: z.coerce.number() })).catch([]),
});
