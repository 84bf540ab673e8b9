/** The frames an owner chose for the pictures of a post, made from what was uploaded. */
import { z } from 'zod';
import { randomUUID } from 'node:crypto';
import type { Backend, Db } from '#platform/backend/index.ts';
import { fit, focus, framingOf, shape, type Framing, type Size } from './frame.ts';
import { keepMedia, storedFile, type QuotaReached } from '../files/stored.ts';
import type { PictureChoice } from './form.ts';
import { framed, readPixels, small } from './pixels.ts';

/** What `save_post` takes, and what the pictures became. */
export interface FramedPicture {
  media_id: string;
  alt_text: string;
  width: number;
  height: number;
}

export type FramesResult =
  | { ok: true; pictures: FramedPicture[] }
  | { ok: false; reason: 'picture_gone'; index: number }
  | QuotaReached;

/**
 * The pictures of a post in the frames chosen, in order, ready for `savePost`: each a media row of its own where
 * the frame differs from the upload. Asked again for the same frame, it gives the one made before. From the
 * second picture on, `same` takes the first one's frame, which is what a carousel shows anyway.
 */
export async function framePictures(
  backend: Backend,
  db: Db,
  business: string,
  choices: PictureChoice[],
): Promise<FramesResult> {
  const pictures: FramedPicture[] = [];
  for (const [index, choice] of choices.entries()) {
    const made = await framePicture(backend, db, business, choice, pictures[0]);
    if (made === null) return { ok: false, reason: 'picture_gone', index };
    if ('ok' in made) return made;
    pictures.push({ ...made, alt_text: choice.altText });
  }
  return { ok: true, pictures };
}

/** The choices behind the pictures of a post, in order, to be changed without a new upload. */
export async function choicesOf(
  db: Db,
  business: string,
  pictures: { media_id: string; alt_text: string }[],
): Promise<PictureChoice[]> {
  const ids = pictures.map(({ media_id }) => media_id);
  if (ids.length === 0) return [];
  const { data } = await db
    .from('media')
    .select('id, original_id, shape, fit, focus')
    .eq('business_id', business)
    .in('id', ids)
    .throwOnError();
  return pictures.flatMap(({ media_id, alt_text }) => {
    const row = data.find(({ id }) => id === media_id);
    return row
      ? [
          {
            mediaId: row.original_id ?? row.id,
            altText: alt_text,
            shape: shape.catch('original').parse(row.shape),
            fit: fit.catch('pad').parse(row.fit),
            focus: focus.catch('centre').parse(row.focus),
          },
        ]
      : [];
  });
}

type Framed = Omit<FramedPicture, 'alt_text'>;

async function framePicture(
  backend: Backend,
  db: Db,
  business: string,
  choice: PictureChoice,
  first: Size | undefined,
): Promise<Framed | QuotaReached | null> {
  const upload = await findUpload(db, business, choice.mediaId);
  if (!upload) return null;
  const whole = {
    width: upload.original_width ?? upload.width,
    height: upload.original_height ?? upload.height,
  };
  const shape = choice.shape === 'same' && !first ? 'original' : choice.shape;
  const framing = framingOf(whole, { ...choice, shape }, first);
  if (isUpload(framing, whole, upload))
    return { media_id: upload.id, width: upload.width, height: upload.height };
  const frame = {
    original_id: upload.id,
    shape,
    fit: choice.fit,
    focus: choice.fit === 'crop' ? choice.focus : 'centre',
    ...framing.size,
  };
  const known = await findFrame(db, frame);
  if (known) return known;
  const pixels = await pixelsOf(backend, upload.id, upload.original_width !== null);
  if (!pixels) return null;
  const jpeg = await framed(pixels, framingOf(pixels, { ...choice, shape }, first));
  const id = randomUUID();
  try {
    const refused = await keepMedia(
      backend,
      db,
      { id, business_id: business, mime: 'image/jpeg', ...frame },
      [
        { name: `${id}.jpg`, type: 'image/jpeg', body: jpeg },
        { name: `${id}-small.jpg`, type: 'image/jpeg', body: await small(jpeg) },
      ],
    );
    return refused ?? { media_id: id, ...framing.size };
  } catch (error) {
    // Somebody asked for the same frame at the same moment.
    const twin = duplicate.safeParse(error).success ? await findFrame(db, frame) : null;
    if (twin) return twin;
    throw error;
  }
}

const duplicate = z.object({ code: z.literal('23505') });

/** The upload behind a media id, which may itself be a frame. */
async function findUpload(db: Db, business: string, mediaId: string) {
  const find = async (id: string) =>
    (
      await db
        .from('media')
        .select('id, original_id, width, height, original_width, original_height')
        .eq('business_id', business)
        .eq('mime', 'image/jpeg')
        .eq('id', id)
        .maybeSingle()
        .throwOnError()
    ).data;
  const found = await find(mediaId);
  return found?.original_id ? find(found.original_id) : found;
}

interface Frame extends Size {
  original_id: string;
  shape: string;
  fit: string;
  focus: string;
}

async function findFrame(db: Db, frame: Frame): Promise<Framed | null> {
  const { original_id, shape, fit, focus, width, height } = frame;
  const { data } = await db
    .from('media')
    .select('id')
    .match({ original_id, shape, fit, focus, width, height })
    .maybeSingle()
    .throwOnError();
  return data && { media_id: data.id, width, height };
}

/** Whether the frame shows exactly what was stored with the upload. */
function isUpload({ cut, size }: Framing, whole: Size, stored: Size): boolean {
  const uncut = cut.width === whole.width && cut.height === whole.height;
  return uncut && size.width === stored.width && size.height === stored.height;
}

async function pixelsOf(backend: Backend, id: string, hasOriginal: boolean) {
  const file = await storedFile(backend, hasOriginal ? `${id}-original.jpg` : `${id}.jpg`);
  const pixels = file && (await readPixels(new Uint8Array(await file.arrayBuffer())));
  return pixels && typeof pixels !== 'string' ? pixels : null;
}
