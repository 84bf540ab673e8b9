import { expect, test } from 'vitest';
import { connect, jpeg, type Connected } from './support.ts';

const container = async ({ graph, hub, instagram }: Connected, more: Record<string, unknown> = {}) =>
  graph('POST', `${instagram}/media`, { image_url: `${hub.url}/a.jpg`, caption: 'Rabeg hari ini', ...more });

test('an Instagram post goes out in two steps and can be read back', async () => {
  const world = await connect();
  const { graph, instagram, sandbox } = world;
  const made = await container(world, { alt_text: 'Semangkuk rabeg' });
  expect((await graph('GET', made.body.id, { fields: 'status_code,status' })).body.status_code).toBe(
    'FINISHED',
  );
  const published = await graph('POST', `${instagram}/media_publish`, { creation_id: made.body.id });
  expect(published.status).toBe(200);
  const read = await graph('GET', published.body.id, {
    fields: 'id,caption,permalink,media_type,media_product_type,timestamp',
  });
  expect(read.body).toMatchObject({
    caption: 'Rabeg hari ini',
    media_type: 'IMAGE',
    media_product_type: 'FEED',
  });
  expect(read.body.permalink).toBe(`${sandbox.url}/p/${published.body.id}`);
  expect(read.body.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
  expect((await graph('GET', made.body.id, { fields: 'status_code' })).body.status_code).toBe('PUBLISHED');
  const list = await graph('GET', `${instagram}/media`, { fields: 'id,caption' });
  expect(list.body.data).toEqual([{ id: published.body.id, caption: 'Rabeg hari ini' }]);
  const quota = await graph('GET', `${instagram}/content_publishing_limit`, { fields: 'config,quota_usage' });
  expect(quota.body.data).toEqual([{ config: { quota_total: 100, quota_duration: 86400 }, quota_usage: 1 }]);
});

test('a carousel is made of two to ten children', async () => {
  const world = await connect();
  const { graph, instagram } = world;
  const children: string[] = [];
  for (let index = 0; index < 2; index += 1) {
    children.push((await container(world, { is_carousel_item: true })).body.id);
  }
  const one = await graph('POST', `${instagram}/media`, {
    media_type: 'CAROUSEL',
    children: children.slice(1),
  });
  expect(one.body.error).toMatchObject({ code: 100, error_subcode: 2207028 });
  const made = await graph('POST', `${instagram}/media`, {
    media_type: 'CAROUSEL',
    children: children.join(','),
  });
  const published = await graph('POST', `${instagram}/media_publish`, { creation_id: made.body.id });
  const read = await graph('GET', published.body.id, { fields: 'media_type' });
  expect(read.body.media_type).toBe('CAROUSEL_ALBUM');
});

test('a container that is not ready is refused, and ready after its polls', async () => {
  const world = await connect({ settings: { containerPolls: 2 } });
  const { graph, instagram } = world;
  const { id } = (await container(world)).body;
  const publish = () => graph('POST', `${instagram}/media_publish`, { creation_id: id });
  expect((await publish()).body.error).toMatchObject({ code: 9007, error_subcode: 2207027 });
  for (const expected of ['IN_PROGRESS', 'IN_PROGRESS', 'FINISHED']) {
    expect((await graph('GET', id, { fields: 'status_code' })).body.status_code).toBe(expected);
  }
  expect((await publish()).status).toBe(200);
  expect((await publish()).body.error).toMatchObject({ code: -1, error_subcode: 2207032 });
});

const pictures = [
  ['a PNG', 'a.png', 36001, 2207005],
  ['a picture that is not there', 'b.jpg', 9004, 2207052],
  ['a picture above 8 MiB', 'big.jpg', 36000, 2207004],
  ['a picture taller than 4:5', 'tall.jpg', 36003, 2207009],
  ['a picture wider than 1.91:1', 'wide.jpg', 36003, 2207009],
  ['an address with letters beyond ASCII', 'é.jpg', 9004, 2207052],
] as const;

test.each(pictures)('Instagram refuses %s', async (_, file, code, subcode) => {
  const world = await connect();
  world.hub.files['/big.jpg'] = jpeg(1080, 1080, 9 * 1024 * 1024);
  world.hub.files['/tall.jpg'] = jpeg(1000, 1400);
  world.hub.files['/wide.jpg'] = jpeg(2000, 1000);
  const refused = await container(world, { image_url: `${world.hub.url}/${file}` });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ code, error_subcode: subcode, type: 'OAuthException' });
  expect(refused.body.error.fbtrace_id).toMatch(/^A\w+$/);
  expect(world.sandbox.state().containers).toEqual([]);
});

test('4:5 and 1.91:1 themselves are taken', async () => {
  const world = await connect();
  world.hub.files['/a.jpg'] = jpeg(1080, 1350);
  expect((await container(world)).status).toBe(200);
  world.hub.files['/a.jpg'] = jpeg(1080, 566);
  expect((await container(world)).status).toBe(200);
});

test('Instagram refuses captions that are too long or too crowded', async () => {
  const world = await connect();
  const long = await container(world, { caption: 'a'.repeat(2201) });
  expect(long.body.error).toMatchObject({ code: 36004, error_subcode: 2207010 });
  expect((await container(world, { caption: 'a'.repeat(2200) })).status).toBe(200);
  const tags = Array.from({ length: 31 }, (_, index) => `#serang${index}`).join(' ');
  expect((await container(world, { caption: tags })).body.error.code).toBe(100);
  const mentions = Array.from({ length: 21 }, (_, index) => `@warung${index}`).join(' ');
  expect((await container(world, { caption: mentions })).body.error.code).toBe(100);
});

test('a container runs out after a day', async () => {
  let now = Date.UTC(2026, 9, 1);
  const world = await connect({ now: () => now });
  const { id } = (await container(world)).body;
  now += 24 * 3_600_000;
  expect((await world.graph('GET', id, { fields: 'status_code' })).body.status_code).toBe('EXPIRED');
  const refused = await world.graph('POST', `${world.instagram}/media_publish`, { creation_id: id });
  expect(refused.body.error).toMatchObject({ code: 24, error_subcode: 2207008 });
});

test('the quota of the day is enforced when publishing', async () => {
  const world = await connect({ settings: { quotaTotal: 0 } });
  const { id } = (await container(world)).body;
  const refused = await world.graph('POST', `${world.instagram}/media_publish`, { creation_id: id });
  expect(refused.body.error).toMatchObject({ code: 9, error_subcode: 2207042 });
});

test('a Page takes text, links and photos in both formats', async () => {
  const { graph, page, hub, sandbox } = await connect();
  const text = await graph('POST', `${page.id}/feed`, { message: 'Buka sampai jam 8' });
  expect(text.body.id).toMatch(new RegExp(`^${page.id}_\\d{15}$`));
  expect((await graph('POST', `${page.id}/feed`, { link: 'https://contoh.id/menu' })).status).toBe(200);
  for (const file of ['a.jpg', 'a.png']) {
    const photo = await graph('POST', `${page.id}/photos`, { url: `${hub.url}/${file}`, message: file });
    expect(photo.body).toEqual({ id: expect.any(String), post_id: expect.stringContaining(page.id) });
  }
  const list = await graph('GET', `${page.id}/posts`, {
    fields: 'id,message,created_time,permalink_url,full_picture',
  });
  expect(list.body.data).toHaveLength(4);
  expect(list.body.data[3]).toEqual({
    id: text.body.id,
    message: 'Buka sampai jam 8',
    created_time: expect.any(String),
    permalink_url: `${sandbox.url}/p/${text.body.id}`,
  });
  expect((await fetch(list.body.data[0].full_picture)).headers.get('content-type')).toBe('image/png');
});

test('several photos become one Page post', async () => {
  const { graph, page, hub, sandbox } = await connect();
  const photos: { media_fbid: string }[] = [];
  for (let index = 0; index < 2; index += 1) {
    const made = await graph('POST', `${page.id}/photos`, { url: `${hub.url}/a.jpg`, published: false });
    expect(made.body).not.toHaveProperty('post_id');
    photos.push({ media_fbid: made.body.id });
  }
  expect(sandbox.state().posts).toEqual([]);
  await graph('POST', `${page.id}/feed`, { message: 'Dua foto', attached_media: photos });
  expect(sandbox.state().posts).toMatchObject([{ caption: 'Dua foto', pictures: 2 }]);
});

test('a Page refuses the same text twice in a row', async () => {
  const { graph, page, sandbox } = await connect();
  const say = (message: string) => graph('POST', `${page.id}/feed`, { message });
  await say('Buka');
  expect((await say('Buka')).body.error.code).toBe(506);
  expect((await say('Tutup')).status).toBe(200);
  expect((await say('Buka')).status).toBe(200);
  expect(sandbox.state().posts).toHaveLength(3);
});

test('a Page post can be edited and deleted', async () => {
  const { graph, page } = await connect();
  const { id } = (await graph('POST', `${page.id}/feed`, { message: 'Buka' })).body;
  await graph('POST', id, { message: 'Buka jam 9' });
  expect((await graph('GET', id, { fields: 'message' })).body).toEqual({ message: 'Buka jam 9', id });
  expect((await graph('DELETE', id)).body).toEqual({ success: true });
  expect((await graph('GET', id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
});
