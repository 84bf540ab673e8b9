/**
 * 1,000 targets, half Instagram and half Facebook, of several businesses, against the sandbox network in a process
 * of its own: due evenly over a minute, and all in the same second. They are planned a minute ahead, so Instagram's
 * containers are ready, as they are when the hub was up before the hour.
 * Long, because it builds the network it measures on.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { networkSettings, registerSandboxApp } from '#channels/connections/networks.ts';
import { sealContext } from '#channels/connections/accounts.ts';
import { openBackend, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { seal } from '#platform/seal.ts';
import { storePicture } from '#media/pictures/store.ts';
import { nextId } from '#sandbox/world/ids.ts';
import { createWorld } from '#sandbox/world/seed.ts';
import type { SandboxState } from '#sandbox/engine/state.ts';
import type { World } from '#sandbox/world/shape.ts';
import { freePort } from '../support/server.ts';
import { install, until } from './installation.ts';
import { addBusinesses, addChannels, phonePhoto, type BenchChannel } from './people.ts';
import { note, percentile, reporter } from './report.ts';

const report = reporter('publish');
const businessCount = 20;

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const targets = quick ? 200 : 1000;
  const lead = quick ? 20 : 60;
  const sandboxPort = await freePort();
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const hub = await install({ SANDBOX_URL: sandboxUrl });
  const env = { DATA_DIR: hub.dataDir, PORT: String(hub.port), SANDBOX_URL: sandboxUrl, LOG_LEVEL: 'silent' };
  const backend = await openBackend(readEnv(env));
  try {
    const world = makeWorld(backend);
    const network = await startNetwork(world, sandboxPort, join(hub.dataDir, 'network.json'));
    try {
      await registerSandboxApp(backend);
      const scene = await makeScene(backend, world, sandboxUrl);
      const half = { targets, lead };
      await measure(scene, 'uniform_60s', { ...half, overSeconds: quick ? 12 : 60, budget: 5 });
      await measure(scene, 'same_second', { ...half, overSeconds: 0, budget: 20 });
    } finally {
      network.kill('SIGTERM');
    }
  } finally {
    await backend.close();
    await hub.remove();
  }
}

interface Scene {
  sql: postgres.Sql;
  sandboxUrl: string;
  channels: BenchChannel[];
  /** The one picture of each business. */
  pictures: Map<string, string>;
}

/** A network with enough accounts, on which our app was granted everything. */
function makeWorld(backend: Backend): World {
  const world = createWorld(1);
  const { appId } = networkSettings(backend, 'sandbox');
  world.accounts = {};
  for (let index = 1; index <= businessCount; index += 1) {
    const pageId = nextId(world, '10', 15);
    const instagramId = nextId(world, '17841', 17);
    const common = { name: `Halaman ukur ${index}`, pageId, followers: 100, username: `ukur_${index}` };
    const subscribed = { [appId]: ['feed', 'messages'] };
    world.accounts[pageId] = { ...common, id: pageId, platform: 'facebook', instagramId, subscribed };
    world.accounts[instagramId] = {
      ...common,
      id: instagramId,
      platform: 'instagram',
      instagramId: null,
      subscribed: {},
    };
    const token = { value: tokenOf(pageId), appId, pageId, kind: 'page' as const };
    world.tokens[token.value] = { ...token, parent: null, issuedAt: Date.now(), expiresAt: 0, dead: null };
  }
  const granted = [
    ...['pages_show_list', 'pages_manage_posts', 'pages_read_engagement', 'pages_manage_metadata'],
    ...['pages_read_user_content', 'instagram_basic', 'instagram_content_publish', 'business_management'],
  ];
  world.grants[appId] = { granted, declined: [], pageIds: pages(world) };
  return world;
}

function pages(world: World): string[] {
  return Object.values(world.accounts).flatMap(({ id, platform }) => (platform === 'facebook' ? [id] : []));
}

function tokenOf(pageId: string): string {
  return `EAAukur${pageId}`;
}

async function startNetwork(world: World, port: number, file: string) {
  writeFileSync(file, JSON.stringify(world));
  const main = join(import.meta.dirname, '../../src/sandbox/main.ts');
  const child = spawn(process.execPath, [main, '--port', String(port), '--file', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}/_sandbox/settings`;
  const settings = { containerMs: 0, containerPolls: 0, quotaTotal: 10_000, usage: 0 };
  await until(
    'the sandbox answers',
    () =>
      fetch(url, { method: 'POST', body: JSON.stringify(settings) }).then(
        (answer) => answer.ok,
        () => false,
      ),
    20,
  );
  return child;
}

async function makeScene(backend: Backend, world: World, sandboxUrl: string): Promise<Scene> {
  const { sql, keys } = backend;
  const businesses = await addBusinesses(sql, businessCount);
  const accounts = pages(world).map((page) => ({ page, instagram: world.accounts[page]!.instagramId! }));
  const channels = await addChannels(sql, 'sandbox', businesses, accounts);
  const pageOf = new Map(businesses.map((business, index) => [business, accounts[index]!.page]));
  const secrets = channels.map(({ id, business, kind, externalId }) => ({
    channel_id: id,
    sealed: seal(keys.sealing, tokenOf(pageOf.get(business)!), sealContext(business, kind, externalId)),
  }));
  await sql`insert into channel_secrets ${sql(secrets)}`;
  const photo = await phonePhoto('#b4763c');
  const pictures = new Map<string, string>();
  for (const business of businesses) {
    const stored = await storePicture(
      backend,
      backend.asService('a picture to measure with'),
      business,
      photo,
    );
    if (!stored.ok) throw new Error(stored.reason);
    pictures.set(business, stored.picture.id);
  }
  return { sql, sandboxUrl, channels, pictures };
}

interface Plan {
  targets: number;
  /** Seconds between planning and the first hour. */
  lead: number;
  overSeconds: number;
  budget: number;
}

async function measure(scene: Scene, name: string, plan: Plan): Promise<void> {
  const { sql } = scene;
  const due = new Date(Date.now() + plan.lead * 1000);
  const posts = planPosts(scene, name, plan, due);
  await insertPosts(scene, posts);
  const ids = posts.map(({ id }) => id);
  await until(`half a minute of ${name}`, async () => Date.now() > due.getTime() - 500, plan.lead + 5);
  // One photo on a Page is posted in one call: only Instagram's half of the targets has a container.
  const [ready] = await sql<{ containers: number; targets: number }[]>`
    select count(*) filter (where container_id is not null)::int as containers, count(*)::int as targets
    from post_targets where post_id = any(${ids}::uuid[]) and state = 'container_ready'`;
  note(
    `publish: ${name}: at the first hour ${ready!.containers} of ${plan.targets / 2} containers are made, ` +
      `${ready!.targets} of ${plan.targets} targets ready to go out`,
  );
  // What is still under way two minutes after the last hour is counted as not visible.
  const patience = plan.overSeconds + 120;
  const under = async () => {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from post_targets
      where post_id = any(${ids}::uuid[]) and state in ('scheduled', 'claimed', 'container_ready', 'publishing')`;
    return row!.count;
  };
  await until('all handled', async () => (await under()) === 0, patience, 500).catch(() => undefined);
  await judge(scene, name, plan, ids);
}

interface BenchPost {
  id: string;
  business_id: string;
  caption: string;
  at: Date;
}

/** Each post has two targets, one on Instagram and one on the Page; those of one minute are spread evenly. */
function planPosts(
  { pictures }: Scene,
  name: string,
  { targets, overSeconds }: Plan,
  due: Date,
): BenchPost[] {
  const businesses = [...pictures.keys()];
  const count = targets / 2;
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    business_id: businesses[index % businesses.length]!,
    caption: `${name} ${index}`,
    at: new Date(due.getTime() + (index * overSeconds * 1000) / count),
  }));
}

async function insertPosts({ sql, channels, pictures }: Scene, posts: BenchPost[]): Promise<void> {
  const common = { media_type: 'photo', message_type: 'conversational', goal: 'mengukur' };
  const rows = posts.map(({ id, business_id, caption }) => ({ ...common, id, business_id, caption }));
  const media = posts.map(({ id, business_id }) => ({
    post_id: id,
    business_id,
    position: 1,
    media_id: pictures.get(business_id)!,
    alt_text: 'Bidang berwarna cokelat.',
  }));
  const targets = posts.flatMap(({ id, business_id, at }) =>
    channels
      .filter(({ business }) => business === business_id)
      .map((channel) => ({
        post_id: id,
        business_id,
        channel_id: channel.id,
        state: 'scheduled',
        scheduled_at: at,
        scheduled_zone: 'Asia/Jakarta',
        not_after: new Date(at.getTime() + 6 * 3_600_000),
      })),
  );
  await sql.begin(async (tx) => {
    await tx`insert into posts ${tx(rows)}`;
    await tx`insert into post_media ${tx(media)}`;
    for (let from = 0; from < targets.length; from += 500)
      await tx`insert into post_targets ${tx(targets.slice(from, from + 500))}`;
    await tx`select pg_notify('tanggap_due', '')`;
  });
}

async function judge({ sql, sandboxUrl }: Scene, name: string, plan: Plan, ids: string[]): Promise<void> {
  const rows = await sql<
    { state: string; reason: string | null; remote: string | null; due: Date; at: Date | null }[]
  >`select state, reason, remote_id as remote, scheduled_at as due, published_at as at from post_targets
    where post_id = any(${ids}::uuid[])`;
  const answer = await fetch(`${sandboxUrl}/_sandbox/state`);
  const { posts } = (await answer.json()) as SandboxState;
  const shown = posts.filter(({ caption }) => caption.startsWith(`${name} `));
  const shownAt = new Map(shown.map(({ id, createdAt }) => [id, createdAt]));
  const places = shown.map(({ accountId, caption }) => `${accountId} ${caption}`);
  const doubles = places.length - new Set(places).size;

  const states = Map.groupBy(rows, ({ state, reason }) => (reason ? `${state} (${reason})` : state));
  note(`publish: ${name}: ${[...states].map(([state, those]) => `${state} ${those.length}`).join(', ')}`);
  const published = rows.filter(({ state }) => state === 'published');
  const late = published.map(({ due, at }) => (at!.getTime() - due.getTime()) / 1000);
  const shownLate = published.flatMap(({ due, remote }) => {
    const at = shownAt.get(remote ?? '');
    return at === undefined ? [] : [(at - due.getTime()) / 1000];
  });
  const invisible = rows.filter(({ state }) =>
    ['claimed', 'publishing', 'container_ready', 'scheduled'].includes(state),
  );
  const n = published.length;
  const lateness = `${name}_lateness`;
  report(`${lateness}_p95`, percentile(late, 95), 's', { n, budget: { most: plan.budget } });
  report(`${lateness}_p50`, percentile(late, 50), 's', { n });
  report(`${lateness}_max`, Math.max(...late), 's', { n });
  report(`${lateness}_p95_on_the_network`, percentile(shownLate, 95), 's', { n: shownLate.length });
  report(`${name}_earliest_on_the_network`, Math.min(...shownLate), 's', {
    n: shownLate.length,
    budget: { least: 0 },
  });
  report(`${name}_double_posts`, doubles, 'posts', { n: places.length, budget: { most: 0 } });
  report(`${name}_unknown_to_a_person`, invisible.length, 'targets', { n: rows.length, budget: { most: 0 } });
  report(`${name}_not_published`, rows.length - n, 'targets', { n: rows.length });
}
