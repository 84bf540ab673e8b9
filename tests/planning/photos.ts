/** Photos as phones make them, drawn here. */
import sharp from 'sharp';

/** 4000 x 3000 with texture, its position and a name in EXIF; some 3 MB. */
export async function photo12(orientation = 1): Promise<Uint8Array<ArrayBuffer>> {
  const grain = await sharp({
    create: {
      width: 800,
      height: 600,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .png()
    .toBuffer();
  const half = await sharp({ create: { width: 2000, height: 3000, channels: 3, background: '#a03020' } })
    .png()
    .toBuffer();
  const large = await sharp(grain).resize(4000, 3000, { kernel: 'cubic' }).toBuffer();
  const made = await sharp(large)
    .composite([{ input: half, left: 0, top: 0, blend: 'multiply' }])
    .withExif({
      IFD0: { Artist: 'Orang Contoh' },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '6/1 7/1 12/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '106/1 9/1 0/1',
      },
    })
    .withMetadata({ orientation })
    .jpeg({ quality: 92 })
    .toBuffer();
  return new Uint8Array(made);
}

/** One colour, small to store. */
export async function plain(
  width: number,
  height: number,
  colour = '#2b3a67',
): Promise<Uint8Array<ArrayBuffer>> {
  const made = sharp({ create: { width, height, channels: 3, background: colour } }).jpeg();
  return new Uint8Array(await made.toBuffer());
}
