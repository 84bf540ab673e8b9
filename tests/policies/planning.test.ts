/** Who may do what with posts, targets and media. Long, because every person is tried at every table. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople, type Who } from './people.ts';
import { putBack } from './snapshot.ts';
import { membersAndService, noOne, serviceAlone, testTable, type Everyone } from './table-cases.ts';

const people = usePeople();
const membersOnly: Everyone = { ...membersAndService, service: 'denied' };

describe(covers('table', 'media'), () => {
  testTable(people, 'media', {
    row: (world) => ({ id: world.spare }),
    read: membersAndService,
    insert: {
      owner: 'done',
      staff: 'done',
      stranger: 'denied',
      nobody: 'denied',
      service: 'done',
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        mime: 'image/jpeg',
        bytes: 10,
        width: 1,
        height: 1,
        ...noFrame,
        ...noVideo,
      }),
    },
    update: { ...membersOnly, values: { alt_text: 'Keterangan contoh' } },
    remove: membersAndService,
  });

  test('what a post shows is deleted by nobody', async () => {
    for (const who of ['owner', 'service'] as const) {
      const { error } = await people.as(who).from('media').delete().eq('id', people.a.media);
      expect([who, error?.code]).toEqual([who, '23503']);
    }
  });

  test("a frame is of one's own upload, and of an upload only", async () => {
    const frame = (original: string) =>
      people
        .as('owner')
        .from('media')
        .insert({
          ...{
            id: randomUUID(),
            business_id: people.a.business,
            mime: 'image/jpeg',
            bytes: 10,
            width: 1,
            height: 1,
          },
          ...{ original_id: original, shape: 'square', fit: 'crop', focus: 'centre' },
        })
        .select('id')
        .single();
    expect((await frame(people.b.spare)).error?.code).toBe('23503');
    const made = await frame(people.a.spare);
    expect(made.error).toBeNull();
    expect((await frame(made.data!.id)).error?.code).toBe('23514');
    // Cascades to its frame.
    await people.sql`delete from media where id = ${made.data!.id}`;
  });

  test('nobody uploads past the quota, whatever they say', async () => {
    await people.sql`update businesses set media_quota_bytes = 5000 where id = ${people.a.business}`;
    const row = { business_id: people.a.business, mime: 'image/jpeg', width: 1, height: 1 };
    for (const who of ['owner', 'staff', 'service'] as const) {
      const { error } = await people
        .as(who)
        .from('media')
        .insert({ ...row, id: randomUUID(), bytes: 4000 });
      expect([who, error?.code, error?.hint]).toEqual([who, 'P0001', 'media_quota']);
    }
    await people.sql`update businesses set media_quota_bytes = default where id = ${people.a.business}`;
  });

  test('the quota is changed by the service alone', async () => {
    const change = (who: Who) =>
      people
        .as(who)
        .from('businesses')
        .update({ media_quota_bytes: 9_000_000_000 })
        .eq('id', people.a.business);
    for (const who of ['owner', 'staff', 'stranger', 'nobody'] as const)
      expect([who, (await change(who)).error?.code]).toEqual([who, '42501']);
    expect((await change('service')).error).toBeNull();
    await people.sql`update businesses set media_quota_bytes = default where id = ${people.a.business}`;
  });
});

const noFrame = {
  original_id: null,
  shape: null,
  fit: null,
  focus: null,
  original_width: null,
  original_height: null,
};
const noVideo = { duration_ms: null, video_bytes: null, codec: null, has_poster: false };

// Written by the trigger that sees a row go, worked off by the program.
describe(covers('table', 'media_removals'), () => {
  testTable(people, 'media_removals', {
    row: (world) => ({ media_id: world.removal }),
    read: serviceAlone,
    insert: { ...noOne, values: () => ({ media_id: randomUUID(), names: '{contoh.jpg}' }) },
    update: { ...noOne, values: { names: '{lain.jpg}' } },
    remove: serviceAlone,
  });
});

describe(covers('function', 'media_usage'), () => {
  test('members learn how much, others nothing', async () => {
    const usage = (who: Who) => call(people, who, 'media_usage', { business: people.a.business });
    const [{ used }] = await people.sql<[{ used: string }]>`
      select sum(bytes) as used from media where business_id = ${people.a.business}`;
    for (const who of ['owner', 'staff'] as const)
      expect(await usage(who)).toEqual([{ used: Number(used), quota: 2_000_000_000 }]);
    expect(await usage('stranger')).toEqual([]);
    for (const who of ['nobody', 'service'] as const)
      await expectRefusal(people, who, 'media_usage', { business: people.a.business });
  });
});

describe(covers('function', 'list_media'), () => {
  interface Shown {
    id: string;
    posts: { id: string }[];
    products: { id: string }[];
  }
  test('members see their uploads and the posts that show them, others nothing', async () => {
    const args = { business: people.a.business, size: 100 };
    for (const who of ['owner', 'staff'] as const) {
      const rows = await call<Shown[]>(people, who, 'list_media', args);
      const uploads =
        await people.sql`select id from media where business_id = ${args.business} and original_id is null`;
      expect(rows.map(({ id }) => id).sort()).toEqual(uploads.map((row) => String(row.id)).sort());
      const shown = rows.find(({ id }) => id === people.a.media);
      expect(shown?.posts.map(({ id }) => id)).toContain(people.a.post);
      expect(shown?.products.map(({ id }) => id)).toEqual([people.a.product]);
    }
    expect(await call(people, 'stranger', 'list_media', args)).toEqual([]);
    for (const who of ['nobody', 'service'] as const) await expectRefusal(people, who, 'list_media', args);
  });
});

describe(covers('function', 'forget_unused_media'), () => {
  test('people are refused', () => expectServiceAlone(people, 'forget_unused_media', { days: 30, size: 10 }));

  test('the program forgets what is old and unused, of every business, and writes its files down', async () => {
    const { sql, a, b } = people;
    const rows = await sql`select * from media`;
    await sql`update media set uploaded_at = now() - interval '31 days' where id in ${sql([a.media, a.spare, b.spare])}`;
    expect(await call(people, 'service', 'forget_unused_media', { days: 30, size: 1 })).toBe(1);
    expect(await call(people, 'service', 'forget_unused_media', { days: 30, size: 10 })).toBe(1);
    const left = (await sql`select id from media`).map((row) => row.id as string);
    expect(left).toContain(a.media);
    expect([left.includes(a.spare), left.includes(b.spare)]).toEqual([false, false]);
    const [due] = await sql`select names from media_removals where media_id = ${a.spare}`;
    expect(due!.names).toEqual(['.jpg', '-small.jpg', '-original.jpg'].map((end) => a.spare + end));
    await putBack(sql, 'media', [...rows]);
  });
});

// Members plan through save_post alone; the service plants samples.
describe(covers('table', 'posts'), () => {
  testTable(people, 'posts', {
    row: (world) => ({ id: world.post }),
    read: membersAndService,
    insert: {
      ...serviceAlone,
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        media_type: 'link',
        message_type: 'conversational',
        goal: 'Tujuan contoh',
        caption: 'Contoh',
        link: 'https://contoh.test/',
      }),
    },
    update: { ...noOne, values: { caption: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'post_media'), () => {
  testTable(people, 'post_media', {
    row: (world) => ({ post_id: world.post, position: 1 }),
    read: membersAndService,
    insert: {
      ...serviceAlone,
      values: (world) => ({
        post_id: world.post,
        business_id: world.business,
        position: 2,
        media_id: world.media,
        alt_text: 'Contoh',
      }),
    },
    update: { ...noOne, values: { alt_text: 'Diubah' } },
    remove: noOne,
  });

  test('not even the superuser shows the picture of another business in a post', async () => {
    const { a, b } = people;
    const insert = (post: string, media: string) => people.sql`
      insert into post_media (post_id, business_id, position, media_id)
      values (${post}, ${b.business}, 3, ${media})`;
    await expect(insert(b.post, a.media)).rejects.toMatchObject({ code: '23503' });
    await expect(insert(a.post, b.media)).rejects.toMatchObject({ code: '23503' });
  });
});

describe(covers('table', 'post_targets'), () => {
  testTable(people, 'post_targets', {
    row: (world) => ({ id: world.target }),
    read: membersAndService,
    insert: {
      ...serviceAlone,
      values: (world) => ({ post_id: world.post, business_id: world.business, channel_id: world.assisted }),
    },
    update: { ...noOne, values: { scheduled_zone: 'Asia/Jayapura' } },
    remove: noOne,
  });

  test('not even the superuser ties a post to the channel of another business', async () => {
    const { a, b } = people;
    const insert = (channel: string, business: string) => people.sql`
      insert into post_targets (post_id, business_id, channel_id) values (${a.post}, ${business}, ${channel})`;
    await expect(insert(b.assisted, a.business)).rejects.toMatchObject({ code: '23503' });
    await expect(insert(b.assisted, b.business)).rejects.toMatchObject({ code: '23503' });
  });
});
