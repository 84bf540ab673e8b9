/**
 * What a business keeps: videos, the quota, what is used and what goes.
 * Long, because all of it shares one stored library.
 */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Backend, Db } from '#platform/backend/index.ts';
import {
  addMedia,
  deleteMedia,
  describeMedia,
  forgetUnusedMedia,
  listMedia,
  mediaRefusal,
  mediaUsage,
} from '#media/library/index.ts';
import { findVideoFile, storeVideo, videoProblem } from '#media/videos/index.ts';
import { framePictures, newChoice, readPicture, storePicture, storePictures } from '#media/pictures/index.ts';
import { mediaDrains } from '#media/jobs.ts';
import { makeBusiness, openTestBackend, signUpPerson, type TestPerson } from '../support/backend.ts';
import { film } from './mp4.ts';
import { plain } from './photos.ts';

let backend: Backend;
let owner: TestPerson;
let db: Db;
let business: string;
let shop = 0;

beforeAll(async () => {
  backend = await openTestBackend();
  owner = await signUpPerson(backend, 'pemilik@contoh.test');
  db = backend.asUser(owner.token);
});
beforeEach(async () => {
  business = await makeBusiness(backend, owner, `usaha-${(shop += 1)}-contoh`);
});
afterAll(() => backend.close());

const clip = (of: Parameters<typeof film>[0] = {}) => new Blob([film(of)]);
const keepFilm = (of: Parameters<typeof film>[0] = {}, options = {}) =>
  storeVideo(backend, db, business, clip(of), options);

async function picture(width = 500, height = 500): Promise<string> {
  const result = await storePicture(backend, db, business, new Blob([await plain(width, height)]));
  if (!result.ok) throw new Error(result.reason);
  return result.picture.id;
}

/** A post that shows these, as `save_post` makes it. */
async function post(media: string[], alt = ''): Promise<string> {
  const id = randomUUID();
  await db
    .rpc('save_post', {
      post: id,
      business,
      expected_version: 0,
      content: { media_type: 'photo', caption: `Tulisan ${id.slice(0, 4)}` },
      pictures: media.map((media_id) => ({ media_id, alt_text: alt })),
      targets: [],
      facts: [],
      submit: false,
      valid_hours: 6,
    })
    .throwOnError();
  return id;
}

const removed = async () => {
  await mediaDrains.find(({ name }) => name === 'media.remove_files')!.run(backend);
};
const files = async (id: string) =>
  (await backend.asService('test').storage.from('media').list('', { search: id })).data!.map(
    ({ name }) => name,
  );

describe('a video', () => {
  test('is stored as it came, and read in parts', async () => {
    const made = await keepFilm({ duration: 12_000, frames: 70_000 });
    if (!made.ok) throw new Error(made.reason);
    expect(made.video).toMatchObject({
      durationMs: 12_000,
      codec: 'h264',
      mime: 'video/mp4',
      hasPoster: false,
    });
    const kept = await findVideoFile(backend, made.video.id, 'video/mp4');
    expect(kept?.size).toBe(film({ duration: 12_000, frames: 70_000 }).length);
    const bytes = await new Response((await kept!.open()) as BodyInit).bytes();
    expect(bytes).toEqual(film({ duration: 12_000, frames: 70_000 }));
    expect(await findVideoFile(backend, made.video.id, 'video/quicktime')).toBeNull();
  });

  test('has a picture for lists: the still of the browser, or a neutral one', async () => {
    const still = new Blob([await plain(1080, 1920, '#1818c0')]);
    const [given, none] = [await keepFilm({}, { poster: still }), await keepFilm({})];
    if (!given.ok || !none.ok) throw new Error('not stored');
    const blue = sharp(
      Buffer.from(await (await readPicture(backend, given.video.id, 'whole'))!.arrayBuffer()),
    );
    expect(await blue.metadata()).toMatchObject({ width: 1080, height: 1920 });
    expect((await blue.stats()).channels[2]!.mean).toBeGreaterThan(180);
    const tile = await readPicture(backend, none.video.id, 'small');
    expect((await sharp(Buffer.from(await tile!.arrayBuffer())).metadata()).format).toBe('jpeg');
    expect([given.video.hasPoster, none.video.hasPoster]).toEqual([true, false]);
  });

  test('a still that is no picture is passed over', async () => {
    const made = await keepFilm({}, { poster: new Blob(['<svg/>']) });
    expect(made).toMatchObject({ ok: true, video: { hasPoster: false } });
  });

  test.each([
    ['too short', { duration: 2_900 }, {}, 'video_too_short', '3 detik'],
    ['too long for a reel', { duration: 901_000 }, {}, 'video_too_long', '15 menit'],
    ['too long for a story', { duration: 61_000 }, { use: 'story' }, 'video_too_long', '60 detik'],
    ['too wide', { width: 3840, height: 2160 }, {}, 'video_too_wide', '1080p'],
    ['another codec', { video: 'vp09' }, {}, 'video_codec', 'H.264'],
    ['another sound', { audio: 'ac-3' }, {}, 'video_sound', 'AAC'],
    ['for streaming', { fragmented: true }, {}, 'fragmented', 'MP4'],
  ])('%s is refused with what to do', async (_, of, options, reason, says) => {
    const result = await keepFilm(of, options);
    expect(result).toMatchObject({ ok: false, reason });
    if (!result.ok) expect(mediaRefusal('id', result)).toContain(says);
    expect((await mediaUsage(db, business)).used).toBe(0);
  });

  test('at the limits passes', async () => {
    expect([videoProblem(3_000, 'reel'), videoProblem(900_000, 'reel')]).toEqual([null, null]);
    expect([videoProblem(60_000, 'story'), videoProblem(60_001, 'story')]).toEqual([null, 'video_too_long']);
    expect(await keepFilm({ duration: 3_000, audio: null, video: 'hvc1', brand: 'qt  ' })).toMatchObject({
      ok: true,
      video: { codec: 'hevc', mime: 'video/quicktime' },
    });
  });

  test('of more than 100 MB, or that is none, is refused', async () => {
    const large = new Blob([film(), new Uint8Array(100 * 1024 * 1024)]);
    expect(await storeVideo(backend, db, business, large)).toMatchObject({ reason: 'video_too_large' });
    const jpeg = new Blob([await plain(9, 9)]);
    expect(await storeVideo(backend, db, business, jpeg)).toMatchObject({ reason: 'not_a_video' });
  });
});

describe('the quota', () => {
  const allow = (bytes: number) =>
    backend
      .asService('test')
      .from('businesses')
      .update({ media_quota_bytes: bytes })
      .eq('id', business)
      .throwOnError();

  test('is 2 GB unless said otherwise, and counts every file', async () => {
    const id = await picture(3000, 1000);
    const { used, quota } = await mediaUsage(db, business);
    const { data } = await db.from('media').select('bytes').eq('id', id).single().throwOnError();
    expect([quota, used]).toEqual([2_000_000_000, data.bytes]);
  });

  test('refuses with how much is used, and stores nothing', async () => {
    await picture();
    const { used } = await mediaUsage(db, business);
    await allow(used + 10);
    const result = await storePicture(backend, db, business, new Blob([await plain(500, 500)]));
    expect(result).toEqual({ ok: false, reason: 'quota', used, quota: used + 10 });
    if (!result.ok) expect(mediaRefusal('id', result)).toMatch(/penuh: terpakai \d+ kB dari \d+ kB/);
    expect(await mediaUsage(db, business)).toEqual({ used, quota: used + 10 });
    expect((await keepFilm()).ok).toBe(false);
  });

  test('holds frames too', async () => {
    const id = await picture(2000, 1000);
    const { used } = await mediaUsage(db, business);
    await allow(used);
    const choice = { ...newChoice(id, 0), shape: 'square', fit: 'crop' } as const;
    expect(await framePictures(backend, db, business, [choice])).toMatchObject({ reason: 'quota' });
  });

  test('two uploads at once do not pass it together', async () => {
    const bytes = await plain(500, 500);
    await picture();
    const { used: one } = await mediaUsage(db, business);
    await allow(one * 3);
    const results = await Promise.all(
      Array.from({ length: 8 }, () => storePicture(backend, db, business, new Blob([bytes]))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(2);
    expect((await mediaUsage(db, business)).used).toBe(one * 3);
  });
});

describe('the library', () => {
  test('lists newest first, in pages, with frames counted to their picture', async () => {
    const ids = [await picture(), await picture(2000, 1000), await picture()];
    const choice = { ...newChoice(ids[1]!, 0, 'Nasi'), shape: 'square', fit: 'crop' } as const;
    const framed = await framePictures(backend, db, business, [choice]);
    if (!framed.ok) throw new Error(framed.reason);
    const shown = await post([framed.pictures[0]!.media_id], 'Nasi');
    const first = await listMedia(db, business, null, 2);
    const rest = await listMedia(db, business, first.next, 2);
    const all = [...first.media, ...rest.media];
    expect(all.map(({ id }) => id)).toEqual([...ids].reverse());
    expect(rest.next).toBeNull();
    expect(all[1]).toMatchObject({ uses: 1, width: 2000, height: 1000, altText: 'Nasi', kind: 'picture' });
    expect(all[1]!.posts.map(({ id }) => id)).toEqual([shown]);
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    expect((await mediaUsage(db, business)).used).toBe(total);
  });

  test('a description is kept for the next time, and one given by hand is not overwritten', async () => {
    const id = await picture();
    expect(await describeMedia(db, business, id, 'Dengan tangan')).toBe(true);
    await post([id], 'Dari unggahan');
    expect((await listMedia(db, business, null)).media[0]?.altText).toBe('Dengan tangan');
    expect(await describeMedia(db, business, randomUUID(), 'x')).toBe(false);
  });

  test('what a post shows, in any frame, is not deleted', async () => {
    const id = await picture(2000, 1000);
    const framed = await framePictures(backend, db, business, [{ ...newChoice(id, 0), shape: 'square' }]);
    if (!framed.ok) throw new Error(framed.reason);
    await post([framed.pictures[0]!.media_id]);
    expect(await deleteMedia(db, business, id)).toBe('used');
    expect(await readPicture(backend, id, 'whole')).not.toBeNull();
  });

  test('what a product or a series shows, in any frame, is named and not deleted', async () => {
    const { sql } = backend;
    const id = await picture(2000, 1000);
    const framed = await framePictures(backend, db, business, [{ ...newChoice(id, 0), shape: 'square' }]);
    if (!framed.ok) throw new Error(framed.reason);
    const frame = framed.pictures[0]!.media_id;
    const [product] = await sql`insert into products (business_id, name, place)
      values (${business}, 'Sate bandeng', 1) returning id`;
    await sql`insert into product_media (product_id, business_id, position, media_id, alt_text)
      values (${product!.id}, ${business}, 1, ${frame}, 'Sate')`;
    const [series] = await sql`insert into post_series ${sql({
      business_id: business,
      name: 'Jam buka',
      weekdays: [2],
      local_hour: '09:00',
      first_day: '2027-01-01',
      valid_hours: 6,
      media_type: 'photo',
      message_type: 'conversational',
      goal: 'Tahu jam buka',
      goal_figure: 'saves',
      goal_value: 5,
      captions: ['Buka'],
      created_by: owner.id,
      updated_by: owner.id,
    })} returning id`;
    await sql`insert into series_media (series_id, business_id, position, media_id)
      values (${series!.id}, ${business}, 1, ${id})`;
    expect((await listMedia(db, business, null)).media).toMatchObject([
      {
        id,
        uses: 0,
        products: [{ id: product!.id, name: 'Sate bandeng' }],
        series: [{ id: series!.id, name: 'Jam buka' }],
      },
    ]);
    expect(await deleteMedia(db, business, id)).toBe('used');
    await sql`delete from post_series where id = ${series!.id}`;
    expect(await deleteMedia(db, business, id)).toBe('used');
    await sql`delete from products where id = ${product!.id}`;
    expect(await deleteMedia(db, business, id)).toBe('deleted');
  });

  test('what nothing shows is deleted with its frames and all their files', async () => {
    const id = await picture(2000, 1000);
    const framed = await framePictures(backend, db, business, [{ ...newChoice(id, 0), shape: 'square' }]);
    if (!framed.ok) throw new Error(framed.reason);
    const frame = framed.pictures[0]!.media_id;
    expect(await deleteMedia(db, business, id)).toBe('deleted');
    expect(await deleteMedia(db, business, id)).toBe('gone');
    expect((await mediaUsage(db, business)).used).toBe(0);
    await removed();
    expect([await files(id), await files(frame)]).toEqual([[], []]);
    expect((await backend.asService('test').from('media_removals').select()).data).toEqual([]);
  });

  test('a stranger deletes and describes nothing', async () => {
    const stranger = backend.asUser((await signUpPerson(backend, `lain.${shop}@contoh.test`)).token);
    const id = await picture();
    expect(await deleteMedia(stranger, business, id)).toBe('gone');
    expect(await describeMedia(stranger, business, id, 'x')).toBe(false);
    expect((await listMedia(stranger, business, null)).media).toEqual([]);
  });
});

describe('what was uploaded and never used', () => {
  const age = (id: string, days: number) =>
    backend.sql`update media set uploaded_at = now() - make_interval(days => ${days}) where id = ${id}`;

  test('goes after a month; what is used or younger stays', async () => {
    const [old, used, young, film] = [await picture(), await picture(), await picture(), await keepFilm()];
    if (!film.ok) throw new Error(film.reason);
    await post([used]);
    for (const id of [old, used, film.video.id]) await age(id, 31);
    await age(young, 29);
    expect(await forgetUnusedMedia(backend)).toBe(2);
    const left = (await listMedia(db, business, null)).media.map(({ id }) => id);
    expect(left.sort()).toEqual([used, young].sort());
    await removed();
    expect([await files(old), await files(film.video.id)]).toEqual([[], []]);
    expect(await files(used)).not.toEqual([]);
  });

  test('a frame nobody took goes, the picture it was made of stays', async () => {
    const id = await picture(2000, 1000);
    await framePictures(backend, db, business, [{ ...newChoice(id, 0), shape: 'square' }]);
    await post([id]);
    await backend.sql`update media set uploaded_at = now() - interval '40 days' where business_id = ${business}`;
    expect(await forgetUnusedMedia(backend)).toBe(1);
    expect((await listMedia(db, business, null)).media.map((one) => one.id)).toEqual([id]);
  });

  test('what a post takes at the same moment stays', async () => {
    const id = await picture();
    await age(id, 31);
    const postId = randomUUID();
    await backend.sql.begin(async (tx) => {
      await tx`insert into posts (id, business_id, media_type) values (${postId}, ${business}, 'photo')`;
      await tx`insert into post_media (post_id, business_id, position, media_id)
        values (${postId}, ${business}, 1, ${id})`;
      // The job runs on a connection of its own and sees nothing of this post.
      expect(await forgetUnusedMedia(backend)).toBe(0);
    });
    expect((await listMedia(db, business, null)).media[0]).toMatchObject({ id, uses: 1 });
    expect(await forgetUnusedMedia(backend)).toBe(0);
  });

  test('what another table holds stays, and keeps no other from going', async () => {
    const [held, free] = [await picture(), await picture()];
    for (const id of [held, free]) await age(id, 31);
    await backend.sql`create table holds_media (media_id uuid not null, business_id uuid not null,
      foreign key (media_id, business_id) references media (id, business_id) on delete no action deferrable initially deferred)`;
    await backend.sql`insert into holds_media values (${held}, ${business})`;
    expect(await forgetUnusedMedia(backend)).toBe(1);
    expect((await listMedia(db, business, null)).media.map(({ id }) => id)).toEqual([held]);
    expect(await deleteMedia(db, business, held)).toBe('used');
    await backend.sql`drop table holds_media`;
  });
});

test('a form with a good and a bad file keeps the good one and says what is wrong with the other', async () => {
  const data = new FormData();
  data.append('pictures.files', new File([await plain(500, 500)], 'baik.jpg'));
  data.append('pictures.files', new File(['x'], 'buruk.jpg'));
  data.append('video.file', new File([film({ duration: 1_000 })], 'film.mp4'));
  const scene = { backend, db, business, lang: 'id' } as const;
  const added = await addMedia(scene, data);
  expect(added.stored).toBe(1);
  expect(added.problems['pictures.files']).toMatch(/^buruk\.jpg: /);
  expect(added.problems['video.file']).toContain('3 detik');
  expect((await addMedia(scene, new FormData())).problems['pictures.files']).toContain('Pilih');
});

test('when a file can not be stored, its row goes again', async () => {
  const broken = {
    ...backend,
    asService: (reason: string) => {
      const real = backend.asService(reason);
      const storage = { from: () => ({ upload: async () => ({ error: new Error('the disk is full') }) }) };
      return new Proxy(real, {
        get: (target, key) => (key === 'storage' ? storage : Reflect.get(target, key)),
      });
    },
  } as Backend;
  const [bytes] = [await plain(500, 500)];
  await expect(storePictures(broken, db, business, [new Blob([bytes])])).rejects.toThrow('the disk is full');
  expect((await mediaUsage(db, business)).used).toBe(0);
});
