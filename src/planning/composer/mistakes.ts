/** What is wrong with a composer's form, each mistake at the field that can mend it. */
import { z } from 'zod';
import { channel as channelOf, type ConnectedChannel } from '#channels/index.ts';
import { refusalSentence } from '#channels/words/index.ts';
import { type Draft, type DraftVideo } from '#channels/contract/publishing.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { formOf, goalNumber, type ComposeForm } from './form.ts';
import { composeWords } from './words.ts';
import { newChoice } from '#media/index.ts';
import { unfilled } from './patterns.ts';
import type { PostDetail } from '../posts/content.ts';
import { goalFigure, localTime, messageType } from '../schema.ts';

export type ComposeErrors = Record<string, string>;

export interface Judged {
  form: ComposeForm;
  chosen: ConnectedChannel[];
  /** The wall clock of the business now. */
  now: string;
  /** The form's video, where it has one. */
  video: DraftVideo | null;
  lang: Lang;
}

const address = z.url({ protocol: /^https?$/ }).max(2000);

/** What even a draft can't hold: the rest may be finished later. */
export function draftMistakes({ form, lang }: Pick<Judged, 'form' | 'lang'>): ComposeErrors {
  const t = composeWords[lang].error;
  const found: ComposeErrors = {};
  if (form.caption.length > 5000) found.caption = t.captionLong;
  for (const [id, text] of Object.entries(form.captions)) {
    if (text.length > 5000) found[`caption.${id}`] = t.captionLong;
  }
  if (form.firstComment.length > 2200) found.firstComment = t.firstCommentLong;
  if (form.goal.length > 200) found.goal = t.goalLong;
  if (form.pillar.length > 60) found.pillar = t.pillarLong;
  if (form.mediaType === 'link' && form.link && !address.safeParse(form.link).success) found.link = t.link;
  form.pictures.forEach(({ altText }, index) => {
    if (altText.length > 1000) found[altField(index)] = t.altTextLong;
  });
  return found;
}

/** Everything that keeps a post from being scheduled. */
export function mistakes(judged: Judged): ComposeErrors {
  const { form, chosen, now, lang } = judged;
  const t = composeWords[lang].error;
  const found: ComposeErrors = {};
  if (chosen.length === 0) found.channels = t.channels;
  if (form.mediaType === 'link' && !form.link) found.link = t.link;
  if (form.mediaType === 'photo') {
    if (form.pictures.length === 0) found['pictures.files'] = t.picture;
    form.pictures.forEach(({ altText }, index) => {
      if (!altText) found[altField(index)] = t.altText;
    });
  }
  if (form.mediaType === 'video' && !form.video) found['video.file'] = t.video;
  if (['text', 'link'].includes(form.mediaType) && !form.caption) found.caption = t.caption;
  const open = unfilled(form.caption);
  if (open) found.caption = t.unfilled(open);
  if (!form.goal) found.goal = t.goal;
  if (!goalFigure.safeParse(form.goalFigure).success) found.goalFigure = t.goalFigure;
  if (!goalNumber.safeParse(form.goalValue).success) found.goalValue = t.goalValue;
  if (!messageType.safeParse(form.messageType).success) found.messageType = t.messageType;
  if (!localTime.safeParse(form.when).success) found.when = t.when;
  else if (form.when < now) found.when = t.whenPast;
  return { ...refusals(judged), ...found, ...draftMistakes(judged) };
}

/** The name of a picture's description in the form. */
function altField(index: number): string {
  return `pictures[${index}].altText`;
}

/** What keeps a draft that exists from going out at `when` as it is; `video`: its own, where it has one. */
export function postMistakes(
  post: PostDetail,
  channels: ConnectedChannel[],
  when: string,
  judge: Pick<Judged, 'now' | 'video' | 'lang'>,
): ComposeErrors {
  const pictures = post.pictures.map(({ media_id, alt_text }, index) => newChoice(media_id, index, alt_text));
  const form = { ...formOf(post, pictures), when };
  const chosen = channels.filter(({ id }) => form.channels.includes(id));
  return mistakes({ ...judge, form, chosen });
}

/** What the channels themselves would refuse. */
function refusals({ form, chosen, video, lang }: Judged): ComposeErrors {
  const found: ComposeErrors = {};
  for (const { id, kind, name } of chosen) {
    const own = form.captions[id];
    for (const refusal of channelOf(kind)?.refuses(draftOf(form, own || form.caption, video)) ?? []) {
      const field = fieldOf(refusal.code, own ? `caption.${id}` : 'caption');
      // What is missing is told at its own field.
      if (refusal.code === 'needs_picture' && form.mediaType === 'photo') continue;
      if (refusal.code === 'needs_video' || refusal.code === 'needs_media') continue;
      found[field] ??= `${name}: ${refusalSentence(lang, refusal)}`;
    }
  }
  return found;
}

function fieldOf(code: string, captionField: string): string {
  if (code.includes('first_comment')) return 'firstComment';
  if (code.startsWith('video_')) return 'video.file';
  if (/picture|video|media/.test(code)) return 'mediaType';
  return code.includes('link') ? 'link' : captionField;
}

function draftOf(form: ComposeForm, caption: string, video: DraftVideo | null): Draft {
  return {
    mediaType: form.mediaType,
    placement: form.placement,
    caption,
    link: form.mediaType === 'link' ? form.link : null,
    pictures: form.mediaType === 'photo' ? form.pictures.map(({ altText }) => ({ url: '', altText })) : [],
    video: form.mediaType === 'video' ? video : null,
    firstComment: form.firstComment || null,
  };
}
