/** Videos on the sandbox, refused and taken as Meta does. Long, because it is a table of refusals. */
import { describe, expect, test } from 'vitest';
import { videoHeader } from '#sandbox/files/mp4.ts';
import { connect, mp4, type Connected } from './support.ts';

describe('the header of a video', () => {
  test('tells its length and size', () => {
    expect(videoHeader(mp4({ seconds: 12.5, width: 720, height: 1280 }))).toEqual({
      seconds: 12.5,
      width: 720,
      height: 1280,
    });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['a video cut short', mp4().subarray(0, 2100)],
    ['a type alone', mp4().subarray(0, 16)],
    ['a box that claims more than there is', Buffer.from('\0\0\xff\xffftypisom', 'latin1')],
    ['a box of no length', Buffer.from('\0\0\0\x08ftyp\0\0\0\x01moov', 'latin1')],
  ])('is not found in %s', (_name, bytes) => {
    expect(videoHeader(bytes)).toBeNull();
  });

  test('never breaks on bytes that are cut or changed anywhere', () => {
    const whole = mp4({ bytes: 10 });
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = 0xff;
      expect(() => [videoHeader(whole.subarray(0, at)), videoHeader(changed)]).not.toThrow();
    }
  });
});

const status = async ({ graph }: Connected, id: string) =>
  (await graph('GET', id, { fields: 'status,published,post_id' })).body;

async function upload({ sandbox, page, hub }: Connected, id: string, file = '/a.mp4', token = page.token) {
  const headers = { authorization: `OAuth ${token}`, file_url: `${hub.url}${file}` };
  const answer = await fetch(`${sandbox.url}/video-upload/v26.0/${id}`, { method: 'POST', headers });
  return { status: answer.status, body: await answer.json() };
}

const start = async ({ graph, page }: Connected, edge: string) =>
  (await graph('POST', `${page.id}/${edge}`, { upload_phase: 'start' })).body;

const finish = ({ graph, page }: Connected, edge: string, video_id: string, more: object = {}) =>
  graph('POST', `${page.id}/${edge}`, { upload_phase: 'finish', video_id, ...more });

const published = { video_state: 'PUBLISHED', description: 'Cara memasak' };

test('a reel goes through three phases and appears when it is processed', async () => {
  const world = await connect({ settings: { videoPolls: 2 } });
  const { sandbox, graph, page, hub } = world;
  const { video_id: id, upload_url } = await start(world, 'video_reels');
  expect(upload_url).toBe(`${sandbox.url}/video-upload/v26.0/${id}`);
  expect((await status(world, id)).status.uploading_phase.status).toBe('not_started');
  expect((await finish(world, 'video_reels', id, published)).body.error.code).toBe(100);
  expect(await upload(world, id)).toEqual({ status: 200, body: { success: true } });
  expect((await status(world, id)).status).toMatchObject({
    uploading_phase: { status: 'complete' },
    processing_phase: { status: 'not_started' },
  });
  expect((await finish(world, 'video_reels', id, published)).body).toEqual({ success: true });
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await status(world, id)).toMatchObject({
      published: false,
      status: { processing_phase: { status: 'in_progress' } },
    });
  }
  const done = await status(world, id);
  expect(done).toMatchObject({ published: true, status: { publishing_phase: { status: 'complete' } } });
  const [post] = sandbox.state().posts;
  expect(post).toMatchObject({
    id: `${page.id}_${done.post_id}`,
    product: 'REELS',
    seconds: 15,
    caption: 'Cara memasak',
  });
  expect((await finish(world, 'video_reels', id, published)).body.error.code).toBe(100);
  const list = await graph('GET', `${page.id}/published_posts`, { fields: 'id,message' });
  expect(list.body.data).toEqual([{ id: post?.id, message: 'Cara memasak' }]);
  await sandbox.settled();
  const [told] = hub.webhooks.map(({ body }) => JSON.parse(body).entry[0].changes[0].value);
  expect(told).toMatchObject({ item: 'video', verb: 'add', post_id: post?.id });
});

test.each([
  ['too short', { seconds: 2 }],
  ['too long', { seconds: 91 }],
  ['too small', { width: 360, height: 640 }],
  ['not upright', { width: 1920, height: 1080 }],
])('a reel that is %s is found wrong when it is processed', async (_name, more) => {
  const world = await connect();
  world.hub.files['/b.mp4'] = mp4(more);
  const { video_id: id } = await start(world, 'video_reels');
  expect((await upload(world, id, '/b.mp4')).status).toBe(200);
  expect((await status(world, id)).status).toMatchObject({
    video_status: 'error',
    processing_phase: { status: 'error', error: { message: expect.any(String) } },
  });
  expect(world.sandbox.state().posts).toEqual([]);
});

test('the upload host has errors of its own shape and wants the Page’s token', async () => {
  const world = await connect();
  const { video_id: id } = await start(world, 'video_reels');
  expect(await upload(world, id, '/nothing.mp4')).toEqual({
    status: 400,
    body: { debug_info: { retriable: false, type: 'ProcessingFailedError', message: expect.any(String) } },
  });
  expect((await upload(world, id, '/a.mp4', 'wrong')).body.error.code).toBe(190);
  const other = await connect({ seed: 2 });
  expect((await upload({ ...world, page: other.page }, id)).body.error.code).toBe(190);
});

test('a video is uploaded unseen, processed, and shown once', async () => {
  const world = await connect();
  const { graph, page, hub, sandbox } = world;
  hub.files['/wide.mp4'] = mp4({ seconds: 120, width: 1920, height: 1080 });
  const given = { file_url: `${hub.url}/wide.mp4`, description: 'Dapur kami', published: false };
  const { id } = (await graph('POST', `${page.id}/videos`, given)).body;
  expect((await status(world, id)).status.processing_phase.status).toBe('in_progress');
  expect(await status(world, id)).toMatchObject({ published: false, status: { video_status: 'ready' } });
  expect(sandbox.state().posts).toEqual([]);
  for (let turn = 0; turn < 2; turn += 1) {
    expect((await graph('POST', id, { published: true })).body).toEqual({ success: true });
  }
  expect(sandbox.state().posts).toMatchObject([{ caption: 'Dapur kami', product: 'FEED', published: true }]);
  const refused = async (file: string) =>
    (await graph('POST', `${page.id}/videos`, { file_url: `${hub.url}${file}` })).body.error.code;
  expect([await refused('/nothing.mp4'), await refused('/a.jpg')]).toEqual([389, 352]);
});

test('stories are listed by what is in them, in no feed, and for a day', async () => {
  let now = Date.UTC(2026, 9, 1);
  const world = await connect({ now: () => now });
  const { graph, page, hub, sandbox } = world;
  const photo = await graph('POST', `${page.id}/photos`, { url: `${hub.url}/a.jpg`, published: false });
  const tell = () => graph('POST', `${page.id}/photo_stories`, { photo_id: photo.body.id });
  const told = await tell();
  expect(told.body).toEqual({ success: true, post_id: expect.stringMatching(/^\d+$/) });
  expect((await tell()).body.error.code).toBe(100);
  const { video_id } = await start(world, 'video_stories');
  await upload(world, video_id);
  now += 1000;
  const second = await finish(world, 'video_stories', video_id);
  expect(second.body).toMatchObject({ success: true, post_id: expect.any(String) });
  await status(world, video_id);
  await status(world, video_id);
  const stories = async () => (await graph('GET', `${page.id}/stories`)).body.data;
  expect(await stories()).toMatchObject([
    { post_id: second.body.post_id, media_type: 'video', media_id: video_id, status: 'PUBLISHED' },
    { post_id: told.body.post_id, media_type: 'photo', media_id: photo.body.id },
  ]);
  expect((await graph('GET', `${page.id}/published_posts`)).body.data).toEqual([]);
  now += 24 * 3_600_000;
  expect(await stories()).toEqual([]);
  expect(sandbox.state().posts).toHaveLength(2);
});

async function onInstagram({ graph, instagram, hub }: Connected, more: object, file = 'a.mp4') {
  const made = await graph('POST', `${instagram}/media`, { video_url: `${hub.url}/${file}`, ...more });
  if (made.status !== 200) return made.body;
  // Twice: the first look finds it being processed.
  const look = async () => (await graph('GET', made.body.id, { fields: 'status_code' })).body.status_code;
  expect([await look(), await look()]).toEqual(['IN_PROGRESS', 'FINISHED']);
  return (await graph('POST', `${instagram}/media_publish`, { creation_id: made.body.id })).body;
}

test('Instagram takes reels and stories, lists them apart, and reads them back', async () => {
  const world = await connect();
  const { graph, instagram, sandbox } = world;
  const reel = await onInstagram(world, { media_type: 'REELS', caption: 'Resep', thumb_offset: 2000 });
  const story = await onInstagram(world, { media_type: 'STORIES', caption: 'tidak tampil' });
  const fields = 'id,media_type,media_product_type,caption';
  expect((await graph('GET', `${instagram}/media`, { fields })).body.data).toEqual([
    { id: reel.id, media_type: 'VIDEO', media_product_type: 'REELS', caption: 'Resep' },
  ]);
  expect((await graph('GET', `${instagram}/stories`, { fields })).body.data).toEqual([
    { id: story.id, media_type: 'VIDEO', media_product_type: 'STORY' },
  ]);
  expect(sandbox.state().posts.map(({ product, seconds }) => [product, seconds])).toEqual([
    ['REELS', 15],
    ['STORY', 15],
  ]);
});

test.each([
  ['a reel of two seconds', { media_type: 'REELS' }, { seconds: 2 }],
  ['a reel of 16 minutes', { media_type: 'REELS' }, { seconds: 960 }],
  ['a reel in 4K', { media_type: 'REELS' }, { width: 3840, height: 2160 }],
  ['a story of 61 seconds', { media_type: 'STORIES' }, { seconds: 61 }],
])('Instagram refuses %s', async (_name, more, film) => {
  const world = await connect();
  world.hub.files['/b.mp4'] = mp4(film);
  const refused = await onInstagram(world, more, 'b.mp4');
  expect(refused.error).toMatchObject({ code: 352, error_subcode: 2207026 });
});

test('each kind of media has its own metrics, and another’s fails the whole call', async () => {
  let now = Date.UTC(2026, 9, 1);
  const world = await connect({ now: () => now });
  const { graph, hub, instagram, page } = world;
  const reel = await onInstagram(world, { media_type: 'REELS' });
  const story = await onInstagram(world, { media_type: 'STORIES' });
  const made = await graph('POST', `${instagram}/media`, { image_url: `${hub.url}/a.jpg` });
  const photo = (await graph('POST', `${instagram}/media_publish`, { creation_id: made.body.id })).body;
  const post = (await graph('POST', `${page.id}/feed`, { message: 'Buka' })).body;
  now += 2 * 3_600_000;
  const ask = async (id: string, metric: string) => (await graph('GET', `${id}/insights`, { metric })).body;
  const taken: [string, string][] = [
    [photo.id, 'reach,views,likes,comments,saved,shares,follows,profile_visits'],
    [reel.id, 'reach,views,likes,comments,saved,shares,ig_reels_avg_watch_time'],
    [story.id, 'reach,views,shares,replies,navigation,follows'],
    [post.id, 'post_media_view,post_total_media_view_unique,post_reactions_by_type_total'],
  ];
  for (const [id, metric] of taken) {
    expect((await ask(id, metric)).data.map(({ name }: { name: string }) => name).join()).toBe(metric);
  }
  const refused: [string, string][] = [
    [photo.id, 'reach,ig_reels_avg_watch_time'],
    [photo.id, 'impressions'],
    [reel.id, 'reach,follows'],
    [reel.id, 'plays'],
    [story.id, 'reach,likes'],
    [story.id, 'saved'],
    [post.id, 'post_impressions'],
  ];
  for (const [id, metric] of refused) {
    expect((await ask(id, metric)).error, metric).toMatchObject({
      code: 100,
      message: expect.stringMatching(/^\(#100\)/),
    });
  }
  world.sandbox.settings({ storyViewers: 100_000 });
  expect((await ask(story.id, 'reach')).error).toMatchObject({
    code: 10,
    message: expect.stringContaining('Not enough viewers'),
  });
});

test('reels and stories are shown on the pages of the practice network', async () => {
  const world = await connect();
  const reel = await onInstagram(world, { media_type: 'REELS', caption: 'Resep', thumb_offset: 2000 });
  const story = await onInstagram(world, { media_type: 'STORIES' });
  const page = async (path: string) => (await fetch(`${world.sandbox.url}${path}`)).text();
  const shown = await page(`/p/${reel.id}`);
  expect(shown).toContain('>Reel</span>');
  const address = /<video[^>]*src="([^"#]+)#t=2"/s.exec(shown)?.[1] ?? '';
  const film = await fetch(`${world.sandbox.url}${address}`);
  expect(film.headers.get('content-type')).toBe('video/mp4');
  expect(await page(`/p/${story.id}`)).toContain('Cerita, 24 jam');
  expect(await page('/')).toContain('Cerita, ');
});

test('the same seed and the same calls give the same network', async () => {
  const run = async () => {
    let now = Date.UTC(2026, 9, 1);
    const world = await connect({ seed: 7, now: () => (now += 1000) });
    const { video_id } = await start(world, 'video_reels');
    await upload(world, video_id);
    await finish(world, 'video_reels', video_id, published);
    await status(world, video_id);
    const reel = await onInstagram(world, { media_type: 'REELS' });
    return [video_id, reel.id, world.sandbox.state().posts.map(({ id, product }) => [id, product])];
  };
  expect(await run()).toEqual(await run());
});

test('a network kept before there were videos comes back with none', async ({ onTestFinished }) => {
  const { mkdtemp, readFile, rm, writeFile } = await import('node:fs/promises');
  const folder = await mkdtemp('/tmp/sandbox-');
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = `${folder}/world.json`;
  const before = await connect({ file });
  await before.sandbox.stop();
  const { videos, ...old } = JSON.parse(await readFile(file, 'utf8'));
  expect(videos).toEqual({});
  await writeFile(file, JSON.stringify(old));
  const world = await connect({ file });
  expect((await start(world, 'video_reels')).video_id).toMatch(/^\d+$/);
});
