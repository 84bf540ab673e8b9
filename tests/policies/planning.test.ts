import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, serviceAlone, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'media'), () => {
  testTable(people, 'media', {
    row: (world) => ({ id: world.media }),
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
      }),
    },
    update: { ...noOne, values: { width: 2 } },
    remove: noOne,
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
