/** The fields of parts/picture-field.astro and parts/video-field.astro, read back from a form. */
import { z } from 'zod';
import { mostPictures } from '#channels/schema.ts';
import { fit, focus, shape, type Fit, type Focus, type Shape } from './frame.ts';

/** One picture of a post as its form says it. */
export interface PictureChoice {
  /** The upload, or a frame of it. */
  mediaId: string;
  altText: string;
  shape: Shape;
  fit: Fit;
  focus: Focus;
}

export interface PicturesForm {
  /** In the order wanted, a move or removal already done. */
  pictures: PictureChoice[];
  /** New files, still to be stored (`storePictures`) and added with `newChoice`. */
  uploads: File[];
  /** What was pressed, when it was a button of this field: the form is then shown again, not sent off. */
  pressed: 'add' | 'move' | 'remove' | null;
  /** Id of the control at which a person goes on after that. */
  next: string;
}

/** How a picture begins: the first as it is, the others as the first. */
export function newChoice(mediaId: string, index: number, altText = ''): PictureChoice {
  return {
    mediaId,
    altText,
    shape: index === 0 ? 'original' : 'same',
    fit: 'pad',
    focus: 'centre',
  };
}

/** Reads `pictures[0].mediaId` and its siblings, and the buttons `pictures.move` and `pictures.remove`. */
export function readPictures(data: FormData): PicturesForm {
  const move = /^(\d+):(up|down)$/.exec(text(data, 'pictures.move'));
  const remove = /^\d+$/.exec(text(data, 'pictures.remove'));
  const given = Array.from({ length: mostPictures }, (_, index) => readChoice(data, index));
  const listed = given.flatMap((choice, index) => (choice ? [{ choice, index }] : []));
  const ordered = remove
    ? listed.filter(({ index }) => index !== Number(remove[0]))
    : move
      ? moved(listed, Number(move[1]), move[2] === 'up' ? -1 : 1)
      : listed;
  const uploads = files(data, 'pictures.files');
  const pressed = remove ? 'remove' : move ? 'move' : data.has('pictures.add') ? 'add' : null;
  const at = ordered.findIndex(({ index }) => index === Number(move?.[1]));
  let next = 'pictures.files';
  if (pressed === 'move' && at >= 0) next = moveButton(at, ordered.length, move?.[2] === 'up');
  if (pressed === 'add' && uploads.length > 0) next = `pictures[${ordered.length}].altText`;
  return { pictures: ordered.map(({ choice }) => choice), uploads, pressed, next };
}

/** Id of the button that moves a picture on in the same direction, or back where it has come to the end. */
function moveButton(index: number, count: number, up: boolean): string {
  const ended = up ? index === 0 : index === count - 1;
  return `pictures[${index}].${up === ended ? 'down' : 'up'}`;
}

export interface VideoForm {
  /** A video stored before. */
  mediaId: string | null;
  /** A new file, still to be stored (`storeVideo`), and a picture of it where the browser took one. */
  upload: File | null;
  poster: File | null;
  pressed: 'add' | 'remove' | null;
}

/** Reads `video.mediaId`, `video.file`, `video.poster` and the buttons `video.add` and `video.remove`. */
export function readVideo(data: FormData): VideoForm {
  const removed = data.has('video.remove');
  const known = z.uuid().safeParse(text(data, 'video.mediaId'));
  return {
    mediaId: known.success && !removed ? known.data : null,
    upload: files(data, 'video.file')[0] ?? null,
    poster: files(data, 'video.poster')[0] ?? null,
    pressed: removed ? 'remove' : data.has('video.add') ? 'add' : null,
  };
}

function readChoice(data: FormData, index: number): PictureChoice | null {
  const part = (name: string) => text(data, `pictures[${index}].${name}`);
  const id = z.uuid().safeParse(part('mediaId'));
  if (!id.success) return null;
  return {
    mediaId: id.data,
    altText: part('altText'),
    shape: shape.catch(index === 0 ? 'original' : 'same').parse(part('shape')),
    fit: fit.catch('pad').parse(part('fit')),
    focus: focus.catch('centre').parse(part('focus')),
  };
}

function moved<T extends { index: number }>(list: T[], index: number, step: -1 | 1): T[] {
  const from = list.findIndex((one) => one.index === index);
  const to = from + step;
  if (from < 0 || to < 0 || to >= list.length) return list;
  const next = [...list];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

/** A field that was left empty comes as a file without bytes. */
function files(data: FormData, name: string): File[] {
  return data.getAll(name).filter((entry): entry is File => entry instanceof File && entry.size > 0);
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
