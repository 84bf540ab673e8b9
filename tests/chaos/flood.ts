/** Many signed webhook items, sent as Meta sends them: again, in any order, until they are answered with 200. */
import { signatureHeaders, webhookBody } from '#sandbox/webhooks/body.ts';
import type { Stage } from './stage.ts';

export interface Body {
  text: string;
  headers: Record<string, string>;
  /** The comments in it. */
  ids: string[];
}

export interface Flood {
  bodies: Body[];
  ids: string[];
  /** How many people wrote them, counted for each channel. */
  people: number;
}

export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Comments of both channels in signed bodies of 1 to `most`; `first` numbers them. */
export function makeFlood(stage: Stage, count: number, random: Random, first = 0, most = 20): Flood {
  const bodies: Body[] = [];
  const people = new Set<string>();
  for (let made = 0; made < count;) {
    const kind = random() < 0.5 ? 'instagram' : 'facebook';
    const size = Math.min(count - made, 1 + Math.floor(random() * most));
    const ids = Array.from({ length: size }, (_, index) => String(7_000_000_000 + first + made + index));
    const writers = ids.map((id) => `${kind === 'instagram' ? 61 : 62}000${Number(id) % 40}`);
    writers.forEach((writer) => people.add(writer));
    bodies.push(signed(stage, kind, ids, writers));
    made += size;
  }
  return { bodies, ids: bodies.flatMap(({ ids }) => ids), people: people.size };
}

function signed(stage: Stage, kind: 'instagram' | 'facebook', ids: string[], writers: string[]): Body {
  const account = stage.channels[kind].externalId;
  const time = Math.floor(Date.now() / 1000);
  const entries = ids.map((id, index) => ({ id: account, time, changes: [change(id, writers[index]!)] }));
  const text = webhookBody(kind === 'instagram' ? 'instagram' : 'page', entries);
  return { text, headers: signatureHeaders(text, stage.secret), ids };

  function change(id: string, writer: string): unknown {
    const said = `Komentar contoh ${id}`;
    if (kind === 'instagram') {
      const from = { id: writer, username: `pelanggan.${writer}` };
      return { field: 'comments', value: { from, media: { id: '18000000000000001' }, id, text: said } };
    }
    const post = `${account}_120000000000001`;
    const from = { id: writer, name: `Pelanggan ${writer}` };
    const about = { post_id: post, parent_id: post, comment_id: `${id}`, created_time: time };
    return { field: 'feed', value: { item: 'comment', verb: 'add', from, message: said, ...about } };
  }
}

/** Posts bodies, several at a time; returns those that were answered with 200, and tells of each at once. */
export async function pour(
  stage: Stage,
  bodies: Body[],
  onTaken: (taken: number) => void = () => undefined,
): Promise<Set<Body>> {
  const waiting = [...bodies];
  const taken = new Set<Body>();
  const sender = async () => {
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      if ((await post(stage, body)) !== 200) continue;
      taken.add(body);
      onTaken(taken.size);
    }
  };
  await Promise.all([sender(), sender(), sender(), sender()]);
  return taken;
}

async function post(stage: Stage, { text, headers }: Body): Promise<number> {
  try {
    const answer = await fetch(`${stage.server().url}/hooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** What was not answered with 200 comes again: in another order, and some of it twice. */
export function redelivery(bodies: Body[], taken: Set<Body>, random: Random): Body[] {
  const missing = bodies.filter((body) => !taken.has(body));
  const again = [...missing, ...missing.filter(() => random() < 0.3)];
  return again
    .map((body) => ({ body, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ body }) => body);
}

/** How many of these comments are stored raw. */
export async function storedOf({ sql }: Stage, ids: string[]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from webhook_items
    where coalesce(value ->> 'comment_id', value ->> 'id') = any (${ids})`;
  return row!.count;
}

/** What became of these comments. */
export async function inboxOf({ sql }: Stage, ids: string[]) {
  const [messages] = await sql<{ rows: number; comments: number; words: number }[]>`
    select count(*)::int as rows, count(distinct external_id)::int as comments,
      count(*) filter (where body = 'Komentar contoh ' || external_id and direction = 'in')::int as words
    from messages where external_id = any (${ids})`;
  const [people] = await sql<{ contacts: number; identities: number }[]>`
    select count(distinct c.contact_id)::int as contacts, count(distinct i.id)::int as identities
    from messages m join conversations c on c.id = m.conversation_id
    join identities i on i.contact_id = c.contact_id
    where m.external_id = any (${ids})`;
  return { ...messages!, ...people! };
}
