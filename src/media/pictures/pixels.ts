/** Bytes of pictures in posts: framed as networks take them, and whole, to frame them again. */
import { image, type Pixels } from '#platform/media/pixels.ts';
import type { Framing } from './frame.ts';

export { readPixels, small, type Pixels } from '#platform/media/pixels.ts';

const white = '#ffffff';

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
