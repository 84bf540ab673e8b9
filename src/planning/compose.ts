/** What comes of the composer's form: kept as a draft, scheduled, or shown again with its mistakes. */
import type { ConnectedChannel } from '../channels/index.ts';
import type { Backend, Db } from '../platform/backend/index.ts';
import type { Lang } from '../platform/i18n.ts';
import { contentOf, readForm, type ComposeForm } from './compose-form.ts';
import { draftMistakes, mistakes, type ComposeErrors } from './compose-mistakes.ts';
import { composeWords } from './compose-words.ts';
import { storePicture } from './media.ts';
import { savePost } from './posts.ts';
import { listHashtagSets } from './templates.ts';

export type ComposeResult =
  | {
      kind: 'saved';
      postId: string;
      version: number;
      state: 'draft' | 'submitted' | 'scheduled';
      channels: number;
    }
  /** Shown again: with mistakes, or because a button of the form only changed it. */
  | { kind: 'shown'; form: ComposeForm; errors: ComposeErrors };

/** Who composes, where, and in which language. */
export interface ComposeScene {
  backend: Backend;
  db: Db;
  business: { id: string; timezone: string };
  channels: ConnectedChannel[];
  lang: Lang;
}

/**
 * Does what the pressed button says: `schedule`, `draft`, or a change of the form itself (`tags:ID` adds a set of
 * hashtags, `goal:N` takes an example). With a mistake nothing is saved, but a picture that came is kept.
 */
export async function compose(scene: ComposeScene, data: FormData): Promise<ComposeResult> {
  const form = readForm(data);
  const { lang, channels, business } = scene;
  const uploads = await keepUploads(scene, form, data);
  const [action, choice = ''] = String(data.get('action') ?? 'schedule').split(':');
  if (action === 'tags') return { kind: 'shown', form: await withTags(scene, form, choice), errors: uploads };
  if (action === 'goal')
    return { kind: 'shown', form: withGoal(form, Number(choice), lang), errors: uploads };

  const submit = action === 'schedule';
  const chosen = channels.filter(({ id }) => form.channels.includes(id));
  const now = localNow(business.timezone);
  const errors = {
    ...(submit ? mistakes({ form, chosen, now, lang }) : draftMistakes({ form, lang })),
    ...uploads,
  };
  if (Object.keys(errors).length > 0) return { kind: 'shown', form, errors };
  return save(scene, { ...form, channels: chosen.map(({ id }) => id) }, submit);
}

async function save(scene: ComposeScene, form: ComposeForm, submit: boolean): Promise<ComposeResult> {
  const saved = await savePost(scene.db, scene.business.id, form.id, form.version, contentOf(form), submit);
  if (saved.ok) {
    const { version, state } = saved;
    return { kind: 'saved', postId: form.id, version, state, channels: form.channels.length };
  }
  return { kind: 'shown', form, errors: { form: composeWords[scene.lang].refused[saved.refused] } };
}

async function keepUploads(
  { backend, db, business, lang }: ComposeScene,
  form: ComposeForm,
  data: FormData,
): Promise<ComposeErrors> {
  const upload = data.get('picture');
  if (form.mediaType !== 'photo' || !(upload instanceof File) || upload.size === 0) return {};
  const stored = await storePicture(backend, db, business.id, upload);
  if (stored.ok) {
    form.pictures = [{ mediaId: stored.picture.id, altText: String(data.get('altText') ?? '').trim() }];
    return {};
  }
  const t = composeWords[lang].error;
  return { picture: stored.reason === 'too_large' ? t.pictureTooLarge : t.notAPicture };
}

async function withTags({ db, business }: ComposeScene, form: ComposeForm, id: string): Promise<ComposeForm> {
  const set = (await listHashtagSets(db, business.id)).find((one) => one.id === id);
  const missing = set?.tags.split(' ').filter((tag) => !form.caption.split(/\s+/).includes(tag)) ?? [];
  return missing.length === 0 ? form : { ...form, caption: `${form.caption}\n\n${missing.join(' ')}`.trim() };
}

function withGoal(form: ComposeForm, index: number, lang: Lang): ComposeForm {
  const example = composeWords[lang].goalExamples[index];
  const [figure, value, goal] = example?.split('|') ?? [];
  return example ? { ...form, goal: goal!, goalFigure: figure!, goalValue: value! } : form;
}

/** The wall clock of a zone now, in the form of `<input type="datetime-local">`. */
export function localNow(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(now)
    .replace(' ', 'T');
}
