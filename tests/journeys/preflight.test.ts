/** What an owner reads when a plan could not go out, and what they press under a first comment nobody is sure of. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';

let house: CalendarHouse;
let channel: string;
let business: string;

beforeAll(async () => {
  house = await openCalendarHouse();
  const [row] = await house.sql<{ id: string; business: string }[]>`
    insert into channels (business_id, kind, network, external_id, name, problem, problem_at)
    select id, 'facebook', 'sandbox', 'hal-contoh', 'Warung Contoh', 'token_dead', now() from businesses
    returning id, business_id as business`;
  channel = row!.id;
  business = row!.business;
});
afterAll(() => house?.close());

async function post(state: 'scheduled' | 'published'): Promise<{ post: string; target: string }> {
  const [made] = await house.sql<{ post: string; target: string }[]>`
    with made as (
      insert into posts (business_id, media_type, message_type, goal, caption, first_comment)
      values (${business}, 'text', 'promotional', 'Tujuan contoh', 'Kue lapis besok pagi', 'Pesan di sini, ya')
      returning id)
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone, published_at, remote_id)
    select id, ${business}, ${channel}, ${state}, now() + interval '3 hours', 'Asia/Jakarta',
      case when ${state} = 'published' then now() end, case when ${state} = 'published' then 'pos-contoh' end
    from made returning post_id as post, id as target`;
  return made!;
}

test('what keeps a plan from going out is told where they look, with the way to mend it', async () => {
  const planned = await post('scheduled');
  await house.sql`insert into preflights (target_id, business_id, moment, problems) values
    (${planned.target}, ${business}, '24h', ${house.sql.json([
      { code: 'token_dead' },
      { code: 'caption_too_long', limit: 2200, length: 2301 },
    ])})`;
  const sentence = 'Belum bisa tayang: sambungkan lagi Facebook.';
  const places = [
    ['today', house.base],
    ['calendar', `${house.base}/kalender?tampilan=daftar`],
    ['post', `${house.base}/unggahan/${planned.post}`],
  ] as const;
  for (const width of [360, 1280]) {
    const context = await house.browse({
      viewport: { width, height: 800 },
      javaScriptEnabled: width === 1280,
    });
    const page = await context.newPage();
    for (const [name, path] of places) {
      await page.goto(path);
      await page.getByText(sentence).waitFor();
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect({ name, width, wide }).toEqual({ name, width, wide: false });
    }
    await page.getByText('Pendekkan 101 karakter.').waitFor();
    expect(await page.getByRole('link', { name: 'Buka kanal' }).getAttribute('href')).toBe(
      `${house.base}/kanal`,
    );
    await context.close();
  }
  await house.sql`delete from posts`;
});

test('a first comment that nobody is sure of is sent again, or taken as it is, without script', async () => {
  const context = await house.browse({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [button, state] of [
    ['Kirim lagi', 'waiting'],
    ['Komentarnya sudah ada', 'sent'],
  ] as const) {
    const out = await post('published');
    await house.sql`insert into first_comments (target_id, business_id, body, state, due_at, reason) values
      (${out.target}, ${business}, 'Pesan di sini, ya', 'unconfirmed', null, 'temporary')`;
    await page.goto(`${house.base}/unggahan/${out.post}`);
    await page.getByText('Belum pasti komentar pertama sudah ada.').waitFor();
    const box = await page.getByRole('button', { name: button }).boundingBox();
    expect(box!.height).toBeGreaterThanOrEqual(44);
    await page.getByRole('button', { name: button }).click();
    await page.getByText(state === 'sent' ? 'sudah terkirim' : 'menunggu dikirim').waitFor();
    const [row] = await house.sql`select state from first_comments where target_id = ${out.target}`;
    expect(row).toEqual({ state });
    await house.sql`delete from posts`;
  }
  await context.close();
});
