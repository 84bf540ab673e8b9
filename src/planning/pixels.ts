/** Bytes of pictures: whatever a phone sends becomes a JPEG that every network takes, without its position. */
import sharp from 'sharp';
import type { Framing, Size } from './frame.ts';

/** What is kept of an upload, upright, so that its frame can be chosen anew. */
const mostKept = 2048;
/** What our own pages show: sharp enough on a phone, some 25 kB. */
const smallWidth = 480;
const cameraFormats = ['jpeg', 'png', 'webp', 'heif'];
const white = '#ffffff';

/** An upright picture without anything that was written beside its pixels. */
export interface Pixels extends Size {
  raw: Buffer;
}

/** Reads an upload, whatever its name says. `heic`: a photo of an iPhone, which has no free reader. */
export async function readPixels(bytes: Uint8Array): Promise<Pixels | 'not_a_picture' | 'heic'> {
  try {
    const given = sharp(bytes, { limitInputPixels: 100_000_000, failOn: 'error' });
    const { format, compression } = await given.metadata();
    if (format === 'heif' && compression === 'hevc') return 'heic';
    // An SVG is a program of a stranger's, and a GIF or PDF is not what a phone's camera makes.
    if (!cameraFormats.includes(format)) return 'not_a_picture';
    const { data, info } = await given
      .rotate()
      .resize({ width: mostKept, height: mostKept, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: white })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) return 'not_a_picture';
    return { raw: data, width: info.width, height: info.height };
  } catch {
    return isHeic(bytes) ? 'heic' : 'not_a_picture';
  }
}

/** The picture in its frame, as JPEG. */
export async function framed(pixels: Pixels, { cut, size }: Framing): Promise<Uint8Array> {
  const whole = cut.width === pixels.width && cut.height === pixels.height;
  const part = whole ? image(pixels) : image(pixels).extract(cut);
  const sameRatio = Math.abs(cut.width / cut.height - size.width / size.height) < 2 / size.height;
  return new Uint8Array(
    await part
      .resize({ ...size, fit: sameRatio ? 'fill' : 'contain', background: white })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer(),
  );
}

/** The whole picture, to frame it again later. */
export async function kept(pixels: Pixels): Promise<Uint8Array> {
  return new Uint8Array(await image(pixels).jpeg({ quality: 88 }).toBuffer());
}

/** Small, for our own pages. */
export async function small(jpeg: Uint8Array): Promise<Uint8Array> {
  const made = sharp(jpeg).resize({ width: smallWidth }).jpeg({ quality: 70, mozjpeg: true });
  return new Uint8Array(await made.toBuffer());
}

const image = ({ raw, width, height }: Pixels) => sharp(raw, { raw: { width, height, channels: 3 } });

/** The brand in the first box of the file, as libheif's own sniffing reads it. */
function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return /^ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/.test(head);
}
