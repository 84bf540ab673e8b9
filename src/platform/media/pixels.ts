/** Bytes of pictures: whatever a phone sends becomes pixels that any network takes, without its position. */
import sharp from 'sharp';

/** What is kept of an upload, upright, so that its frame can be chosen anew. */
const mostKept = 2048;
/** What our own pages show: sharp enough on a phone, some 25 kB. */
const smallWidth = 480;
const cameraFormats = ['jpeg', 'png', 'webp', 'heif'];
const white = '#ffffff';

/** An upright picture without anything that was written beside its pixels. */
export interface Pixels {
  raw: Buffer;
  width: number;
  height: number;
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

/** Small, for our own pages. */
export async function small(jpeg: Uint8Array): Promise<Uint8Array> {
  const made = sharp(jpeg).resize({ width: smallWidth }).jpeg({ quality: 70, mozjpeg: true });
  return new Uint8Array(await made.toBuffer());
}

/** The pixels as sharp takes them. */
export const image = ({ raw, width, height }: Pixels) => sharp(raw, { raw: { width, height, channels: 3 } });

/** The brand in the first box of the file, as libheif's own sniffing reads it. */
function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
  return /^ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/.test(head);
}
