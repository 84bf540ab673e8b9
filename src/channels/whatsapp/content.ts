/** What a WhatsApp message says, whatever its type. */
import { z } from 'zod';
import type { IncomingAttachment } from '../contract/incoming.ts';

export interface Content {
  text: string;
  attachments: IncomingAttachment[];
}

const kinds: Record<string, IncomingAttachment['kind']> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'file',
  sticker: 'sticker',
};

/**
 * Reads the content of a message by its type. What WhatsApp itself can't pass on (a poll, a picture that is seen once),
 * and types that are newer than this program, become a file that can't be fetched: a person must see that there was
 * something, and ask.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples
 */
export function contentOf(type: string, message: Record<string, unknown>): Content {
  const given = message[type];
  if (kinds[type]) return fileOf(kinds[type], given);
  const text = readers[type]?.(given) ?? '';
  return text === '' ? { text: '', attachments: [unseen] } : { text, attachments: [] };
}

const unseen: IncomingAttachment = { kind: 'file', url: null, mediaId: null, name: null };

function fileOf(kind: IncomingAttachment['kind'], given: unknown): Content {
  const { id = null, caption, filename = null } = file.safeParse(given).data ?? { caption: '' };
  return { text: caption, attachments: [{ kind, url: null, mediaId: id, name: filename }] };
}

const words = z.string().catch('');
const optional = z.string().nullish().catch(null);
const file = z.object({ id: optional, caption: words, filename: optional });

/** Types that are words, or become words: one line for each thing. */
const readers: Record<string, (given: unknown) => string> = {
  text: reader(z.object({ body: words }), ({ body }) => body),
  button: reader(z.object({ text: words }), ({ text }) => text),
  interactive: reader(
    z.object({
      button_reply: z.object({ title: words }).optional().catch(undefined),
      list_reply: z.object({ title: words, description: words }).optional().catch(undefined),
      nfm_reply: z.object({ body: words, response_json: words }).optional().catch(undefined),
    }),
    ({ button_reply, list_reply, nfm_reply }) =>
      button_reply?.title ||
      lines(list_reply?.title, list_reply?.description) ||
      lines(nfm_reply?.body, ...answersOf(nfm_reply?.response_json)),
  ),
  location: reader(
    z.object({ name: words, address: words, latitude: z.number(), longitude: z.number(), url: words }),
    ({ name, address, latitude, longitude, url }) =>
      lines(name, address, `${latitude}, ${longitude}`, safeAddress(url)),
  ),
  contacts: reader(
    z.array(
      z.object({
        name: z.object({ formatted_name: words, first_name: words }).partial().catch({}),
        phones: z.array(z.object({ phone: words })).catch([]),
        emails: z.array(z.object({ email: words })).catch([]),
      }),
    ),
    (cards) =>
      lines(
        ...cards.map(({ name, phones, emails }) => {
          const ways = [...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)];
          const who = name.formatted_name || name.first_name;
          return [who, ways.filter(Boolean).join(', ')].filter(Boolean).join(': ');
        }),
      ),
  ),
  order: reader(
    z.object({
      text: words,
      product_items: z
        .array(
          z.object({
            product_retailer_id: z.union([z.string(), z.number()]).catch(''),
            quantity: z.coerce.number().catch(1),
          }),
        )
        .catch([]),
    }),
    ({ text, product_items }) =>
      lines(text, ...product_items.map((item) => `${item.quantity} × ${item.product_retailer_id}`)),
  ),
};

function reader<S extends z.ZodType>(schema: S, say: (value: z.infer<S>) => string) {
  return (given: unknown): string => {
    const parsed = schema.safeParse(given);
    return parsed.success ? say(parsed.data) : '';
  };
}

function lines(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n');
}

function safeAddress(url: string): string {
  return /^https?:\/\//.test(url) ? url : '';
}

/** What was filled into a form inside WhatsApp: its answers, one a line. */
function answersOf(json: string | undefined): string[] {
  try {
    const answers = JSON.parse(json || '{}') as unknown;
    if (typeof answers !== 'object' || answers === null) return [];
    return Object.entries(answers)
      .filter(([name, value]) => name !== 'flow_token' && ['string', 'number'].includes(typeof value))
      .map(([name, value]) => `${name}: ${String(value)}`);
  } catch {
    return [];
  }
}
