/** What the networks say of a post and an account. Long, because it is a table of answers. */
import { afterEach, expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { certain, connect, publish, untilFound, type Connected, type Kind } from './connected.ts';
import { refused, scriptedNetwork } from './scripted-network.ts';
import type { Draft, PublishedPost } from '#channels/contract/publishing.ts';
import type { Scripted, ScriptedNetwork } from './scripted-network.ts';

const open: ScriptedNetwork[] = [];
afterEach(async () => {
  for (const network of open.splice(0)) await network.close();
});

async function networkThat(...answers: Scripted[]): Promise<ScriptedNetwork> {
  const network = await scriptedNetwork(answers);
  open.push(network);
  return network;
}

const nothing = { reach: null, likes: null, comments: null, shares: null, saves: null, views: null };
const post = (more: Partial<PublishedPost> = {}): PublishedPost => ({
  remoteId: '180',
  mediaType: 'photo',
  placement: 'feed',
  ...more,
});

/** A post of two hours ago, so that the network's figures are there. */
async function published(kind: Kind, of: (world: Connected) => Draft) {
  let now = Date.now() - 2 * 3_600_000;
  const world = await connect({ now: () => now });
  const draft = of(world);
  const { attempt, outcome } = await publish(kind, world.account(kind), draft);
  const looked = { ...attempt, openedAt: new Date(now) };
  const remoteId =
    outcome.ok === true
      ? outcome.remoteId
      : await untilFound(() => channels[kind].lookup(world.account(kind), looked));
  for (let index = 0; index < 8; index += 1)
    world.sandbox.likes({ id: remoteId!, persona: `Pelanggan ${index}` });
  world.sandbox.comments({ postId: remoteId!, persona: 'siti.contoh', text: 'Enak' });
  const { mediaType, placement } = draft;
  const figures = () =>
    channels[kind].metrics(world.account(kind), { remoteId: remoteId!, mediaType, placement });
  return { world, figures, later: () => void (now = Date.now()) };
}

const story = (draft: Draft): Draft => ({ ...draft, placement: 'story' });
const number = expect.any(Number);

test.each<[string, Kind, (world: Connected) => Draft, object]>([
  ['a photo', 'instagram', (w) => w.draft(), { shares: 1, saves: 1 }],
  [
    'a carousel',
    'instagram',
    (w) => ({ ...w.draft(), pictures: [...w.draft().pictures, ...w.draft().pictures] }),
    { saves: 1 },
  ],
  ['a reel', 'instagram', (w) => w.video(), { shares: 1, saves: 1 }],
  ['a photo', 'facebook', (w) => w.draft(), { shares: 1, saves: null }],
  ['a reel', 'facebook', (w) => w.video(), { shares: 1, saves: null }],
  ['a wide video', 'facebook', (w) => w.video({ width: 1920, height: 1080 }), { saves: null }],
])('%s on %s has its figures, once the network shows them', async (_name, kind, of, more) => {
  const { figures, later } = await published(kind, of);
  // Insights come late; what is counted on the post itself is there at once.
  expect(certain(await figures())).toEqual({ ok: true, ...nothing, likes: 8, comments: 1 });
  later();
  const shown = { reach: number, views: number, likes: 8, comments: 1, shares: number };
  expect(certain(await figures())).toMatchObject({ ...shown, ...more });
});

test('a story on Instagram has fewer figures, and none below five viewers', async () => {
  const { world, figures, later } = await published('instagram', (w) => story(w.draft()));
  later();
  expect(certain(await figures())).toEqual({ ok: true, ...nothing, reach: number, views: number, shares: 1 });
  world.sandbox.settings({ storyViewers: 100_000 });
  expect(certain(await figures())).toEqual({ ok: true, ...nothing });
});

test('only a story may have too few viewers; a missing permission stays one', async () => {
  const few = refused(10, undefined, { message: '(#10) Not enough viewers for the media to show insights' });
  const network = await networkThat(few, few, refused(10));
  const metrics = (more: Partial<PublishedPost>) => channels.instagram.metrics(network.account(), post(more));
  expect(await metrics({ placement: 'story' })).toEqual({ ok: true, ...nothing });
  expect(await metrics({})).toMatchObject({ ok: false, retry: 'never', reason: 'too_few_viewers' });
  expect(await metrics({ placement: 'story' })).toMatchObject({ ok: false, reason: 'permission_missing' });
});

test('a story on Facebook has no figures, which is not the same as 0', async () => {
  const { figures, later } = await published('facebook', (w) => story(w.draft()));
  later();
  expect(certain(await figures())).toEqual({ ok: true, ...nothing });
});

test('a metric without data is null and never 0', async () => {
  const network = await networkThat({ body: { data: [] } }, { body: { id: '180' } });
  expect(await channels.instagram.metrics(network.account(), post())).toEqual({ ok: true, ...nothing });
  const page = await networkThat(
    { body: { data: [{ name: 'post_activity_by_action_type', values: [{ value: { like: 2 } }] }] } },
    { body: { id: '1_2' } },
  );
  const figures = await channels.facebook.metrics(page.account('facebook'), post({ remoteId: '1_2' }));
  expect(figures).toEqual({ ok: true, ...nothing });
  const zero = await networkThat(
    { body: { data: [{ name: 'reach', total_value: { value: 0 } }] } },
    { body: { like_count: 0 } },
  );
  expect(await channels.instagram.metrics(zero.account(), post())).toEqual({
    ok: true,
    ...nothing,
    reach: 0,
    likes: 0,
  });
});

test.each(['instagram', 'facebook'] as const)('%s tells its followers', async (kind) => {
  const { account } = await connect();
  expect(certain(await channels[kind].followers(account(kind))).followers).toBe(1284);
  const hidden = await networkThat({ body: { id: '1' } });
  expect(certain(await channels[kind].followers(hidden.account(kind))).followers).toBeNull();
});

test('the quota is what the account says, and Facebook says nothing', async () => {
  const world = await connect({ settings: { quotaTotal: 50 } });
  const ask = () => channels.instagram.quota(world.account('instagram'));
  expect(certain(await ask())).toEqual({ ok: true, used: 0, total: 50 });
  await publish('instagram', world.account('instagram'), world.draft());
  expect(certain(await ask())).toEqual({ ok: true, used: 1, total: 50 });
  expect(await channels.facebook.quota(world.account('facebook'))).toEqual({
    ok: true,
    used: null,
    total: null,
  });
  const silent = await networkThat({ body: { data: [{ quota_usage: 3 }] } }, { body: { data: [] } });
  const silently = () => channels.instagram.quota(silent.account());
  expect(await silently()).toEqual({ ok: true, used: 3, total: null });
  expect(await silently()).toEqual({ ok: true, used: null, total: null });
});

test.each(['instagram', 'facebook'] as const)(
  '%s: a first comment is ours and stands under the post',
  async (kind) => {
    const world = await connect();
    const account = world.account(kind);
    const { remoteId } = certain((await publish(kind, account, world.draft())).outcome);
    const openedAt = new Date();
    const text = 'Pesan lewat WA, Kak #rabeg';
    const said = certain(await channels[kind].commentOn(account, remoteId, text));
    expect(world.sandbox.state().comments).toMatchObject([
      { id: said.remoteId, postId: remoteId, parentId: null, authorId: account.externalId, text },
    ]);
    const attempt = { remotePostId: remoteId, text, openedAt, knownRemoteIds: [] };
    expect(certain(await channels[kind].lookupComment(account, attempt)).remoteId).toBe(said.remoteId);
    const again = { ...attempt, knownRemoteIds: [said.remoteId], openedAt: new Date(Date.now() - 115_000) };
    expect(certain(await channels[kind].lookupComment(account, again)).remoteId).toBeNull();
  },
);

const inspected = (more: object): Scripted => ({
  body: {
    data: {
      is_valid: true,
      scopes: ['instagram_basic', 'instagram_content_publish', 'pages_read_engagement', 'pages_manage_posts'],
      expires_at: 0,
      data_access_expires_at: 0,
      ...more,
    },
  },
});
const granted = (scope: string, ...target_ids: string[]) => ({ granular_scopes: [{ scope, target_ids }] });

test('a check tells what is missing for publishing from what is missing for the rest', async () => {
  const network = await networkThat(
    inspected({}),
    inspected({ scopes: ['instagram_basic'] }),
    inspected(granted('instagram_content_publish', '9')),
    inspected(granted('instagram_content_publish', '17841400000000001')),
    inspected({ expires_at: 1_800_000_000, data_access_expires_at: 1_790_000_000 }),
    inspected({ is_valid: false, scopes: [] }),
  );
  const check = () => channels.instagram.check(network.account());
  const first = certain(await check());
  expect(first.endsAt).toBeNull();
  expect(first.missing).toContain('instagram_manage_insights');
  expect(first.missing).not.toContain('instagram_basic');
  const missing = { ok: false, retry: 'never', reason: 'permission_missing' };
  expect(await check()).toMatchObject(missing);
  expect(await check(), 'granted for another account only').toMatchObject(missing);
  expect(await check()).toMatchObject({ ok: true });
  expect(certain(await check()).endsAt).toEqual(new Date(1_790_000_000_000));
  expect(await check()).toMatchObject({ ok: false, retry: 'never', reason: 'token_dead' });
  expect(network.received[0]?.headers.authorization).toBe('Bearer 1001|app-secret');
  expect(network.received[0]?.query.get('input_token')).toBe('page-token');
});

test('a permission that was taken back is noticed before publishing', async () => {
  const world = await connect();
  const check = () => channels.facebook.check(world.account('facebook'));
  certain(await check());
  world.sandbox.withdrawals({ permission: 'read_insights' });
  expect(certain(await check()).missing).toEqual(['read_insights']);
  world.sandbox.withdrawals({ permission: 'pages_manage_posts' });
  expect(await check()).toMatchObject({ ok: false, retry: 'never', reason: 'permission_missing' });
});
