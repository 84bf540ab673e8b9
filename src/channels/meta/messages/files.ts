/** What a direct message carries beside its words, as Messenger and Instagram write it. */
import { z } from 'zod';
import { remoteId } from '#channels/graph/json.ts';
import type { About, IncomingAttachment } from '#channels/contract/incoming.ts';

export interface Carried {
  attachments: IncomingAttachment[];
  /** Words for what has none of its own: the title of a shared link, a place on the map. */
  text: string;
  about: About | null;
  aboutUrl: string | null;
}

/** Files that are what they say. */
const files: Record<string, IncomingAttachment['kind']> = {
  image: 'image',
  photo: 'image',
  video: 'video',
  audio: 'audio',
  file: 'file',
  animated_image: 'sticker',
  sticker: 'sticker',
  like_heart: 'sticker',
};
/** A post that was sent on; what its address leads to is found when it is copied. */
const shares = ['share', 'post', 'ig_post', 'ig_reel', 'reel', 'ig_story', 'story_share'];

/**
 * Reads the attachments of a message. One of a kind we don't know is a file that can't be fetched: a person must see
 * that there was something.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export function carried(given: unknown[]): Carried {
  const all: Carried = { attachments: [], text: '', about: null, aboutUrl: null };
  for (const each of given) {
    const one = read(each);
    all.attachments.push(...one.attachments);
    all.text ||= one.text;
    all.about ??= one.about;
    all.aboutUrl ??= one.aboutUrl;
  }
  return all;
}

function read(given: unknown): Carried {
  const parsed = attachment.safeParse(given);
  const { type, payload } = parsed.success ? parsed.data : { type: '', payload: null };
  const url = payload?.url || null;
  const file = (kind: IncomingAttachment['kind']): IncomingAttachment => ({
    ...{
      kind,
      url,
      mediaId: null,
      name: payload?.name ?? (kind === 'file' ? (payload?.title ?? null) : null),
    },
  });
  const alone = { text: '', about: null, aboutUrl: null };
  if (files[type]) {
    const kind = payload?.sticker_id != null ? 'sticker' : files[type];
    return { ...alone, attachments: [file(kind)] };
  }
  if (type === 'story_mention') return { ...alone, about: 'story_mention', attachments: [file('image')] };
  if (type === 'story') return { ...alone, about: 'story_reply', attachments: [file('image')] };
  if (shares.includes(type)) {
    return {
      text: payload?.title ?? '',
      about: 'post',
      aboutUrl: url,
      attachments: url ? [file('image')] : [],
    };
  }
  // A link somebody pasted, with its preview: there is nothing to copy, and its address may be anybody's.
  if (type === 'fallback')
    return { text: payload?.title ?? url ?? '', about: null, aboutUrl: null, attachments: [] };
  if (type === 'location' && payload?.coordinates) {
    const { lat, long } = payload.coordinates;
    return { ...alone, text: [payload.title, `${lat}, ${long}`].filter(Boolean).join(': '), attachments: [] };
  }
  // `ephemeral` has no address at all, and a template none worth copying.
  return { ...alone, attachments: [{ ...file(type === 'ephemeral' ? 'image' : 'file'), url: null }] };
}

const text = z.string().nullish().catch(null);
const attachment = z.object({
  type: z.string(),
  payload: z
    .object({
      url: text,
      title: text,
      name: text,
      sticker_id: remoteId.nullish().catch(null),
      coordinates: z.object({ lat: z.number(), long: z.number() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
