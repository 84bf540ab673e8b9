/**
 * Signed webhook bodies into a real server on the embedded size, with fsync: how many items a second are accepted
 * and durable, how long the sender waits at 300 a second, and whether anything acknowledged is ever lost.
 * Long, because its rounds share one installation and one clock.
 */
import type postgres from 'postgres';
import { install, until, type Installation } from './installation.ts';
import { bareInserts, projectedSince } from './projected.ts';
import { addBusinesses, addChannels, signUp, type Owner } from './people.ts';
import { median, note, percentile, reporter } from './report.ts';
import { Customers, Sender } from './webhooks.ts';

const report = reporter('ingest');
const secret = 'rahasia aplikasi untuk ukuran';
const connections = 32;
const perSecond = 300;

/** Meta's app is set, but no channel has credentials, so nothing goes out. */
const env = {
  META_APP_ID: '1',
  META_APP_SECRET: secret,
  META_VERIFY_TOKEN: 'token untuk ukuran',
  META_GRAPH_URL: 'http://127.0.0.1:9',
};

interface Scene {
  hub: Installation;
  sql: postgres.Sql;
  owner: Owner;
  customers: Customers;
  sender: Sender;
}

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const hub = await install(env);
  try {
    const sql = hub.connect();
    await mustBeDurable(sql);
    const owner = await signUp(hub, sql);
    const businesses = [owner.business, ...(await addBusinesses(sql, 9))];
    const channels = await addChannels(sql, 'meta', businesses);
    const scene: Scene = {
      hub,
      sql,
      owner,
      customers: new Customers(channels, secret),
      sender: new Sender(hub.port),
    };
    await warmUp(scene);
    await throughput(scene, quick ? 2 : 5, quick ? 2 : 4);
    await latency(scene, quick ? 1 : 3, quick ? 5 : 20);
    await sql.end();
    await afterKill(scene, quick ? 2 : 4);
    scene.sender.close();
  } finally {
    await hub.remove();
  }
}

async function mustBeDurable(sql: postgres.Sql): Promise<void> {
  const [row] =
    await sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
    current_setting('full_page_writes') as pages`;
  if (row!.fsync !== 'on' || row!.commit !== 'on' || row!.pages !== 'on')
    throw new Error(`not durable: ${JSON.stringify(row)}`);
  await sql`create table bench_reference (id bigint generated always as identity primary key, item jsonb not null)`;
}

async function warmUp(scene: Scene): Promise<void> {
  await scene.sender.fullLoad(bodies(scene, 500, 1), connections, 10);
  await inserts(scene, 0.5);
  await projected(scene, 120);
}

/** (a) Full load, each round beside the reference on the same, then quiet, server. */
async function throughput(scene: Scene, rounds: number, seconds: number): Promise<void> {
  const bare: number[] = [];
  const ones: number[] = [];
  const tens: number[] = [];
  const draining: number[] = [];
  const projecting: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    bare.push(await inserts(scene, seconds));
    for (const [size, rates] of [
      [1, ones],
      [10, tens],
    ] as const) {
      const prepared = bodies(scene, (6_000 * seconds) / Math.sqrt(size), size);
      const before = scene.sender.acknowledged.length;
      rates.push(await scene.sender.fullLoad(prepared, connections, seconds));
      const left = await pending(scene.sql);
      const over = await instant(scene.sql);
      const waited = await projected(scene, 600);
      draining.push(waited / 1000);
      const worked = await projectedSince(scene.sql, over);
      // Of a few hundred the time would be that of the beginning and the end.
      if (worked.items > 2_000) projecting.push(worked.rate);
      note(
        `ingest: round ${round}, ${size} an envelope: ${rates.at(-1)!.toFixed(0)}/s beside ${bare.at(-1)!.toFixed(0)}/s, ` +
          `${scene.sender.acknowledged.length - before} accepted, ${left} still to project, done ${(waited / 1000).toFixed(1)} s later`,
      );
    }
  }
  const reference = median(bare);
  const ratio = (rates: number[]) => median(rates.map((rate, round) => rate / bare[round]!));
  report('items_per_second_1_in_a_body', median(ones), 'items/s', { n: rounds, reference });
  report('items_per_second_10_in_a_body', median(tens), 'items/s', { n: rounds, reference });
  const budget = { least: 1 };
  report('ratio_to_bare_inserts_1_in_a_body', ratio(ones), 'ratio', { n: rounds, reference, budget });
  report('ratio_to_bare_inserts_10_in_a_body', ratio(tens), 'ratio', { n: rounds, reference, budget });
  report('projected_after_full_load', median(draining), 's', { n: draining.length });
  const rows = await bareInserts(scene.sql, 10_000);
  if (projecting.length > 0)
    report('projected_per_second', median(projecting), 'items/s', {
      n: projecting.length,
      reference: rows,
      budget: { least: 1_500 },
    });
  if (scene.sender.refused > 0) note(`ingest: ${scene.sender.refused} bodies were refused`);
}

/** (b) and (c): 300 items a second by the clock, alone and while somebody works in the inbox. */
async function latency(scene: Scene, rounds: number, seconds: number): Promise<void> {
  const alone: number[] = [];
  const used: number[] = [];
  const draining: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, waits] of [
      ['alone', alone],
      ['inbox in use', used],
    ] as const) {
      const reader = name === 'alone' ? null : useInbox(scene);
      const measured = await scene.sender.byTheClock(bodies(scene, perSecond * seconds, 1), perSecond);
      draining.push((await projected(scene, 120)) / 1000);
      const pages = reader ? `, ${await reader.stop()}` : '';
      waits.push(percentile(measured, 99));
      note(
        `ingest: round ${round}, ${perSecond}/s, ${name}: median ${median(measured).toFixed(1)} ms, ` +
          `p99 ${waits.at(-1)!.toFixed(1)} ms, all projected ${draining.at(-1)!.toFixed(1)} s later${pages}`,
      );
    }
  }
  report('p99_at_300_per_second_alone', median(alone), 'ms', { n: rounds, budget: { most: 150 } });
  report('p99_at_300_per_second_inbox_in_use', median(used), 'ms', { n: rounds, budget: { most: 400 } });
  report('projected_after_300_per_second', Math.max(...draining), 's', {
    n: draining.length,
    budget: { most: 10 },
  });
}

/** (d) Processes die in the middle of full load, and everything that was acknowledged is still there. */
async function afterKill(scene: Scene, seconds: number): Promise<void> {
  const { hub, sender } = scene;
  const deaths = ['node', 'postgresql', 'both'] as const;
  let acknowledged = 0;
  let lost = 0;
  let deaf = 0;
  let unprojected = 0;
  for (const death of deaths) {
    const from = sender.acknowledged.length;
    const load = sender.fullLoad(bodies(scene, 20_000, 2), connections, 2 * seconds);
    await new Promise((done) => setTimeout(done, seconds * 1000));
    const database = hub.postmaster();
    if (death !== 'postgresql') await hub.server.kill();
    if (death !== 'node') process.kill(database, 'SIGKILL');
    await load;
    if (death !== 'postgresql') await hub.start();
    await until('ready again', () => fetch(`${hub.url}/readyz`).then((answer) => answer.ok), 60);
    const sql = hub.connect();
    if ((await sender.fullLoad(bodies(scene, 1, 1), 1, 1)) === 0) {
      note(`ingest: killed ${death}: the hub takes no webhooks any more`);
      deaf += 1;
    }
    // What a dead process had claimed waits for the end of its lease, a minute.
    const waited = await projected({ ...scene, sql }, 100).catch(() => Infinity);
    const known = sender.acknowledged.slice(from);
    const [row] = await sql<{ missing: number }[]>`
      with stored as (select coalesce(value ->> 'id', value ->> 'comment_id', value -> 'message' ->> 'mid') as key
        from webhook_items)
      select count(*)::int as missing from unnest(${known}::text[]) as acknowledged (key)
      left join stored using (key) where stored.key is null`;
    const stuck = await pending(sql);
    await sql.end();
    acknowledged += known.length;
    lost += row!.missing;
    unprojected += stuck;
    note(
      `ingest: killed ${death}: ${known.length} acknowledged, ${row!.missing} lost, ` +
        `${stuck} never projected, projected ${(waited / 1000).toFixed(1)} s after ready`,
    );
  }
  report('lost_after_kill_9', lost, 'items', { n: acknowledged, budget: { most: 0 } });
  report('unprojected_100_s_after_kill_9', unprojected, 'items', { n: acknowledged, budget: { most: 0 } });
  report('deaf_to_webhooks_after_kill_9', deaf, 'times', { n: deaths.length, budget: { most: 0 } });
}

/** Bare one-row inserts by the same driver, one at a time. @returns rows a second */
async function inserts({ sql, customers }: Scene, seconds: number): Promise<number> {
  const began = performance.now();
  let rows = 0;
  for (; performance.now() - began < seconds * 1000; rows += 1)
    await sql`insert into bench_reference (item) values (${customers.item()}::text::jsonb)`;
  return (rows * 1000) / (performance.now() - began);
}

/** Somebody has the inbox open: live events, and list and conversations one after another without a pause. */
function useInbox({ hub, owner }: Scene): { stop(): Promise<string> } {
  const inbox = `/u/${owner.slug}/kotak-masuk`;
  const headers = { Cookie: owner.cookie, Accept: 'text/html' };
  const stopped = new AbortController();
  const live = fetch(`${hub.url}/peristiwa?usaha=${owner.slug}`, { headers, signal: stopped.signal })
    .then(async (answer) => {
      if (!answer.ok) throw new Error(`live events answered ${answer.status}`);
      for await (const part of answer.body!) void part;
    })
    .catch((error: unknown) => {
      if (!stopped.signal.aborted) note(`ingest: ${String(error)}`);
    });
  const took: number[] = [];
  const open = async (path: string): Promise<string> => {
    const began = performance.now();
    const answer = await fetch(hub.url + path, { headers });
    const page = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    took.push(performance.now() - began);
    return page;
  };
  const reading = (async () => {
    while (!stopped.signal.aborted) {
      const list = await open(inbox);
      const [first] = list.match(/kotak-masuk\/[0-9a-f-]{36}/) ?? [];
      if (first) await open(`/u/${owner.slug}/${first}`);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await reading;
      await live;
      return `${took.length} pages read, median ${median(took).toFixed(0)} ms, p95 ${percentile(took, 95).toFixed(0)} ms`;
    },
  };
}

function bodies({ customers }: Scene, count: number, items: number) {
  return Array.from({ length: Math.ceil(count) }, () => customers.body(items));
}

async function instant(sql: postgres.Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  return row!.now;
}

async function pending(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<
    { left: number }[]
  >`select count(*)::int as left from webhook_items where projected_at is null`;
  return row!.left;
}

function projected({ sql }: Pick<Scene, 'sql'>, seconds: number): Promise<number> {
  return until('everything projected', async () => (await pending(sql)) === 0, seconds);
}
