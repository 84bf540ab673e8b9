/** The library's own upload form. */
import type { Backend, Db } from '#platform/backend/index.ts';
import { mostPictures } from '#channels/schema.ts';
import type { Lang } from '#platform/text/i18n.ts';
import type { UploadLimits } from '#platform/http/body/upload.ts';
import { readPictures, readVideo } from '../pictures/form.ts';
import { mediaRefusal, mediaWords } from './words.ts';
import { storePictures } from '../pictures/store.ts';
import { mostVideoBytes, storeVideo } from '../videos/store.ts';

/** For `withForm`: ten pictures, a video and its still. */
export const uploadLimits: UploadLimits = { fileBytes: mostVideoBytes, files: mostPictures + 2 };

export interface AddedMedia {
  stored: number;
  /** A sentence for each file that was not taken, by field. */
  problems: { 'pictures.files'?: string; 'video.file'?: string };
}

/** Stores what the form brought; one file that is refused does not keep the others out. */
export async function addMedia(
  { backend, db, business, lang }: { backend: Backend; db: Db; business: string; lang: Lang },
  data: FormData,
): Promise<AddedMedia> {
  const t = mediaWords[lang];
  const { uploads } = readPictures(data);
  const { upload: video, poster } = readVideo(data);
  const results = await storePictures(backend, db, business, uploads.slice(0, mostPictures));
  const refused = results.flatMap((result, index) =>
    result.ok ? [] : [t.notStored(uploads[index]!.name, mediaRefusal(lang, result))],
  );
  const film = video && (await storeVideo(backend, db, business, video, { poster }));
  const nothing = uploads.length === 0 && !video;
  const pictureProblem = nothing ? t.nothing : refused.join(' ');
  return {
    stored: results.filter(({ ok }) => ok).length + (film?.ok ? 1 : 0),
    problems: {
      ...(pictureProblem && { 'pictures.files': pictureProblem }),
      ...(film && !film.ok && { 'video.file': mediaRefusal(lang, film) }),
    },
  };
}
