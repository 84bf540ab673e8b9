/**
 * What a video file says of itself in its header (ISO 14496-12: MP4, and QuickTime which it came from). Read here
 * and not by a package: those that were looked at build the table of all frames first, whose length the file
 * itself claims, so that a few hostile bytes hold the process for minutes. Only the header's own boxes are read,
 * never the frames; the cost is bounded by `mostHeaderBytes`.
 */
export interface VideoHeader {
  mime: 'video/mp4' | 'video/quicktime';
  durationMs: number;
  /** As it is shown, after turning. */
  width: number;
  height: number;
  /** Degrees clockwise. */
  rotation: 0 | 90 | 180 | 270;
  /** Four letters of the sample entry: avc1, hvc1... */
  video: string;
  /** The same of the sound; null where there is none. */
  audio: string | null;
}

export type HeaderProblem = 'not_a_video' | 'incomplete' | 'fragmented';

/** Fifteen minutes at 60 frames a second take some 2 MB. */
const mostHeaderBytes = 16 * 1024 * 1024;
const mostBoxes = 10_000;

/** Reads the header of a file; of the rest, only where boxes begin. */
export async function readVideoHeader(file: Blob): Promise<VideoHeader | HeaderProblem> {
  let brand: string | null = null;
  let moov: DataView | null = null;
  let position = 0;
  for (let boxes = 0; position < file.size && boxes < mostBoxes; boxes += 1) {
    const box = boxAt(await bytesOf(file, position, 16), 0, file.size - position);
    if (!box) return brand === null ? 'not_a_video' : 'incomplete';
    if (brand === null && box.type !== 'ftyp') return 'not_a_video';
    if (box.size > file.size - position) return 'incomplete';
    if (box.type === 'ftyp') brand = letters(await bytesOf(file, position + box.head, 4), 0) || 'none';
    if (box.type === 'moov') {
      if (box.size > mostHeaderBytes) return 'not_a_video';
      moov = await bytesOf(file, position + box.head, box.size - box.head);
    }
    position += box.size;
  }
  if (brand === null) return 'not_a_video';
  if (!moov) return 'incomplete';
  try {
    return headerOf(moov, brand === 'qt  ' ? 'video/quicktime' : 'video/mp4');
  } catch (error) {
    if (error instanceof RangeError) return 'not_a_video';
    throw error;
  }
}

interface Box {
  type: string;
  /** Bytes before the content. */
  head: number;
  size: number;
}

async function bytesOf(file: Blob, from: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(from, from + length).arrayBuffer());
}

function boxAt(view: DataView, at: number, rest: number): Box | null {
  if (view.byteLength - at < 8) return null;
  const type = letters(view, at + 4);
  const short = view.getUint32(at);
  if (short === 0) return { type, head: 8, size: rest };
  if (short !== 1) return short < 8 ? null : { type, head: 8, size: short };
  if (view.byteLength - at < 16) return null;
  const long = Number(view.getBigUint64(at + 8));
  return long < 16 ? null : { type, head: 16, size: long };
}

const letters = (view: DataView, at: number) =>
  view.byteLength < at + 4
    ? ''
    : String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

/** The boxes inside one, by name; a size that leads outside ends the list. */
function inside(view: DataView, skip = 0): { type: string; content: DataView }[] {
  const found: { type: string; content: DataView }[] = [];
  for (let at = skip; at < view.byteLength && found.length < mostBoxes;) {
    const box = boxAt(view, at, view.byteLength - at);
    if (!box || at + box.size > view.byteLength) break;
    const content = new DataView(view.buffer, view.byteOffset + at + box.head, box.size - box.head);
    found.push({ type: box.type, content });
    at += box.size;
  }
  return found;
}

function child(view: DataView, ...path: string[]): DataView | null {
  let here: DataView | null = view;
  for (const type of path) here = (here && inside(here).find((box) => box.type === type)?.content) ?? null;
  return here;
}

function headerOf(moov: DataView, mime: VideoHeader['mime']): VideoHeader | HeaderProblem {
  const tracks = inside(moov)
    .filter(({ type }) => type === 'trak')
    .map(({ content }) => trackOf(content));
  const video = tracks.find(({ handler, entry }) => handler === 'vide' && entry);
  const sounds = tracks.filter(({ handler }) => handler === 'soun');
  const duration = timeOf(child(moov, 'mvhd'));
  if (!video?.header) return 'not_a_video';
  if (duration === 0) return child(moov, 'mvex') ? 'fragmented' : 'not_a_video';
  const { rotation, width, height } = shown(video.header);
  if (width === 0 || height === 0) return 'not_a_video';
  const sound = sounds.find(({ entry }) => entry === 'mp4a') ?? sounds[0];
  return {
    mime,
    durationMs: duration,
    width,
    height,
    rotation,
    video: video.entry,
    audio: sound ? sound.entry : null,
  };
}

function trackOf(trak: DataView) {
  const handler = child(trak, 'mdia', 'hdlr');
  const entries = child(trak, 'mdia', 'minf', 'stbl', 'stsd');
  return {
    header: child(trak, 'tkhd'),
    handler: handler ? letters(handler, 8) : '',
    entry: entries ? (inside(entries, 8)[0]?.type ?? '') : '',
  };
}

/** Milliseconds of the movie header; 0 where it does not say. */
function timeOf(mvhd: DataView | null): number {
  if (!mvhd) return 0;
  const long = mvhd.getUint8(0) === 1;
  const scale = mvhd.getUint32(long ? 20 : 12);
  const units = long ? Number(mvhd.getBigUint64(24)) : mvhd.getUint32(16);
  const unknown = scale === 0 || units === 0xffff_ffff;
  const ms = unknown ? 0 : Math.round((units / scale) * 1000);
  return ms <= 0x7fff_ffff ? ms : 0;
}

/** Size and turning of a track header: phones film lying and write down how they were held. */
function shown(tkhd: DataView): Pick<VideoHeader, 'rotation' | 'width' | 'height'> {
  const matrix = tkhd.getUint8(0) === 1 ? 52 : 40;
  const [a, b] = [tkhd.getInt32(matrix), tkhd.getInt32(matrix + 4)];
  const angle = Math.round((Math.atan2(b, a) * 180) / Math.PI / 90) * 90;
  const rotation = ([90, 180, 270] as const).find((each) => each === ((angle % 360) + 360) % 360) ?? 0;
  const width = Math.round(tkhd.getUint32(matrix + 36) / 65_536);
  const height = Math.round(tkhd.getUint32(matrix + 40) / 65_536);
  return rotation % 180 === 90 ? { rotation, width: height, height: width } : { rotation, width, height };
}
