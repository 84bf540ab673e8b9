/**
 * Pictures as they come from phones, and what becomes of them in Storage.
 * Long, because the pictures are made here, byte by byte.
 */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend, Db } from '#platform/backend/index.ts';
import {
  choicesOf,
  framePictures,
  newChoice,
  readPicture,
  storePicture,
  storePictures,
  type PictureChoice,
} from '#media/pictures/index.ts';
import { mediaRefusal } from '#media/library/index.ts';
import { makeBusiness, openTestBackend, signUpPerson } from '../support/backend.ts';
import { photo12, plain } from './photos.ts';

let backend: Backend;
let db: Db;
let business: string;

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  db = backend.asUser(owner.token);
  business = await makeBusiness(backend, owner, 'usaha-gambar');
});
afterAll(() => backend.close());

const store = (bytes: BlobPart, name = 'foto.jpg') =>
  storePicture(backend, db, business, new File([bytes], name));

async function stored(bytes: BlobPart, name?: string): Promise<string> {
  const result = await store(bytes, name);
  if (!result.ok) throw new Error(result.reason);
  return result.picture.id;
}

async function file(id: string, size: 'whole' | 'small' = 'whole'): Promise<Buffer> {
  return Buffer.from(await (await readPicture(backend, id, size))!.arrayBuffer());
}

describe('a 12 MP photo', () => {
  let id: string;
  beforeAll(async () => {
    id = await stored(await photo12());
  });

  test('becomes a JPEG of 1440 px, with a small one beside it', async () => {
    expect(await sharp(await file(id)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 1440,
      height: 1080,
    });
    expect((await sharp(await file(id, 'small')).metadata()).width).toBe(480);
  });

  test('says nowhere where it was taken or by whom', async () => {
    const given = await sharp(await photo12()).metadata();
    expect(given.exif).toBeDefined();
    const original = await backend.asService('test').storage.from('media').download(`${id}-original.jpg`);
    const kept = [await file(id), await file(id, 'small'), Buffer.from(await original.data!.arrayBuffer())];
    for (const bytes of kept) {
      const { exif, xmp, iptc } = await sharp(bytes).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
      expect(bytes.includes('Orang Contoh')).toBe(false);
    }
  });

  test('is kept whole, at most 2048 px, and counted with all its files', async () => {
    const { data } = await db.from('media').select().eq('id', id).single().throwOnError();
    expect(data).toMatchObject({ original_width: 2048, original_height: 1536, width: 1440, height: 1080 });
    const { data: files } = await backend.asService('test').storage.from('media').list('', { search: id });
    const sizes = await Promise.all(
      files!.map(
        async ({ name }) => (await backend.asService('t').storage.from('media').download(name)).data!.size,
      ),
    );
    expect(files).toHaveLength(3);
    expect(data.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });
});

test('a photo held upright is turned, not told to be turned', async () => {
  // Orientation 6: the camera lay on its side; the left half is the red one.
  const id = await stored(await photo12(6));
  const bytes = await file(id);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 1440, height: 1800 });
  const { data } = await sharp(bytes)
    .resize(3, 3, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const red = (x: number, y: number) => data[(y * 3 + x) * 3]! - data[(y * 3 + x) * 3 + 2]!;
  expect(red(1, 0)).toBeGreaterThan(30);
  expect(Math.abs(red(1, 2))).toBeLessThan(15);
});

describe('the type is told from the bytes', () => {
  test.each(['png', 'webp', 'avif', 'jpeg'] as const)('%s under the name foto.jpg', async (format) => {
    const given = await sharp(await plain(600, 600))
      .toFormat(format)
      .toBuffer();
    expect((await sharp(await file(await stored(new Uint8Array(given)))).metadata()).format).toBe('jpeg');
  });

  test('grey, see-through and printing colours are read too', async () => {
    const grey = await sharp(await plain(400, 400))
      .greyscale()
      .jpeg()
      .toBuffer();
    const clear = await sharp({ create: { width: 400, height: 400, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const cmyk = await sharp(await plain(400, 400))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    for (const bytes of [grey, clear, cmyk]) await stored(new Uint8Array(bytes));
    const white = await sharp(await file(await stored(new Uint8Array(clear)))).stats();
    expect(white.channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  });

  test.each([
    [
      'an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    ],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
    ['a PDF', '%PDF-1.4\n%âãÏÓ\n1 0 obj<<>>endobj'],
    ['nothing but a beginning', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
  ])('%s named foto.jpg is refused', async (_, bytes) => {
    expect(await store(bytes as BlobPart)).toEqual({ ok: false, reason: 'not_a_picture' });
  });

  test('what follows a picture in the same file is gone afterwards', async () => {
    const tail = Buffer.from('<script>alert(document.domain)</script>PK\x03\x04');
    const id = await stored(new Uint8Array(Buffer.concat([Buffer.from(await plain(500, 500)), tail])));
    const bytes = await file(id);
    expect([bytes.includes('<script>'), bytes.includes('PK\x03\x04')]).toEqual([false, false]);
  });

  test('a HEIC photo is refused with a way out', async () => {
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
      Buffer.alloc(200),
    ]);
    const result = await store(new Uint8Array(heic), 'IMG_0001.jpg');
    expect(result).toEqual({ ok: false, reason: 'heic' });
    if (!result.ok) expect(mediaRefusal('id', result)).toContain('Paling Kompatibel');
  });

  test('a picture that unfolds to a wall of pixels is refused', async () => {
    expect(await store(new Uint8Array(bomb(20_000, 20_000)))).toEqual({ ok: false, reason: 'not_a_picture' });
  });

  test('a file of more than 25 MB is refused unread', async () => {
    expect(await store(new Uint8Array(25 * 1024 * 1024 + 1))).toEqual({ ok: false, reason: 'too_large' });
  });
});

test('several keep their order, and one that is refused keeps no other out', async () => {
  const results = await storePictures(backend, db, business, [
    new Blob([await plain(500, 500)]),
    new Blob(['bukan foto']),
    new Blob([await plain(500, 600)]),
  ]);
  expect(results.map((one) => (one.ok ? one.picture.height : one.reason))).toEqual([
    500,
    'not_a_picture',
    600,
  ]);
});

describe('frames', () => {
  let tall: string;
  let wide: string;
  const choice = (mediaId: string, more: Partial<PictureChoice> = {}): PictureChoice => ({
    ...newChoice(mediaId, 0, 'Gambar contoh'),
    ...more,
  });
  const frames = async (choices: PictureChoice[]) => {
    const made = await framePictures(backend, db, business, choices);
    if (!made.ok) throw new Error(made.reason);
    return made.pictures;
  };

  beforeAll(async () => {
    const halves = await sharp(await plain(1000, 2000, '#c01818'))
      .composite([{ input: Buffer.from(await plain(1000, 1000, '#1818c0')), left: 0, top: 1000 }])
      .jpeg()
      .toBuffer();
    tall = await stored(new Uint8Array(halves));
    wide = await stored(await plain(1600, 900));
  });

  test('a picture as it is needs none', async () => {
    const [made] = await frames([choice(wide)]);
    expect(made).toEqual({ media_id: wide, alt_text: 'Gambar contoh', width: 1440, height: 810 });
  });

  test('a crop shows the part that was to be kept, without a new upload', async () => {
    for (const [focus, channel] of [
      ['top', 0],
      ['bottom', 2],
    ] as const) {
      const [made] = await frames([choice(tall, { shape: 'square', fit: 'crop', focus })]);
      const bytes = await file(made!.media_id);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 1000, height: 1000 });
      const { channels } = await sharp(bytes).stats();
      expect(channels[channel]!.mean).toBeGreaterThan(180);
      expect(channels[2 - channel]!.mean).toBeLessThan(40);
    }
  });

  test('padding loses nothing and adds white', async () => {
    const [made] = await frames([choice(tall, { shape: 'landscape', fit: 'pad' })]);
    const image = sharp(await file(made!.media_id));
    const { width, height } = await image.metadata();
    expect(width! / height!).toBeCloseTo(1.91, 2);
    const { data } = await image.resize(9, 3, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)].every((value) => value > 250)).toBe(true);
  });

  test('the same frame asked twice, also at once, is one row', async () => {
    const asked = choice(tall, { shape: 'portrait', fit: 'crop', focus: 'centre' });
    const made = await Promise.all([frames([asked]), frames([asked]), frames([asked])]);
    expect(new Set(made.map(([one]) => one!.media_id)).size).toBe(1);
    const { data } = await db.from('media').select('id').eq('original_id', tall).eq('shape', 'portrait');
    expect(data).toHaveLength(1);
  });

  test('all pictures of a carousel take the frame of the first, and can be opened again', async () => {
    const made = await frames([
      choice(wide),
      { ...newChoice(tall, 1, 'Kedua'), fit: 'crop', focus: 'bottom' },
    ]);
    expect(made.map(({ width, height }) => [width, height])).toEqual([
      [1440, 810],
      [1440, 810],
    ]);
    const choices = await choicesOf(db, business, made);
    expect(choices).toEqual([
      choice(wide),
      { mediaId: tall, altText: 'Kedua', shape: 'same', fit: 'crop', focus: 'bottom' },
    ]);
    // A frame given as the picture leads back to its upload.
    expect(await frames([choices[0]!, { ...choices[1]!, mediaId: made[1]!.media_id }])).toEqual(made);
  });

  test("a picture that is gone, or another business's, is named by its place", async () => {
    const stranger = await signUpPerson(backend, 'orang.lain@contoh.test');
    const theirs = await makeBusiness(backend, stranger, 'usaha-lain');
    const as = backend.asUser(stranger.token);
    expect(await framePictures(backend, as, theirs, [choice(tall)])).toEqual({
      ok: false,
      reason: 'picture_gone',
      index: 0,
    });
  });
});

/** A PNG of a few kilobytes that claims, truthfully, to be very large and black. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  }
  return (value ^ 0xffff_ffff) >>> 0;
}
