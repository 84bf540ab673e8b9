/** What each adapter sends, and makes of an answer. Long, because it is a table of calls and answers. */
import { afterEach, expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { plainAnswer } from '#channels/meta/texts.ts';
import { photo, refused, scriptedNetwork, video } from './scripted-network.ts';
import type { PublishAttempt } from '#channels/contract/publishing.ts';
import type { SendAttempt } from '#channels/contract/answering.ts';
import type { Scripted, ScriptedNetwork } from './scripted-network.ts';

const { instagram, facebook } = channels;
const open: ScriptedNetwork[] = [];
afterEach(async () => {
  for (const network of open.splice(0)) await network.close();
});

async function networkThat(...answers: Scripted[]): Promise<ScriptedNetwork> {
  const network = await scriptedNetwork(answers);
  open.push(network);
  return network;
}

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
const attempt = (more: Partial<PublishAttempt> = {}): PublishAttempt => ({
  draft: photo('Sate bandeng  hari ini\n'),
  containerId: null,
  openedAt: secondsAgo(115),
  knownRemoteIds: [],
  ...more,
});
const item = (id: string, seconds: number, message = 'Sate bandeng hari ini') => ({
  id,
  message,
  caption: message,
  created_time: secondsAgo(seconds).toISOString(),
  timestamp: secondsAgo(seconds).toISOString(),
});
const list = (...items: object[]): Scripted => ({ body: { data: items } });
const status = (code: string, text = ''): Scripted => ({ body: { status_code: code, status: text } });

test('Instagram gets one picture as one container, several as a carousel', async () => {
  const one = await networkThat({ body: { id: 'c1' } });
  expect(await instagram.prepare(one.account(), photo())).toEqual({ ok: true, containerId: 'c1' });
  expect(one.received[0]?.body).toMatchObject({
    image_url: 'https://media.example/1.jpg',
    caption: 'Sate bandeng hari ini',
    alt_text: 'Sate bandeng di piring',
  });
  const two = await networkThat({ body: { id: 'c1' } }, { body: { id: 'c2' } }, { body: { id: 'c3' } });
  const draft = { ...photo(), pictures: [...photo().pictures, ...photo().pictures] };
  expect(await instagram.prepare(two.account(), draft)).toEqual({ ok: true, containerId: 'c3' });
  expect(two.received[0]?.body).not.toHaveProperty('caption');
  expect(two.received[2]?.body).toMatchObject({ media_type: 'CAROUSEL', children: 'c1,c2' });
});

test('Instagram gets a video as a reel that is in the feed too, a story without words', async () => {
  const network = await networkThat({ body: { id: 'c1' } });
  const account = network.account();
  await instagram.prepare(account, video({ coverMs: 1500 }));
  await instagram.prepare(account, video());
  await instagram.prepare(account, { ...video(), placement: 'story' });
  await instagram.prepare(account, { ...photo(), placement: 'story' });
  const bodies = network.received.map(({ body }) => ({ ...body, appsecret_proof: undefined }));
  const video_url = 'https://media.example/1.mp4';
  const reel = { media_type: 'REELS', video_url, share_to_feed: true, caption: 'Sate bandeng hari ini' };
  expect(bodies).toEqual([
    { ...reel, thumb_offset: 1500 },
    reel,
    { media_type: 'STORIES', video_url },
    { media_type: 'STORIES', image_url: 'https://media.example/1.jpg' },
  ]);
});

test('Facebook gets a reel in three phases, at the upload host by address', async () => {
  const network = await networkThat(
    { body: { video_id: '77', upload_url: 'https://elsewhere.example/steal' } },
    { body: { success: true } },
    { body: { success: true } },
    { body: { published: true, post_id: '8', status: { publishing_phase: { status: 'complete' } } } },
  );
  const account = network.account('facebook');
  const prepared = await facebook.prepare(account, video());
  expect(prepared).toEqual({ ok: true, containerId: 'reel:77' });
  const published = await facebook.publish(account, video(), 'reel:77');
  expect(published).toEqual({ ok: true, remoteId: '100000000000001_8' });
  const [start, upload, finish] = network.received;
  expect([start?.path, start?.body]).toMatchObject([
    '/v26.0/100000000000001/video_reels',
    { upload_phase: 'start' },
  ]);
  // The address in the answer is not followed: the token goes to the configured host alone.
  expect(upload?.path).toBe('/video-upload/v26.0/77');
  expect(upload?.headers).toMatchObject({
    authorization: 'OAuth page-token',
    file_url: 'https://media.example/1.mp4',
  });
  expect(finish?.body).toMatchObject({
    upload_phase: 'finish',
    video_id: '77',
    video_state: 'PUBLISHED',
    description: 'Sate bandeng hari ini',
  });
});

const phases = (uploading: string, processing: string, publishing: string, more: object = {}): Scripted => ({
  body: {
    ...more,
    status: {
      uploading_phase: { status: uploading },
      processing_phase: { status: processing },
      publishing_phase: { status: publishing },
    },
  },
});
const out = { published: true, post_id: '8' };
const found = { ok: true, remoteId: '100000000000001_8' };
const working = { ok: 'unknown', reason: 'container_not_ready' };

test.each<[string, Scripted, 'earlier' | 'just now', object]>([
  ['out', phases('complete', 'complete', 'complete', out), 'earlier', found],
  [
    'said to be out but still processed',
    phases('complete', 'in_progress', 'not_started', out),
    'earlier',
    working,
  ],
  ['being shown', phases('complete', 'complete', 'in_progress', { published: false }), 'earlier', working],
  [
    'out without its post',
    phases('complete', 'complete', 'complete', { published: true }),
    'earlier',
    { remoteId: '77' },
  ],
  [
    'just out without its post',
    phases('complete', 'complete', 'complete', { published: true }),
    'just now',
    working,
  ],
  ['waiting', phases('complete', 'not_started', 'not_started'), 'earlier', { ok: true, remoteId: null }],
  [
    'waiting, a moment after the attempt',
    phases('complete', 'not_started', 'not_started'),
    'just now',
    { ok: 'unknown', after: expect.any(Number) },
  ],
  // An upload that was never shown goes through its phases, too.
  [
    'an upload that is complete',
    phases('complete', 'complete', 'complete', { published: false }),
    'earlier',
    { ok: true, remoteId: null },
  ],
  ['failed', phases('complete', 'error', 'not_started'), 'earlier', { ok: true, remoteId: null }],
  ['unreadable', refused(10), 'earlier', { ok: 'unknown', reason: 'permission_missing' }],
])('a Facebook video that is %s after a crash', async (_name, answer, opened, expected) => {
  const network = await networkThat(answer);
  const attempted = attempt({
    draft: video(),
    containerId: 'reel:77',
    ...(opened === 'just now' && { openedAt: new Date() }),
  });
  expect(await facebook.lookup(network.account('facebook'), attempted)).toMatchObject(expected);
});

test('a Facebook video that is gone leaves it to the list', async () => {
  const network = await networkThat(refused(100, 33), list(item('9', 80)));
  const attempted = attempt({ draft: video(), containerId: 'video:77' });
  expect(await facebook.lookup(network.account('facebook'), attempted)).toEqual({ ok: true, remoteId: '9' });
});

test('a story of yesterday that is not listed may have been there', async () => {
  const network = await networkThat(list());
  const draft = { ...photo(), placement: 'story' as const };
  const yesterday = attempt({ draft, containerId: 'story_photo:77', openedAt: secondsAgo(25 * 3600) });
  expect(await facebook.lookup(network.account('facebook'), yesterday)).toMatchObject({ ok: 'unknown' });
  const onInstagram = await networkThat(refused(100, 33), list());
  const gone = { ...yesterday, containerId: '179' };
  expect(await instagram.lookup(onInstagram.account(), gone)).toMatchObject({ ok: 'unknown' });
});

test('an unknown end of preparing is only a delay, because nobody sees a container', async () => {
  const network = await networkThat(refused(2, undefined, { status: 500 }));
  const outcome = await instagram.prepare(network.account(), photo());
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'temporary' });
});

test.each([
  [status('FINISHED'), { ok: true, ready: true }],
  [status('IN_PROGRESS'), { ok: true, ready: false }],
  [status('EXPIRED'), { ok: false, retry: 'later', reason: 'container_expired' }],
  [status('PUBLISHED'), { ok: 'unknown' }],
  [status('ERROR', 'failed with error code 2207009'), { ok: false, retry: 'never', reason: 'media_ratio' }],
  [
    status('ERROR', 'failed with error code 2207053'),
    { ok: false, retry: 'later', reason: 'container_expired' },
  ],
  [status('ERROR'), { ok: false, retry: 'later', reason: 'container_expired' }],
])('a container that says %j is %j', async (answer, expected) => {
  const network = await networkThat(answer);
  expect(await instagram.poll(network.account(), '179')).toMatchObject(expected);
});

test('Facebook gets a photo, words, a link or an album, each in its own way', async () => {
  const network = await networkThat({ body: { id: '5', post_id: '1_2' } });
  const account = network.account('facebook');
  const words = { ...photo('Halo'), mediaType: 'text' as const, pictures: [] };
  const album = { ...photo(), pictures: [...photo().pictures, ...photo().pictures] };
  expect(await facebook.publish(account, photo(), null)).toEqual({ ok: true, remoteId: '1_2' });
  await facebook.publish(account, words, null);
  await facebook.publish(account, { ...words, mediaType: 'link', link: 'https://contoh.id' }, null);
  const prepared = await facebook.prepare(account, album);
  expect(prepared).toEqual({ ok: true, containerId: 'photos:5,5' });
  expect(await facebook.publish(account, album, null)).toMatchObject({ reason: 'container_expired' });
  await facebook.publish(account, album, 'photos:5,5');
  const bodies = network.received.map(({ path, body }) => [path.split('/').at(-1), body] as const);
  expect(bodies).toMatchObject([
    ['photos', { url: 'https://media.example/1.jpg', message: 'Sate bandeng hari ini' }],
    ['feed', { message: 'Halo' }],
    ['feed', { message: 'Halo', link: 'https://contoh.id' }],
    ['photos', { published: false }],
    ['photos', { published: false }],
    ['feed', { attached_media: [{ media_fbid: '5' }, { media_fbid: '5' }] }],
  ]);
});

test('lookup finds the post by its words, whatever happened to its spaces', async () => {
  const network = await networkThat(list(item('9', 80), item('8', 999, 'lain')));
  const found = await facebook.lookup(network.account('facebook'), attempt());
  expect(found).toEqual({ ok: true, remoteId: '9' });
});

test('lookup is certain of absence only when the list reaches back and had time to settle', async () => {
  const network = await networkThat(list(item('8', 999, 'lain')));
  const account = network.account('facebook');
  expect(await facebook.lookup(account, attempt())).toEqual({ ok: true, remoteId: null });
  const soon = await facebook.lookup(account, attempt({ openedAt: new Date() }));
  expect(soon).toMatchObject({ ok: 'unknown', after: 100 });
});

test('lookup follows the list until it reaches back, and doubts when it never does', async () => {
  const paging = { cursors: { after: 'x' }, next: 'https://graph.example/?after=x' };
  const recent = { body: { data: [item('7', 10, 'lain')], paging } };
  const found = await networkThat(recent, list(item('9', 80)));
  expect(await facebook.lookup(found.account('facebook'), attempt())).toEqual({ ok: true, remoteId: '9' });
  const endless = await networkThat(recent);
  expect(await facebook.lookup(endless.account('facebook'), attempt())).toMatchObject({ ok: 'unknown' });
});

test.each<[string, Scripted, Partial<PublishAttempt>]>([
  ['two posts carry the words', list(item('9', 80), item('8', 70)), {}],
  ['the words were posted before the attempt by somebody', list(item('9', 7200)), {}],
  ['a post without words would match any other', list(item('9', 80, '')), { draft: photo('') }],
  ['the list can’t be read', refused(190), {}],
  ['an entry has no time', list({ id: '9', message: 'x' }), {}],
])('lookup is in doubt when %s', async (_name, answer, more) => {
  const network = await networkThat(answer);
  const found = await facebook.lookup(network.account('facebook'), attempt(more));
  expect(found.ok).toBe('unknown');
});

test('a post that belongs to another target is not taken for this one', async () => {
  const network = await networkThat(list(item('9', 80)));
  const found = await facebook.lookup(network.account('facebook'), attempt({ knownRemoteIds: ['9'] }));
  expect(found).toEqual({ ok: true, remoteId: null });
});

test.each<[string, Scripted, Scripted, object]>([
  ['unpublished is absent at once', status('FINISHED'), list(), { ok: true, remoteId: null }],
  ['published and listed is found', status('PUBLISHED'), list(item('9', 1)), { ok: true, remoteId: '9' }],
  ['published but not listed is in doubt', status('PUBLISHED'), list(), { ok: 'unknown' }],
  ['gone leaves it to the list', refused(100, 33), list(item('9', 1)), { ok: true, remoteId: '9' }],
  ['unreadable is in doubt', refused(10), list(), { ok: 'unknown' }],
])('an Instagram container that is %s', async (_name, container, media, expected) => {
  const network = await networkThat(container, media);
  const found = await instagram.lookup(
    network.account(),
    attempt({ containerId: '179', openedAt: new Date() }),
  );
  expect(found).toMatchObject(expected);
});

const sending = (kind: 'comment' | 'direct'): SendAttempt => ({
  outgoing: { kind, text: 'Masih, Kak', inReplyTo: '77', recipientId: '55', ...plainAnswer },
  openedAt: secondsAgo(115),
  knownRemoteIds: ['old'],
});

test('a reply and a direct message go out in Meta’s words', async () => {
  const network = await networkThat({ body: { id: 'r1', message_id: 'm1' } });
  const send = (kind: 'comment' | 'direct') => instagram.send(network.account(), sending(kind).outgoing);
  expect(await send('comment')).toEqual({ ok: true, remoteId: 'r1' });
  expect(await send('direct')).toEqual({ ok: true, remoteId: 'm1' });
  await facebook.send(network.account('facebook'), sending('comment').outgoing);
  expect(network.received.map(({ path }) => path)).toEqual([
    '/v26.0/77/replies',
    '/v26.0/100000000000001/messages',
    '/v26.0/77/comments',
  ]);
  expect(network.received[1]?.body).toMatchObject({
    recipient: { id: '55' },
    message: { text: 'Masih, Kak' },
  });
});

test('a sent reply is found among the answers, where others may have said the same', async () => {
  const mine = { id: 'r9', text: 'Masih, Kak', timestamp: secondsAgo(80).toISOString() };
  const network = await networkThat(
    list(
      { ...mine, id: 'r7', from: { id: '55' } },
      { ...mine, id: 'old' },
      { ...mine, from: { id: '17841400000000001' } },
    ),
  );
  expect(await instagram.lookupSent(network.account(), sending('comment'))).toEqual({
    ok: true,
    remoteId: 'r9',
  });
});

test('a sent message is found in its thread; a missing thread is in doubt', async () => {
  const message = (id: string, from: string) => ({
    id,
    message: 'Masih, Kak',
    created_time: secondsAgo(80).toISOString(),
    from: { id: from },
  });
  const messages = { data: [message('m9', '17841400000000001'), message('m8', '55')] };
  const network = await networkThat(list({ id: 't', messages }));
  expect(await instagram.lookupSent(network.account(), sending('direct'))).toEqual({
    ok: true,
    remoteId: 'm9',
  });
  expect(network.received[0]?.query.get('platform')).toBe('instagram');
  const empty = await networkThat(list());
  expect(await instagram.lookupSent(empty.account(), sending('direct'))).toMatchObject({ ok: 'unknown' });
});
