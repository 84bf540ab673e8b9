import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, serviceAlone, testTable, type Everyone } from './table-cases.ts';

const people = usePeople();

/** Members plan; the service plants samples. */
const plan: Everyone = {
  owner: 'done',
  staff: 'done',
  stranger: 'denied',
  nobody: 'denied',
  service: 'done',
};

describe(covers('table', 'media'), () => {
  testTable(people, 'media', {
    row: (world) => ({ id: world.media }),
    read: membersAndService,
    insert: {
      ...plan,
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        mime: 'image/jpeg',
        bytes: 10,
        width: 1,
        height: 1,
      }),
    },
    update: { ...noOne, values: { width: 2 } },
    remove: noOne,
  });
});

describe(covers('table', 'posts'), () => {
  testTable(people, 'posts', {
    row: (world) => ({ id: world.post }),
    read: membersAndService,
    insert: {
      ...plan,
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

  test('the writer is who the session says', async () => {
    const id = randomUUID();
    const values = { id, business_id: people.a.business, media_type: 'text', caption: 'Contoh' };
    await people.as('staff').from('posts').insert(values).throwOnError();
    const [post] = await people.sql`select created_by from posts where id = ${id}`;
    expect(post).toEqual({ created_by: people.staff.id });
    await people.sql`delete from posts where id = ${id}`;
  });
});

describe(covers('table', 'post_media'), () => {
  testTable(people, 'post_media', {
    row: (world) => ({ post_id: world.post, position: 1 }),
    read: membersAndService,
    insert: {
      ...plan,
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

  test("a stranger's post shows no picture of ours, nor ours theirs", async () => {
    const { a, b } = people;
    const mixtures = [
      { post_id: b.post, media_id: a.media, business_id: b.business },
      { post_id: a.post, media_id: b.media, business_id: b.business },
    ];
    for (const mixture of mixtures) {
      const { error } = await people
        .as('stranger')
        .from('post_media')
        .insert({ ...mixture, position: 3 });
      expect(error?.code).toBe('23503');
    }
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
