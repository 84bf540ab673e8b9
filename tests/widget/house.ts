/** A hub of its own with one business whose widget is on, and what customers would send to it. */
import { randomUUID } from 'node:crypto';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';
import { noticeVersion } from '#widget/schema.ts';

export interface WidgetHouse extends CalendarHouse {
  slug: string;
  /** The public key in use. */
  key: string;
  /** Calls the API as a page at `origin` would. */
  send(body: unknown, options?: SendOptions): Promise<Response>;
  /** Forgets what was counted against rate limits. */
  forgive(): Promise<void>;
}

export interface SendOptions {
  key?: string;
  origin?: string | null;
  headers?: Record<string, string>;
}

export async function openWidgetHouse(env: Record<string, string> = {}): Promise<WidgetHouse> {
  const house = await openCalendarHouse(env);
  const [{ key }] = await house.sql<[{ key: string }]>`
    with made as (insert into channels (business_id, kind, name)
      select id, 'widget', 'Widget' from businesses returning id, business_id)
    insert into widget_keys (business_id, channel_id) select business_id, id from made returning key`;
  return {
    ...house,
    slug: house.base.slice(3),
    key,
    send(body, { key: used = key, origin = 'https://toko.test', headers = {} } = {}) {
      return fetch(`${house.hub}/api/widget/${used}/masukan`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Accept-Language': 'id',
          ...(origin !== null && { Origin: origin }),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
    async forgive() {
      await house.sql`delete from rate_limits`;
    },
  };
}

/** What the element sends. */
export const feedback = (more: Record<string, unknown> = {}) => ({
  key: randomUUID(),
  kind: null,
  words: 'Apakah bandeng presto bisa dikirim ke Cilegon?',
  name: '',
  contact: '',
  ordered: '',
  wants: 'unknown',
  page: 'https://toko.test/bandeng?utm=rahasia',
  product: '',
  lang: 'id',
  notice: noticeVersion,
  took: 5000,
  url: '',
  ...more,
});
