import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { appId, appSecret, connect, verifyToken, type Connected } from './support.ts';

const entries = ({ hub }: Connected) => hub.webhooks.map(({ body }) => JSON.parse(body));

async function askOnInstagram(world: Connected, text: string, createdAt?: number) {
  const { id } = await world.sandbox.posts({ account: world.instagram, caption: 'Rabeg' });
  return world.sandbox.comments({
    postId: id,
    persona: 'rina.contoh',
    text,
    ...(createdAt ? { createdAt } : {}),
  });
}

test('a webhook is signed over the escaped bytes', async () => {
  const world = await connect();
  await askOnInstagram(world, 'Enak é / 😀');
  await world.sandbox.settled();
  const [received] = world.hub.webhooks;
  expect(received?.body).toContain('Enak \\u00e9 \\/ \\ud83d\\ude00');
  const expected = createHmac('sha256', appSecret)
    .update(received?.body ?? '')
    .digest('hex');
  expect(received?.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
});

test('an Instagram comment comes with the time it was made', async () => {
  const world = await connect();
  const at = Date.UTC(2026, 8, 1, 3);
  const asked = await askOnInstagram(world, 'Harga?', at);
  await world.sandbox.settled();
  expect(entries(world)).toMatchObject([
    {
      object: 'instagram',
      entry: [
        {
          id: world.instagram,
          time: at / 1000,
          changes: [
            { field: 'comments', value: { id: asked.id, text: 'Harga?', from: { username: 'rina.contoh' } } },
          ],
        },
      ],
    },
  ]);
});

test('the other two documented shapes can be asked for', async () => {
  const world = await connect();
  world.sandbox.settings({ instagramShape: 'comment_id' });
  await askOnInstagram(world, 'Satu');
  world.sandbox.settings({ instagramShape: 'flat' });
  await askOnInstagram(world, 'Dua');
  await world.sandbox.settled();
  const [first, second] = entries(world);
  expect(first.entry[0].changes[0].value).toHaveProperty('comment_id');
  expect(second.entry[0]).toMatchObject({ field: 'comments', value: { text: 'Dua' } });
});

test('a Page hears of comments, answers, reactions, and of its own posts', async () => {
  const world = await connect();
  const { sandbox, graph, page } = world;
  const { id: postId } = (await graph('POST', `${page.id}/feed`, { message: 'Buka' })).body;
  const asked = sandbox.comments({ postId, persona: 'agus.contoh', text: 'Jam?' });
  const reply = await graph('POST', `${asked.id}/comments`, { message: 'Jam 8' });
  sandbox.edits({ commentId: asked.id, text: 'Jam berapa?' });
  await graph('POST', asked.id, { is_hidden: true });
  sandbox.likes({ id: postId, persona: 'siti.contoh' });
  sandbox.removals({ commentId: asked.id });
  await sandbox.settled();
  const values = entries(world).map((body) => body.entry[0].changes[0].value);
  expect(values.map(({ item, verb }) => `${item} ${verb}`)).toEqual([
    'status add',
    'comment add',
    'comment add',
    'comment edited',
    'comment hide',
    'reaction add',
    'comment remove',
  ]);
  expect(values[0].from.id).toBe(page.id);
  expect(values[1]).toMatchObject({ parent_id: postId, comment_id: asked.id, from: { id: asked.authorId } });
  expect(values[2]).toMatchObject({ parent_id: asked.id, comment_id: reply.body.id, from: { id: page.id } });
  expect(values[6]).not.toHaveProperty('message');
});

test('direct messages and their echoes name both sides', async () => {
  const world = await connect();
  const { sandbox, graph, page } = world;
  const { contactId } = sandbox.messages({ account: page.id, persona: 'dewi.contoh', text: 'Halo' });
  const message = { text: 'Halo juga', metadata: 'tanggap:1' };
  const sent = await graph('POST', 'me/messages', { recipient: { id: contactId }, message });
  await sandbox.settled();
  const [heard, echo] = entries(world).map((body) => body.entry[0].messaging[0]);
  expect(heard).toMatchObject({
    sender: { id: contactId },
    recipient: { id: page.id },
    message: { text: 'Halo' },
  });
  expect(echo).toMatchObject({
    sender: { id: page.id },
    recipient: { id: contactId },
    message: { mid: sent.body.message_id, is_echo: true, metadata: 'tanggap:1', app_id: appId },
  });
});

test('nothing comes for a Page that is not subscribed', async () => {
  const world = await connect();
  await world.graph('DELETE', `${world.page.id}/subscribed_apps`);
  await askOnInstagram(world, 'Harga?');
  await world.sandbox.settled();
  expect(world.hub.webhooks).toEqual([]);
  const refused = await world.graph('POST', `${world.page.id}/subscribed_apps`, {
    subscribed_fields: 'comments',
  });
  expect(refused.body.error.code).toBe(100);
});

test('a webhook is sent again, byte for byte, until the callback says 200', async () => {
  const world = await connect();
  world.hub.answers = [500, 302];
  await askOnInstagram(world, 'Harga?');
  await world.sandbox.settled();
  const bodies = world.hub.webhooks.map(({ body }) => body);
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(world.sandbox.delivered().map(({ status }) => status)).toEqual([500, 302, 200]);
  world.sandbox.redeliver(-1);
  await world.sandbox.settled();
  expect(world.hub.webhooks).toHaveLength(4);
});

test('webhooks can come twice, late, mixed up and together', async () => {
  const world = await connect({ settings: { twice: true } });
  await askOnInstagram(world, 'Harga?');
  await world.sandbox.settled();
  expect(world.hub.webhooks).toHaveLength(2);

  world.sandbox.settings({ twice: false, shuffled: true, batched: 4, late: 50 });
  const { id: postId } = await world.sandbox.posts({ account: world.instagram, caption: 'Sate' });
  const texts = Array.from({ length: 8 }, (_, index) => `ke-${index}`);
  for (const text of texts) world.sandbox.comments({ postId, persona: 'rina.contoh', text });
  await world.sandbox.settled();
  const later = entries(world).slice(2);
  expect(later).toHaveLength(2);
  const heard = later.flatMap(({ entry }) => entry).map((entry) => entry.changes[0].value.text);
  expect(heard).not.toEqual(texts);
  expect(heard.sort()).toEqual(texts);
});

test('a callback must prove itself before anything is delivered', async () => {
  const world = await connect();
  world.sandbox.apps({
    id: appId,
    secret: appSecret,
    callbackUrl: `${world.hub.url}/hooks/meta`,
    verifyToken: 'salah',
  });
  await askOnInstagram(world, 'Harga?');
  await expect(world.sandbox.settled(300)).rejects.toThrow('still waiting');
  expect(world.hub.webhooks).toEqual([]);
  expect(world.sandbox.state().apps[0]?.verification).toEqual({
    ok: false,
    reason: 'HTTP Status Code = 403',
  });
  const app = world.callWith(`${appId}|${appSecret}`);
  const given = { object: 'instagram', callback_url: `${world.hub.url}/hooks/meta`, fields: 'comments' };
  const refused = await app('POST', `${appId}/subscriptions`, { ...given, verify_token: 'x' });
  expect(refused.body.error.code).toBe(2200);
  expect((await app('POST', `${appId}/subscriptions`, { ...given, verify_token: verifyToken })).status).toBe(
    200,
  );
  await world.sandbox.settled();
  expect(world.hub.webhooks).toHaveLength(1);
});
