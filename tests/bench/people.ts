/** Who and what a benchmark needs before it can measure: an owner who is signed in, businesses, channels. */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import sharp from 'sharp';
import type { Network } from '#channels/schema.ts';
import type { Installation } from './installation.ts';

export interface Owner {
  /** Value of the `Cookie` header. */
  cookie: string;
  slug: string;
  business: string;
}

/** Signs up as a visitor does, by form. */
export async function signUp({ url }: Installation, sql: postgres.Sql): Promise<Owner> {
  const form = {
    businessName: 'Dapur Ukur',
    email: `${randomUUID()}@ukur.test`,
    password: 'sandi untuk ukuran',
  };
  const answer = await fetch(`${url}/daftar`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { Origin: url },
    redirect: 'manual',
  });
  const slug = /^\/u\/([^/]+)\//.exec(answer.headers.get('location') ?? '')?.[1];
  if (!slug) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const [row] = await sql<{ id: string }[]>`select id from businesses where slug = ${slug}`;
  return { cookie, slug, business: row!.id };
}

export interface BenchChannel {
  id: string;
  business: string;
  kind: 'instagram' | 'facebook';
  externalId: string;
}

/** Adds businesses nobody signs in to. @returns their ids */
export async function addBusinesses(sql: postgres.Sql, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    slug: `usaha-ukur-${index + 1}`,
    name: `Usaha ukur ${index + 1}`,
  }));
  const made = await sql<{ id: string }[]>`insert into businesses ${sql(rows)} returning id`;
  return made.map(({ id }) => id);
}

/** Connects an Instagram account and a Page to each business, under the ids given or made up. */
export async function addChannels(
  sql: postgres.Sql,
  network: Network,
  businesses: string[],
  accounts?: { page: string; instagram: string }[],
): Promise<BenchChannel[]> {
  const rows = businesses.flatMap((business_id, index) => {
    const page = accounts?.[index]?.page ?? `1000000000${10_000 + index}`;
    const instagram = accounts?.[index]?.instagram ?? `178410000000${10_000 + index}`;
    const common = { business_id, network, page_id: page };
    return [
      { ...common, kind: 'instagram', external_id: instagram, name: `ukur_${index + 1}` },
      { ...common, kind: 'facebook', external_id: page, name: `Halaman ukur ${index + 1}` },
    ];
  });
  return sql<BenchChannel[]>`insert into channels ${sql(rows)}
    returning id, business_id as business, kind, external_id as "externalId"`;
}

/** A picture with grain, as heavy as what a phone's camera makes of a plate of food. */
export async function phonePhoto(colour: string): Promise<Blob> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const size = { width: 1600, height: 1200, channels: 3 as const };
  const grain = await sharp({ create: { ...size, background: colour, noise } })
    .blur(0.8)
    .png()
    .toBuffer();
  const made = sharp({ create: { ...size, background: colour } }).composite([
    { input: grain, blend: 'soft-light' },
  ]);
  return new Blob([new Uint8Array(await made.jpeg({ quality: 90 }).toBuffer())]);
}
