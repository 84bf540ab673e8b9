/** A hub of its own with one business and as many planned posts as a test wants; nothing goes out by itself. */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import type { Browser, BrowserContextOptions, BrowserContext } from 'playwright-core';
import { openBackend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { launchChromium } from './chromium.ts';
import { installedFolder } from './prepared.ts';
import { freePort, startTestServer } from './server.ts';

export interface CalendarHouse {
  hub: string;
  dataDir: string;
  base: string;
  /** Value of the owner's `Cookie` header. */
  cookie: string;
  /** As superuser. */
  sql: postgres.Sql;
  /** Plans a post at a wall clock (WIB) on both channels. @returns its id */
  plan(local: string, more?: { caption?: string; state?: string }): Promise<string>;
  /** A browser of the owner, signed in. */
  browse(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function openCalendarHouse(more: Record<string, string> = {}): Promise<CalendarHouse> {
  const folder = await installedFolder();
  const port = await freePort();
  const env = { WORKER: 'off', ...more };
  const server = await startTestServer({ dataDir: folder.path, port, env });
  const backend = await openBackend(
    readEnv({ DATA_DIR: folder.path, PORT: String(port), LOG_LEVEL: 'silent' }),
  );
  const { sql } = backend;
  const cookie = await signUp(server.url);
  const [business] = await sql<{ id: string; slug: string }[]>`
    update businesses set created_at = now() - interval '1 year' returning id, slug`;
  const channels = await sql<{ id: string }[]>`insert into channels (business_id, kind, name) values
    (${business!.id}, 'assisted', 'Warung satu'), (${business!.id}, 'assisted', 'Warung dua') returning id`;
  let browser: Browser | null = null;
  return {
    hub: server.url,
    dataDir: folder.path,
    base: `/u/${business!.slug}`,
    cookie,
    sql,
    async plan(local, { caption = `Unggahan ${local}`, state = 'scheduled' } = {}) {
      const id = randomUUID();
      const at = new Date(`${local}:00+07:00`);
      const business_id = business!.id;
      const post = {
        id,
        business_id,
        caption,
        media_type: 'text',
        message_type: 'promotional',
        goal: 'Contoh',
      };
      await sql`insert into posts ${sql(post)}`;
      const target = {
        post_id: id,
        business_id,
        state,
        scheduled_at: at,
        scheduled_zone: 'Asia/Jakarta',
        not_after: new Date(at.getTime() + 6 * 3_600_000),
        published_at: state === 'published' ? at : null,
      };
      await sql`insert into post_targets ${sql(channels.map((one) => ({ ...target, channel_id: one.id })))}`;
      return id;
    },
    async browse(options) {
      browser ??= await launchChromium();
      const context = await browser.newContext({ baseURL: server.url, locale: 'id-ID', ...options });
      context.setDefaultTimeout(20_000);
      await context.addCookies(
        cookie.split('; ').map((pair) => ({
          name: pair.slice(0, pair.indexOf('=')),
          value: pair.slice(pair.indexOf('=') + 1),
          url: server.url,
        })),
      );
      return context;
    },
    async close() {
      await browser?.close();
      await backend.close();
      await server.stop();
      folder.remove();
    },
  };
}

async function signUp(hub: string): Promise<string> {
  const form = {
    businessName: 'Warung Kalender',
    email: 'kalender@contoh.test',
    password: 'sandi yang baik',
  };
  const answer = await fetch(`${hub}/daftar`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { Origin: hub },
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}
