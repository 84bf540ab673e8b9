import { expect, test } from 'vitest';
import { connect, type Connected } from './support.ts';

const onInstagram = async ({ sandbox, instagram }: Connected) =>
  (await sandbox.posts({ account: instagram, caption: 'Rabeg' })).id;

const onPage = async ({ sandbox, page }: Connected) =>
  (await sandbox.posts({ account: page.id, caption: 'Rabeg' })).id;

test('Instagram comments are listed, answered, hidden and deleted under their own names', async () => {
  const world = await connect();
  const { graph, sandbox } = world;
  const postId = await onInstagram(world);
  const asked = sandbox.comments({ postId, persona: 'rina.contoh', text: 'Harga berapa?' });
  const reply = await graph('POST', `${asked.id}/replies`, { message: 'Rp25.000' });
  const list = await graph('GET', `${postId}/comments`, {
    fields: 'id,text,timestamp,username,from{id,username},hidden,parent_id,replies{id,text,from}',
  });
  expect(list.body.data).toHaveLength(1);
  expect(list.body.data[0]).toMatchObject({
    id: asked.id,
    text: 'Harga berapa?',
    username: 'rina.contoh',
    from: { id: asked.authorId, username: 'rina.contoh' },
    hidden: false,
    replies: { data: [{ id: reply.body.id, text: 'Rp25.000', from: { id: world.instagram } }] },
  });
  expect((await graph('GET', asked.id, { fields: 'message' })).body.error.code).toBe(100);
  await graph('POST', asked.id, { hide: true });
  expect((await graph('GET', asked.id, { fields: 'hidden' })).body.hidden).toBe(true);
  await graph('POST', reply.body.id, { hide: true });
  expect((await graph('GET', reply.body.id, { fields: 'hidden' })).body.hidden).toBe(false);
  await graph('DELETE', asked.id);
  expect((await graph('GET', reply.body.id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
});

test('Page comments have other names, an order and a since', async () => {
  let now = Date.UTC(2026, 9, 1);
  const world = await connect({ now: () => now });
  const { graph, sandbox } = world;
  const postId = await onPage(world);
  const first = sandbox.comments({ postId, persona: 'Bu Tini (contoh)', text: 'Enak' });
  now += 60_000;
  const second = sandbox.comments({ postId, persona: 'agus.contoh', text: 'Kirim ke Cilegon?' });
  const reply = await graph('POST', `${second.id}/comments`, { message: 'Bisa' });
  const fields = 'id,message,from,created_time,parent{id},is_hidden,can_reply_privately';
  const top = await graph('GET', `${postId}/comments`, { fields, order: 'reverse_chronological' });
  expect(top.body.data.map((comment: { id: string }) => comment.id)).toEqual([second.id, first.id]);
  expect(top.body.data[1]).toMatchObject({
    message: 'Enak',
    from: { name: 'Bu Tini (contoh)' },
    is_hidden: false,
  });
  const stream = await graph('GET', `${postId}/comments`, { fields, filter: 'stream', since: now / 1000 });
  expect(stream.body.data).toHaveLength(2);
  expect(stream.body.data[1]).toMatchObject({ id: reply.body.id, parent: { id: second.id } });
  await graph('POST', first.id, { is_hidden: true });
  expect((await graph('GET', first.id, { fields: 'is_hidden' })).body.is_hidden).toBe(true);
  await graph('POST', `${first.id}/likes`);
  expect((await graph('GET', first.id, { fields: 'like_count' })).body.like_count).toBe(1);
});

test('pages of comments follow the cursor to the end', async () => {
  const world = await connect();
  const { graph, sandbox } = world;
  const postId = await onPage(world);
  for (let index = 0; index < 7; index += 1)
    sandbox.comments({ postId, persona: 'siti.contoh', text: `${index}` });
  const seen: string[] = [];
  let answer = (await graph('GET', `${postId}/comments`, { fields: 'message', limit: 3 })).body;
  for (;;) {
    seen.push(...answer.data.map((comment: { message: string }) => comment.message));
    if (!answer.paging.next) break;
    answer = await (await fetch(answer.paging.next)).json();
  }
  expect(seen).toEqual(['0', '1', '2', '3', '4', '5', '6']);
});

test('a private reply goes out once, within seven days', async () => {
  let now = Date.UTC(2026, 9, 1);
  const world = await connect({ now: () => now });
  const { graph, sandbox, page } = world;
  const postId = await onInstagram(world);
  const asked = sandbox.comments({ postId, persona: 'rina.contoh', text: 'Masih ada?' });
  const late = sandbox.comments({ postId, persona: 'rina.contoh', text: 'Halo?' });
  const send = (commentId: string) =>
    graph('POST', `${page.id}/messages`, {
      recipient: { comment_id: commentId },
      message: { text: 'Masih' },
    });
  const sent = await send(asked.id);
  expect(sent.body).toEqual({ recipient_id: asked.authorId, message_id: expect.stringMatching(/^m_/) });
  expect((await send(asked.id)).body.error.code).toBe(10900);
  now += 8 * 86_400_000;
  expect((await send(late.id)).body.error).toMatchObject({ code: 10, error_subcode: 2534022 });
});

test.each([
  ['instagram', 2534022],
  ['facebook', 2018278],
])('direct messages on %s close after a day', async (platform, subcode) => {
  let now = Date.UTC(2026, 9, 1);
  const { graph, sandbox, page, instagram } = await connect({ now: () => now });
  const account = platform === 'instagram' ? instagram : page.id;
  const { contactId } = sandbox.messages({ account, persona: 'bayu.contoh', text: 'Buka jam berapa?' });
  const send = () =>
    graph('POST', 'me/messages', {
      recipient: { id: contactId },
      message: { text: 'Jam 8' },
      messaging_type: 'RESPONSE',
    });
  expect((await send()).body.recipient_id).toBe(contactId);
  const conversations = await graph('GET', `${page.id}/conversations`, {
    platform: platform === 'instagram' ? 'instagram' : 'messenger',
    user_id: contactId,
    fields: 'id,messages{id,message,from}',
  });
  expect(conversations.body.data[0].messages.data.map((item: { message: string }) => item.message)).toEqual([
    'Jam 8',
    'Buka jam berapa?',
  ]);
  now += 86_400_001;
  expect((await send()).body.error).toMatchObject({ code: 10, error_subcode: subcode });
});

test('a message is words or a picture, with no tag that was ended, and with the feature for its tag', async () => {
  const { graph, sandbox, page, hub } = await connect();
  const { contactId } = sandbox.messages({ account: page.id, persona: 'bayu.contoh', text: 'Ada foto?' });
  const send = async (message: object, more: object = {}) =>
    (await graph('POST', 'me/messages', { recipient: { id: contactId }, message, ...more })).body;
  const attachment = { type: 'image', payload: { url: `${hub.url}/a.jpg` } };
  expect((await send({ text: 'Ini', attachment })).error.code).toBe(100);
  expect((await send({ attachment })).message_id).toMatch(/^m_/);
  const ended = { messaging_type: 'MESSAGE_TAG', tag: 'POST_PURCHASE_UPDATE' };
  expect((await send({ text: 'Ini' }, ended)).error.code).toBe(100);
  expect((await send({ text: 'Ini' }, { messaging_type: 'MESSAGE_TAG' })).error.code).toBe(100);
  const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  expect((await send({ text: 'Ini' }, human)).error.code).toBe(10);
  sandbox.settings({ humanAgent: true });
  expect((await send({ text: 'Ini' }, human)).message_id).toMatch(/^m_/);
});

test('who comments on a Page may have another id than in Messenger', async () => {
  const world = await connect({ settings: { ownCommenterIds: true } });
  const { graph, sandbox, page } = world;
  const asked = sandbox.comments({ postId: await onPage(world), persona: 'rina.contoh', text: 'Ada?' });
  const before = await graph('GET', asked.id, { fields: 'from,private_reply_conversation{id}' });
  expect(before.body).toMatchObject({ from: { id: asked.authorId } });
  expect(before.body.private_reply_conversation).toBeUndefined();
  const recipient = { comment_id: asked.id };
  const sent = await graph('POST', `${page.id}/messages`, { recipient, message: { text: 'Ada' } });
  expect(sent.body.recipient_id).not.toBe(asked.authorId);
  const fields = 'private_reply_conversation{participants,messages{id}}';
  const after = (await graph('GET', asked.id, { fields })).body.private_reply_conversation;
  expect(after.messages.data).toEqual([{ id: sent.body.message_id }]);
  expect(after.participants.data[0].id).toBe(sent.body.recipient_id);
});

test('insights are empty at first, and one wrong metric fails the call', async () => {
  let now = Date.UTC(2026, 9, 1);
  const world = await connect({ now: () => now });
  const postId = await onInstagram(world);
  const read = (metric: string) => world.graph('GET', `${postId}/insights`, { metric });
  expect((await read('reach,likes')).body).toEqual({ data: [] });
  now += 7_200_000;
  expect((await read('reach,likes')).body.data).toHaveLength(2);
  expect((await read('reach,impressions')).body.error.code).toBe(100);
});
