/** The form of a series: what came, what is wrong with it, and what becomes of it. */
import { wallClock } from '#platform/text/clock.ts';
import { z } from 'zod';
import type { ConnectedChannel } from '#channels/index.ts';
import { contentOf, emptyForm, goalNumber, readForm, withGoal, type ComposeForm } from '../composer/form.ts';
import { mistakes, type ComposeErrors } from '../composer/mistakes.ts';
import { composeWords } from '../composer/words.ts';
import { type ComposeScene } from '../composer/compose.ts';
import { newChoice } from '#media/index.ts';
import { mediaRefusal } from '#media/index.ts';
import { storePicture } from '#media/index.ts';
import { goalFigure, localDay, mediaType, messageType } from '../schema.ts';
import { saveSeries, type SeriesPlan, type SeriesSaved } from './plans.ts';
import type { SeriesDetail } from './detail.ts';
import { seriesWords } from './words.ts';

export interface SeriesForm {
  /** What every occurrence has; its caption and hour are not used. */
  post: ComposeForm;
  name: string;
  weekdays: string[];
  hour: string;
  firstDay: string;
  lastDay: string;
  /** One field each, empty ones too. */
  captions: string[];
}

export type SeriesFormResult =
  | { kind: 'saved'; id: string; saved: Extract<SeriesSaved, { ok: true }>; captions: number }
  /** Shown again: with mistakes, or because a button of the form only changed it. */
  | { kind: 'shown'; form: SeriesForm; errors: ComposeErrors };

const mostCaptions = 10;
const fewestFields = 3;
/** An hour that has certainly not passed: the composer's rules judge what a series says, not when. */
const farAway = '9999-12-31T09:00';
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export function emptySeries(channels: ConnectedChannel[], today: string): SeriesForm {
  const post = emptyForm(channels);
  return {
    post,
    name: '',
    weekdays: [],
    hour: '09:00',
    firstDay: today,
    lastDay: '',
    captions: ['', '', ''],
  };
}

export function seriesFormOf(series: SeriesDetail): SeriesForm {
  return {
    post: {
      ...emptyForm([]),
      id: series.id,
      version: series.version,
      channels: series.channels,
      mediaType: series.mediaType,
      pictures: series.pictures.map(({ media_id, alt_text }, index) => newChoice(media_id, index, alt_text)),
      link: series.link ?? '',
      firstComment: series.firstComment ?? '',
      goal: series.goal,
      goalFigure: series.goalFigure,
      goalValue: String(series.goalValue),
      messageType: series.messageType,
      pillar: series.pillar ?? '',
      facts: series.facts.map(({ product_id, fact }) => `${product_id}:${fact}`),
    },
    name: series.name,
    weekdays: series.weekdays.map(String),
    hour: series.localHour,
    firstDay: series.firstDay,
    lastDay: series.lastDay ?? '',
    captions: padded(series.captions),
  };
}

/** Does what the pressed button says: `save`, or a change of the form itself (`more`, `goal:N`). */
export async function submitSeries(scene: ComposeScene, data: FormData): Promise<SeriesFormResult> {
  const form = readSeries(data);
  const upload = await keepPicture(scene, form, data);
  const [action, choice] = String(data.get('action') ?? 'save').split(':');
  if (action === 'more') form.captions.push('');
  if (action === 'goal') form.post = withGoal(form.post, Number(choice), scene.lang);
  if (action !== 'save') return { kind: 'shown', form, errors: upload };
  const errors = { ...seriesMistakes(scene, form), ...upload };
  if (Object.keys(errors).length > 0) return { kind: 'shown', form, errors };
  const plan = planOf(form);
  const saved = await saveSeries(scene.db, scene.business.id, form.post.id, form.post.version, plan);
  if (saved.ok) return { kind: 'saved', id: form.post.id, saved, captions: plan.captions.length };
  return { kind: 'shown', form, errors: { form: seriesWords[scene.lang].refused[saved.refused] } };
}

function readSeries(data: FormData): SeriesForm {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const post = readForm(data);
  return {
    post: { ...post, mediaType: post.mediaType === 'video' ? 'photo' : post.mediaType, placement: 'feed' },
    name: text('name'),
    weekdays: [...new Set(data.getAll('weekdays').map(String))].filter((day) => /^[1-7]$/.test(day)).sort(),
    hour: text('hour').slice(0, 5),
    firstDay: text('firstDay'),
    lastDay: text('lastDay'),
    captions: padded(
      data
        .getAll('captions')
        .slice(0, mostCaptions)
        .map((caption) => String(caption).replaceAll('\r\n', '\n').trim()),
    ),
  };
}

function seriesMistakes(
  { business, channels, lang }: Pick<ComposeScene, 'business' | 'channels' | 'lang'>,
  form: SeriesForm,
): ComposeErrors {
  const t = seriesWords[lang].error;
  const today = wallClock(business.timezone).slice(0, 10);
  const found: ComposeErrors = {};
  if (!form.name || form.name.length > 60) found.name = t.name;
  if (form.weekdays.length === 0) found.weekdays = t.weekdays;
  if (!clockTime.safeParse(form.hour).success) found.hour = t.hour;
  if (!localDay.safeParse(form.firstDay).success) found.firstDay = t.firstDay;
  else if (form.post.version === 0 && form.firstDay < today) found.firstDay = t.firstPast;
  if (form.lastDay) {
    if (!localDay.safeParse(form.lastDay).success || form.lastDay < form.firstDay) found.lastDay = t.lastDay;
    else if (form.lastDay < today) found.lastDay = t.lastPast;
  }
  const chosen = channels.filter(({ id }) => form.post.channels.includes(id));
  const now = wallClock(business.timezone);
  for (const [index, caption] of form.captions.entries()) {
    const first = form.captions.indexOf(caption);
    if (!caption && (index > 0 || form.captions.some(Boolean))) continue;
    const post = { ...form.post, caption, captions: {}, when: farAway };
    const { caption: wrong, ...others } = mistakes({ form: post, chosen, now, video: null, lang });
    Object.assign(found, others);
    if (wrong) found[`captions-${index}`] = wrong;
    else if (!caption) found['captions-0'] = composeWords[lang].error.caption;
    else if (first < index) found[`captions-${index}`] = t.same(first + 1);
  }
  return found;
}

function planOf({ post, ...form }: SeriesForm): SeriesPlan {
  const pictures = post.pictures.map(({ mediaId, altText }) => ({ media_id: mediaId, alt_text: altText }));
  const content = contentOf(post, pictures);
  return {
    name: form.name,
    weekdays: form.weekdays.map(Number),
    localHour: form.hour,
    firstDay: form.firstDay,
    lastDay: form.lastDay || null,
    mediaType: mediaType.exclude(['video']).parse(content.mediaType),
    messageType: messageType.parse(post.messageType),
    goal: post.goal,
    goalFigure: goalFigure.parse(post.goalFigure),
    goalValue: goalNumber.parse(post.goalValue),
    pillar: content.pillar,
    captions: form.captions.filter(Boolean),
    link: content.link,
    firstComment: content.firstComment,
    pictures: content.pictures,
    facts: content.facts,
    channels: post.channels,
  };
}

async function keepPicture(
  { backend, db, business, lang }: ComposeScene,
  { post }: SeriesForm,
  data: FormData,
): Promise<ComposeErrors> {
  const upload = data.get('picture');
  if (post.mediaType !== 'photo' || !(upload instanceof File) || upload.size === 0) return {};
  const stored = await storePicture(backend, db, business.id, upload);
  if (stored.ok) {
    post.pictures = [newChoice(stored.picture.id, 0, String(data.get('pictures[0].altText') ?? '').trim())];
    return {};
  }
  return { 'pictures.files': mediaRefusal(lang, stored) };
}

function padded(captions: string[]): string[] {
  return [...captions, ...Array<string>(Math.max(0, fewestFields - captions.length)).fill('')];
}
