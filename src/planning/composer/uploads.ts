/** The files a composer's form brought: stored at once, so that a mistake elsewhere does not cost them. */
import { mostPictures } from '#channels/schema.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import type { ComposeForm } from './form.ts';
import type { ComposeErrors } from './mistakes.ts';
import { newChoice, readPictures, readVideo } from '#media/index.ts';
import { mediaRefusal, mediaWords } from '#media/index.ts';
import { storePictures } from '#media/index.ts';
import { storeVideo } from '#media/index.ts';

interface Scene {
  backend: Backend;
  db: Db;
  business: { id: string };
  lang: Lang;
}

/** The form as it is now, and what was refused. */
interface Kept {
  form: ComposeForm;
  errors: ComposeErrors;
}

/** The form with the pictures and the video that came; a sentence at its field for each file that was refused. */
export async function keepUploads(scene: Scene, form: ComposeForm, data: FormData): Promise<Kept> {
  if (form.mediaType === 'photo') return keepPictures(scene, form, data);
  return form.mediaType === 'video' ? keepVideo(scene, form, data) : { form, errors: {} };
}

async function keepPictures(
  { backend, db, business, lang }: Scene,
  form: ComposeForm,
  data: FormData,
): Promise<Kept> {
  const { uploads } = readPictures(data);
  const room = mostPictures - form.pictures.length;
  const results = await storePictures(backend, db, business.id, uploads.slice(0, room));
  const pictures = [...form.pictures];
  const refused: string[] = uploads.slice(room).map(({ name }) => mediaWords[lang].noRoom(name));
  results.forEach((result, index) => {
    if (result.ok) pictures.push(newChoice(result.picture.id, pictures.length));
    else refused.push(mediaWords[lang].notStored(uploads[index]!.name, mediaRefusal(lang, result)));
  });
  const errors: ComposeErrors = refused.length > 0 ? { 'pictures.files': refused.join(' ') } : {};
  return { form: { ...form, pictures }, errors };
}

async function keepVideo(
  { backend, db, business, lang }: Scene,
  form: ComposeForm,
  data: FormData,
): Promise<Kept> {
  const { upload, poster } = readVideo(data);
  if (!upload) return { form, errors: {} };
  const use = form.placement === 'story' ? 'story' : 'reel';
  const result = await storeVideo(backend, db, business.id, upload, { poster, use });
  return result.ok
    ? { form: { ...form, video: result.video.id }, errors: {} }
    : { form, errors: { 'video.file': mediaRefusal(lang, result) } };
}
