/** What comes of the composer's form: kept as a draft, scheduled, or shown again with its mistakes. */
import { wallClock } from '#platform/text/clock.ts';
import type { ConnectedChannel } from '#channels/index.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { contentOf, readForm, withGoal, type ComposeForm } from './form.ts';
import { draftMistakes, mistakes, type ComposeErrors } from './mistakes.ts';
import { composeWords } from './words.ts';
import { keepUploads } from './uploads.ts';
import { readPictures, readVideo } from '#media/index.ts';
import { mediaRefusal, mediaWords } from '#media/index.ts';
import { framePictures } from '#media/index.ts';
import { savePost } from '../posts/content.ts';
import { listHashtagSets } from '../templates/saved.ts';
import type { PostId } from '../schema.ts';
import { draftVideo } from '#media/index.ts';
import { isNews, planWarnings, toldOf, type PlanWarning } from '../calendar/warnings.ts';

export type ComposeResult =
  | {
      kind: 'saved';
      postId: string;
      version: number;
      state: 'draft' | 'submitted' | 'scheduled';
      channels: number;
    }
  /** Shown again: with mistakes, or because a button of the form only changed it. */
  | {
      kind: 'shown';
      form: ComposeForm;
      errors: ComposeErrors;
      /** Id of the control at which a person goes on. */
      next?: string;
      /** What the plan comes too close to; scheduling goes on when it is pressed once more. */
      warnings?: PlanWarning[];
    };

/** Who composes, where, and in which language. */
export interface ComposeScene {
  backend: Backend;
  db: Db;
  business: { id: string; timezone: string };
  channels: ConnectedChannel[];
  lang: Lang;
}

/**
 * Does what the pressed button says: `schedule`, `draft` (`typed`: as it is typed), or a change of the form itself
 * (`tags:ID` adds a set of hashtags, `goal:N` takes an example, and the pictures' own buttons). With a mistake, or a
 * warning that was not shown yet, nothing is saved, but files that came are kept.
 */
export async function compose(scene: ComposeScene, data: FormData): Promise<ComposeResult> {
  const { form, errors: refused } = await keepUploads(scene, readForm(data), data);
  const { lang, channels, business } = scene;
  const [action = '', choice = ''] = String(data.get('action') ?? 'schedule').split(':');
  const shown = (changed: ComposeForm, next: string): ComposeResult => ({
    kind: 'shown',
    form: changed,
    errors: refused,
    next,
  });
  const pictures = readPictures(data);
  if (pictures.pressed) return shown(form, pictures.next);
  if (readVideo(data).pressed) return shown(form, 'video.file');
  if (action === 'tags') return shown(await withTags(scene, form, choice), 'caption');
  if (action === 'goal') return shown(withGoal(form, Number(choice), lang), 'goal');

  const submit = action === 'schedule';
  const chosen = channels.filter(({ id }) => form.channels.includes(id));
  const now = wallClock(business.timezone);
  const video = form.video ? await draftVideo(scene.db, business.id, form.video) : null;
  const errors = {
    ...(submit ? mistakes({ form, chosen, now, video, lang }) : draftMistakes({ form, lang })),
    ...refused,
  };
  if (Object.keys(errors).length > 0) return { kind: 'shown', form, errors };
  const wanted = { ...form, channels: chosen.map(({ id }) => id) };
  const warnings = submit ? await warningsFor(scene, wanted) : [];
  if (warnings.some((one) => isNews(one, form.told))) {
    return { kind: 'shown', form: { ...form, told: toldOf(warnings) }, errors: {}, warnings };
  }
  return save(scene, wanted, action);
}

function warningsFor(
  { db, business }: ComposeScene,
  { id, caption, channels, when }: ComposeForm,
): Promise<PlanWarning[]> {
  const hours = channels.map((channel) => ({ channel, localTime: when }));
  return planWarnings(db, business.id, { caption, hours, post: id as PostId });
}

async function save(scene: ComposeScene, form: ComposeForm, action: string): Promise<ComposeResult> {
  const { backend, db, business, lang } = scene;
  const framed = await framePictures(
    backend,
    db,
    business.id,
    form.mediaType === 'photo' ? form.pictures : [],
  );
  if (!framed.ok) {
    const text = framed.reason === 'picture_gone' ? mediaWords[lang].pictureGone : mediaRefusal(lang, framed);
    return { kind: 'shown', form, errors: { 'pictures.files': text } };
  }
  const pictures = framed.pictures.map(({ media_id, alt_text }) => ({ media_id, alt_text }));
  const from = { sheet: form.sheet, typing: action === 'typed' };
  const content = contentOf(form, pictures);
  const submit = action === 'schedule';
  const saved = await savePost(db, business.id, form.id, form.version, content, submit, from);
  if (saved.ok) {
    const { version, state } = saved;
    return { kind: 'saved', postId: form.id, version, state, channels: form.channels.length };
  }
  return { kind: 'shown', form, errors: { form: composeWords[lang].refused[saved.refused] } };
}

async function withTags({ db, business }: ComposeScene, form: ComposeForm, id: string): Promise<ComposeForm> {
  const set = (await listHashtagSets(db, business.id)).find((one) => one.id === id);
  const missing = set?.tags.split(' ').filter((tag) => !form.caption.split(/\s+/).includes(tag)) ?? [];
  return missing.length === 0 ? form : { ...form, caption: `${form.caption}\n\n${missing.join(' ')}`.trim() };
}
