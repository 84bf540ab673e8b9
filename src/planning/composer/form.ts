/**
 * What stands in the composer's fields: read from a request, from a post, from a pattern; kept when wrong.
 * Long, because it is every field from every side.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ConnectedChannel } from '#channels/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { composeWords } from './words.ts';
import { readPictures, readVideo, type PictureChoice } from '#media/index.ts';
import { patterns, type PatternKey } from './patterns.ts';
import type { PostContent, PostDetail } from '../posts/content.ts';
import {
  goalFigure,
  localTime,
  mediaType,
  messageType,
  placement,
  type MediaType,
  type Placement,
} from '../schema.ts';
import { fact } from '#catalogue/schema.ts';
import type { PostTemplate } from '../templates/saved.ts';

export interface ComposeForm {
  id: string;
  /** The version that was shown; 0 for a post that does not exist yet. */
  version: number;
  /** This opening of the composer. */
  sheet: string;
  channels: string[];
  mediaType: MediaType;
  placement: Placement;
  pictures: PictureChoice[];
  /** A stored video's id, or ''. */
  video: string;
  caption: string;
  /** What one channel says instead, by channel id; empty: the same. */
  captions: Record<string, string>;
  link: string;
  firstComment: string;
  goal: string;
  goalFigure: string;
  goalValue: string;
  messageType: string;
  pillar: string;
  /** `product:fact`. */
  facts: string[];
  when: string;
  /** Warnings that were shown already (`toldOf`). */
  told: string;
}

export function emptyForm(channels: ConnectedChannel[], when = ''): ComposeForm {
  return {
    id: randomUUID(),
    version: 0,
    sheet: randomUUID(),
    channels: channels.map(({ id }) => id),
    mediaType: 'photo',
    placement: 'feed',
    pictures: [],
    video: '',
    caption: '',
    captions: {},
    link: '',
    firstComment: '',
    goal: '',
    goalFigure: '',
    goalValue: '',
    messageType: '',
    pillar: '',
    facts: [],
    when,
    told: '',
  };
}

/**
 * The form of a post that exists, to edit it; with `copy` a new post that says the same. `pictures` are the choices
 * behind its pictures (`choicesOf`).
 */
export function formOf(post: PostDetail, pictures: PictureChoice[], copy = false): ComposeForm {
  return {
    id: copy ? randomUUID() : post.id,
    version: copy ? 0 : post.version,
    sheet: randomUUID(),
    channels: post.channels.map(({ channel_id }) => channel_id),
    mediaType: post.mediaType,
    placement: post.placement,
    pictures: post.mediaType === 'video' ? [] : pictures,
    video: post.mediaType === 'video' ? (post.pictures[0]?.media_id ?? '') : '',
    caption: post.caption,
    captions: Object.fromEntries(post.channels.map(({ channel_id, caption }) => [channel_id, caption ?? ''])),
    link: post.link ?? '',
    firstComment: post.firstComment ?? '',
    goal: post.goal ?? '',
    goalFigure: post.goalFigure ?? '',
    goalValue: String(post.goalValue ?? ''),
    messageType: post.messageType ?? '',
    pillar: post.pillar ?? '',
    facts: post.facts.map(({ product_id, fact }) => `${product_id}:${fact}`),
    when: copy ? '' : (post.localTime ?? ''),
    told: '',
  };
}

/** The form with a pattern's words and purpose. */
export function withPattern(form: ComposeForm, key: PatternKey, lang: Lang): ComposeForm {
  const { caption, messageType: type, pillar, goal, goalFigure: figure, goalValue } = patterns[lang][key];
  const purpose = { messageType: type, pillar, goal, goalFigure: figure, goalValue: String(goalValue) };
  return { ...form, caption, ...purpose };
}

/** The form with what a template keeps. */
export function withTemplate(form: ComposeForm, template: PostTemplate): ComposeForm {
  return {
    ...form,
    caption: template.caption,
    firstComment: template.firstComment ?? '',
    messageType: template.messageType ?? '',
    pillar: template.pillar ?? '',
    goal: template.goal ?? '',
    goalFigure: template.goalFigure ?? '',
    goalValue: String(template.goalValue ?? ''),
  };
}

/** The form with an example goal and its measure; unchanged where there is no such example. */
export function withGoal(form: ComposeForm, index: number, lang: Lang): ComposeForm {
  const [figure = '', value = '', goal] = composeWords[lang].goalExamples[index]?.split('|') ?? [];
  return goal ? { ...form, goal, goalFigure: figure, goalValue: value } : form;
}

/** Reads the form as it came, whatever came. */
export function readForm(data: FormData): ComposeForm {
  const text = (name: string) =>
    String(data.get(name) ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
  const channels = data.getAll('channels').map(String);
  const uuid = z.uuid().catch(() => randomUUID());
  return {
    id: uuid.parse(text('id')),
    version: z.coerce.number().int().min(0).catch(0).parse(text('version')),
    sheet: uuid.parse(text('sheet')),
    channels,
    mediaType: mediaType.catch('photo').parse(text('mediaType')),
    placement: placement.catch('feed').parse(text('placement')),
    pictures: readPictures(data).pictures,
    video: readVideo(data).mediaId ?? '',
    caption: text('caption'),
    captions: Object.fromEntries(channels.map((id) => [id, text(`caption.${id}`)])),
    link: text('link'),
    firstComment: text('firstComment'),
    goal: text('goal'),
    goalFigure: text('goalFigure'),
    goalValue: text('goalValue'),
    messageType: text('messageType'),
    pillar: text('pillar'),
    facts: data.getAll('facts').map(String),
    when: text('when'),
    told: text('told').slice(0, 1_000),
  };
}

/**
 * What the form says, as a post; what is empty or no such thing is left out. `pictures`: those of the form in their
 * frames (`framePictures`).
 */
export function contentOf(form: ComposeForm, pictures: PostContent['pictures']): PostContent {
  const figure = goalFigure.safeParse(form.goalFigure);
  const value = goalNumber.safeParse(form.goalValue);
  const measured = figure.success && value.success;
  const type = messageType.safeParse(form.messageType);
  const hasMedia = form.mediaType === 'photo' || form.mediaType === 'video';
  return {
    mediaType: form.mediaType,
    placement: hasMedia ? form.placement : 'feed',
    messageType: type.success ? type.data : null,
    goal: form.goal || null,
    goalFigure: measured ? figure.data : null,
    goalValue: measured ? value.data : null,
    pillar: form.pillar || null,
    caption: form.caption,
    link: form.mediaType === 'link' ? form.link || null : null,
    firstComment: form.firstComment || null,
    pictures: mediaOf(form, pictures),
    facts: form.facts.flatMap((named) => {
      const [product_id = '', name] = named.split(':');
      const known = fact.safeParse(name);
      return known.success && z.uuid().safeParse(product_id).success
        ? [{ product_id, fact: known.data }]
        : [];
    }),
    channels: form.channels.map((id) => ({ channel_id: id, caption: form.captions[id] || null })),
    localTime: localTime.safeParse(form.when).success ? form.when : null,
  };
}

function mediaOf(form: ComposeForm, pictures: PostContent['pictures']): PostContent['pictures'] {
  if (form.mediaType === 'photo') return pictures;
  return form.mediaType === 'video' && form.video ? [{ media_id: form.video, alt_text: '' }] : [];
}

/** A whole number as people type it: 1.000 or 1000. */
export const goalNumber = z
  .string()
  .regex(/^\d{1,3}([.,]\d{3})*$|^\d+$/)
  .transform((text) => Number(text.replaceAll(/[.,]/g, '')))
  .pipe(z.number().int().min(1).max(10_000_000));
