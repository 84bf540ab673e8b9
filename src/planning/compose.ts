/** The composer's form: parsed at the door, each mistake at its field, what was typed is kept. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Backend, Db } from '../platform/backend/index.ts';
import type { Lang } from '../platform/i18n.ts';
import {
  channel as channelOf,
  refusalSentence,
  type ConnectedChannel,
  type Draft,
} from '../channels/index.ts';
import { storePicture } from './media.ts';
import { planPost } from './posts.ts';
import { localTime, mediaType, messageType } from './schema.ts';
import { words } from './words.ts';

/** What stands in the form's fields, to be shown again as it was. */
export interface ComposeForm {
  id: string;
  channels: string[];
  mediaType: string;
  mediaId: string;
  altText: string;
  caption: string;
  link: string;
  goal: string;
  messageType: string;
  when: string;
}

export type ComposeErrors = Partial<Record<keyof ComposeForm | 'picture', string>>;

export function emptyForm(channels: ConnectedChannel[]): ComposeForm {
  return {
    id: randomUUID(),
    channels: channels.map(({ id }) => id),
    mediaType: 'photo',
    mediaId: '',
    altText: '',
    caption: '',
    link: '',
    goal: '',
    messageType: '',
    when: '',
  };
}

export type ComposeResult =
  { ok: true; postId: string; channels: number } | { ok: false; form: ComposeForm; errors: ComposeErrors };

/** Who composes, where, and in which language. */
export interface ComposeScene {
  backend: Backend;
  db: Db;
  business: { id: string; timezone: string };
  channels: ConnectedChannel[];
  lang: Lang;
}

/** Schedules what the form says; with a mistake nothing is planned, but a picture that came is kept. */
export async function compose(scene: ComposeScene, data: FormData): Promise<ComposeResult> {
  const form = readForm(data);
  const pictureProblem = await keepPicture(scene, form, data.get('picture'));
  const chosen = scene.channels.filter(({ id }) => form.channels.includes(id));
  const errors = {
    ...mistakes(form, chosen, scene),
    ...(pictureProblem !== null && { picture: pictureProblem }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, form, errors };

  const photo = form.mediaType === 'photo' && form.mediaId !== '';
  const postId = await planPost(scene.db, scene.business.id, {
    id: form.id,
    mediaType: mediaType.parse(form.mediaType),
    messageType: messageType.parse(form.messageType),
    goal: form.goal,
    caption: form.caption,
    link: form.mediaType === 'link' ? form.link : null,
    pictures: photo ? [{ media_id: form.mediaId, alt_text: form.altText }] : [],
    channels: chosen.map(({ id }) => id),
    localTime: form.when,
  });
  return { ok: true, postId, channels: chosen.length };
}

function readForm(data: FormData): ComposeForm {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const id = z.uuid().safeParse(text('id'));
  return {
    id: id.success ? id.data : randomUUID(),
    channels: data.getAll('channels').map(String),
    mediaType: mediaType.catch('photo').parse(text('mediaType')),
    mediaId: z.uuid().catch('').parse(text('mediaId')),
    altText: text('altText'),
    caption: text('caption').replaceAll('\r\n', '\n'),
    link: text('link'),
    goal: text('goal'),
    messageType: text('messageType'),
    when: text('when'),
  };
}

async function keepPicture(
  { backend, db, business, lang }: ComposeScene,
  form: ComposeForm,
  upload: FormDataEntryValue | null,
): Promise<string | null> {
  if (form.mediaType !== 'photo' || !(upload instanceof File) || upload.size === 0) return null;
  const stored = await storePicture(backend, db, business.id, upload);
  if (stored.ok) {
    form.mediaId = stored.picture.id;
    return null;
  }
  return words[lang].error[stored.reason === 'too_large' ? 'pictureTooLarge' : 'notAPicture'];
}

function mistakes(
  form: ComposeForm,
  chosen: ConnectedChannel[],
  { business, lang }: ComposeScene,
): ComposeErrors {
  const t = words[lang].error;
  const found: ComposeErrors = {};
  if (chosen.length === 0) found.channels = t.channels;
  if (form.altText.length > 1000) found.altText = t.altTextLong;
  if (form.goal.length > 200) found.goal = t.goalLong;
  if (
    form.mediaType === 'link' &&
    !z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .safeParse(form.link).success
  ) {
    found.link = t.link;
  }
  if (form.mediaType === 'photo' && !form.mediaId) found.picture = t.picture;
  if (form.mediaType === 'photo' && !form.altText) found.altText = t.altText;
  if (form.mediaType !== 'photo' && !form.caption) found.caption = t.caption;
  if (!form.goal) found.goal = t.goal;
  if (!messageType.safeParse(form.messageType).success) found.messageType = t.messageType;
  if (!localTime.safeParse(form.when).success) found.when = t.when;
  else if (form.when < localNow(business.timezone)) found.when = t.whenPast;
  return { ...refusals(form, chosen, lang), ...found };
}

/** What the channels themselves would refuse, at the field that can mend it. */
function refusals(form: ComposeForm, chosen: ConnectedChannel[], lang: Lang): ComposeErrors {
  const found: ComposeErrors = {};
  const draft: Draft = {
    mediaType: mediaType.parse(form.mediaType),
    placement: 'feed',
    caption: form.caption,
    link: form.mediaType === 'link' ? form.link : null,
    pictures: form.mediaType === 'photo' && form.mediaId ? [{ url: '', altText: form.altText }] : [],
    video: null,
    firstComment: null,
  };
  for (const { kind, name } of chosen) {
    for (const refusal of channelOf(kind)?.refuses(draft) ?? []) {
      const field = /picture|video|media/.test(refusal.code)
        ? 'mediaType'
        : refusal.code.includes('link')
          ? 'link'
          : 'caption';
      if (field === 'mediaType' && form.mediaType === 'photo') continue;
      found[field] ??= `${name}: ${refusalSentence(lang, refusal)}`;
    }
  }
  return found;
}

/** The wall clock of a zone now, in the form of `<input type="datetime-local">`. */
export function localNow(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(now)
    .replace(' ', 'T');
}
