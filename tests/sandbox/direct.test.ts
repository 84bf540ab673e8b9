/** Direct conversations, visitors' posts and mentions, announced as Meta announces them and refused where Meta refuses. */
import { expect, test } from 'vitest';
import { connect, jpeg, type Connected } from './support.ts';

const fields = [
  ...['feed', 'mention', 'messages', 'message_echoes', 'message_deliveries', 'message_reads'],
  ...['message_reactions', 'message_edits', 'messaging_postbacks'],
];
const picture = jpeg().toString('base64');

async function open(): Promise<Connected> {
  const world = await connect();
  const subscribed_fields = fields.join(',');
  await world.graph('POST', `${world.page.id}/subscribed_apps`, { subscribed_fields });
  return world;
}

async function heard({ sandbox, hub }: Connected) {
  await sandbox.settled();
  // Answers are looked into at will.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return hub.webhooks.map(({ body }) => JSON.parse(body) as any);
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const events = (bodies: any[]) => bodies.map(({ entry }) => entry[0].messaging[0]);

test('files, quotes, stories and advertisements come with a message', async () => {
  const world = await open();
  const { sandbox, instagram, page } = world;
  const { id: storyId } = (
    await world.graph('POST', `${instagram}/media`, {
      image_url: `${world.hub.url}/a.jpg`,
      media_type: 'STORIES',
    })
  ).body;
  const story = (await world.graph('POST', `${instagram}/media_publish`, { creation_id: storyId })).body.id;
  const { id } = sandbox.messages({
    ...{ account: instagram, persona: 'rina.contoh', text: 'Mau ini' },
    storyId: story,
  });
  sandbox.messages({
    ...{ account: instagram, persona: 'rina.contoh', quotes: id },
    files: [{ type: 'image', file: picture }, { type: 'ephemeral' }],
  });
  sandbox.messages({ account: page.id, persona: 'agus.contoh', files: [{ type: 'sticker', file: picture }] });
  sandbox.messages({ account: page.id, persona: 'agus.contoh', text: 'Promo?', fromAd: true });
  sandbox.messages({ account: page.id, persona: 'agus.contoh', unsupported: true });
  const said = events(await heard(world)).map(({ message }) => message);
  expect(said).toMatchObject([
    { text: 'Mau ini', reply_to: { story: { id: story } } },
    {
      reply_to: { mid: id },
      attachments: [{ type: 'image', payload: { url: expect.any(String) } }, { type: 'ephemeral' }],
    },
    { attachments: [{ type: 'image', payload: { sticker_id: 369239263222822 } }] },
    { referral: { source: 'ADS' } },
    { is_unsupported: true },
  ]);
  const { url } = said[1].attachments[0].payload;
  expect((await fetch(url)).status).toBe(200);
  sandbox.expiries({ messageId: said[1].mid });
  expect((await fetch(url)).status).toBe(404);
  expect(() => sandbox.messages({ account: instagram, persona: 'rina.contoh' })).toThrow('nothing is said');
  expect(() =>
    sandbox.messages({ account: instagram, persona: 'rina.contoh', text: 'x', storyId: 'x' }),
  ).toThrow();
});

test('reactions, edits, reading, delivery and buttons are told in each network’s own way', async () => {
  const world = await open();
  const { sandbox, instagram, page } = world;
  const said: Record<string, string> = {};
  for (const account of [instagram, page.id]) {
    const asked = sandbox.messages({ account, persona: 'rina.contoh', text: 'Halo' });
    const answer = sandbox.messages({ account, persona: 'rina.contoh', text: 'Ya', fromBusiness: true });
    said[account] = answer.id;
    sandbox.reactions({ messageId: answer.id, emoji: '❤️' });
    sandbox.reactions({ messageId: answer.id, emoji: null });
    sandbox.messageEdits({ messageId: asked.id, text: 'Halo, Kak' });
    sandbox.arrivals({ account, persona: 'rina.contoh' });
    sandbox.reads({ account, persona: 'rina.contoh' });
    sandbox.messages({ account, persona: 'rina.contoh', text: 'Menu', button: true });
  }
  const all = events(await heard(world));
  const ofInstagram = all.filter(({ sender, recipient }) => [sender.id, recipient.id].includes(instagram));
  expect(ofInstagram.slice(2)).toMatchObject([
    { reaction: { mid: said[instagram], action: 'react', emoji: '❤️' } },
    { reaction: { mid: said[instagram], action: 'unreact' } },
    { message_edit: { text: 'Halo, Kak', num_edit: 1 } },
    { read: { mid: said[instagram] } },
    { postback: { title: 'Menu' } },
  ]);
  const ofPage = all.filter((event) => !ofInstagram.includes(event)).slice(2);
  expect(ofPage.map((event) => Object.keys(event).at(-1))).toEqual([
    ...['reaction', 'reaction', 'message_edit', 'delivery', 'read', 'postback'],
  ]);
  expect(ofPage[3].delivery).toMatchObject({ mids: [said[page.id]] });
  expect(ofPage[4].read).toEqual({ watermark: expect.any(Number) });
});

test('Instagram tells what was taken back, Messenger does not', async () => {
  const world = await open();
  const { sandbox, instagram, page } = world;
  const { id } = sandbox.messages({ account: instagram, persona: 'rina.contoh', text: 'Salah kirim' });
  sandbox.unsends({ messageId: id });
  expect(events(await heard(world))[1]).toMatchObject({ message: { mid: id, is_deleted: true } });
  expect((await world.graph('GET', id)).body.error.code).toBe(100);
  const other = sandbox.messages({ account: page.id, persona: 'rina.contoh', text: 'Salah kirim' });
  expect(() => sandbox.unsends({ messageId: other.id })).toThrow('Messenger');
});

test('a visitor’s post stands in the feed and not among the Page’s own', async () => {
  const world = await open();
  const { sandbox, graph, page } = world;
  const { id, authorId } = sandbox.visits({
    account: page.id,
    persona: 'siti.contoh',
    text: 'Belum datang',
    picture,
  });
  sandbox.visitChanges({ postId: id, text: 'Sudah datang' });
  sandbox.visitChanges({ postId: id, remove: true });
  const values = (await heard(world)).map(({ entry }) => entry[0].changes[0].value);
  expect(values).toMatchObject([
    { item: 'photo', verb: 'add', post_id: id, from: { id: authorId }, link: expect.any(String) },
    { verb: 'edited', message: 'Sudah datang' },
    { verb: 'remove', post_id: id },
  ]);
  const again = sandbox.visits({ account: page.id, persona: 'siti.contoh', text: 'Halo' });
  const ids = async (edge: string) =>
    (await graph('GET', `${page.id}/${edge}`, { fields: 'id,from' })).body.data.map(
      (post: { id: string }) => post.id,
    );
  expect(await ids('feed')).toEqual([again.id]);
  expect(await ids('visitor_posts')).toEqual([again.id]);
  expect(await ids('published_posts')).toEqual([]);
});

test('a mention says where alone, and its words are shown only through the account that is mentioned', async () => {
  const world = await open();
  const { sandbox, graph, instagram, page } = world;
  const { id, mediaId } = sandbox.mentions({
    account: instagram,
    persona: 'rina.contoh',
    text: '@dapur enak',
  });
  const [told] = await heard(world);
  expect(told.entry[0].changes[0]).toEqual({
    field: 'mentions',
    value: { media_id: mediaId, comment_id: id },
  });
  const asked = await graph('GET', instagram, {
    fields: `mentioned_comment.comment_id(${id}){id,text,username,media{id,permalink}}`,
  });
  expect(asked.body.mentioned_comment).toMatchObject({ id, text: '@dapur enak', media: { id: mediaId } });
  const refused = [
    await graph('GET', id, { fields: 'id' }),
    await graph('GET', instagram, { fields: 'mentioned_comment.comment_id(1){id}' }),
    await graph('GET', instagram, { fields: `mentioned_media.media_id(${id}){id}` }),
  ];
  expect(refused.map(({ body }) => body.error.code)).toEqual([100, 100, 100]);
  const onPage = sandbox.mentions({
    account: page.id,
    persona: 'rina.contoh',
    text: 'Coba Dapur',
    inComment: false,
  });
  expect((await graph('GET', onPage.id, { fields: 'message' })).body.message).toBe('Coba Dapur');
});
