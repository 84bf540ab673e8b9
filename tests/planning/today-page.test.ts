/** Today's page with more drafts than any list holds: what is urgent stands on it all the same. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCalendarHouse, type CalendarHouse } from '../support/calendar-house.ts';

let house: CalendarHouse;
const wall = (days: number, time: string) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`;

beforeAll(async () => {
  house = await openCalendarHouse();
  const [business] = await house.sql<{ id: string; channel: string }[]>`
    select b.id, (select c.id from channels c where c.business_id = b.id order by c.name limit 1) as channel
    from businesses b`;
  const drafts = Array.from({ length: 40 }, () => randomUUID());
  const post = { business_id: business!.id, media_type: 'text', message_type: 'promotional', goal: 'Contoh' };
  await house.sql`insert into posts ${house.sql(drafts.map((id) => ({ id, ...post, caption: 'Draf belaka' })))}`;
  const target = { business_id: business!.id, channel_id: business!.channel, state: 'draft' };
  await house.sql`insert into post_targets ${house.sql(drafts.map((post_id) => ({ post_id, ...target })))}`;
  await house.plan(wall(-1, '09:00'), { caption: 'Yang gagal', state: 'failed' });
  const turn = await house.plan(wall(-1, '10:00'), { caption: 'Yang giliran Anda', state: 'unconfirmed' });
  await house.sql`update post_targets set reason = 'your_turn' where post_id = ${turn}`;
  await house.plan(wall(-1, '11:00'), { caption: 'Yang belum pasti', state: 'unconfirmed' });
  for (let nth = 0; nth < 4; nth += 1)
    await house.plan(wall(2 + nth, '09:00'), { caption: `Berikut ${nth}` });
});
afterAll(() => house?.close());

async function read(language: string): Promise<string> {
  const headers = { Cookie: house.cookie, Accept: 'text/html', 'Accept-Language': language };
  const answer = await fetch(`${house.hub}/`, { headers });
  return (await answer.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('says what failed, whose turn it is, what is uncertain and what comes next', async () => {
  const page = await read('id');
  for (const words of ['Yang gagal', 'Yang giliran Anda', 'Yang belum pasti', 'Berikut 0', 'Berikut 1'])
    expect(page).toContain(words);
  expect(page).not.toContain('Draf belaka');
  expect(page).not.toContain('Belum ada yang dijadwalkan');
});

test('says how many more there are, and how many drafts have no hour', async () => {
  // Four posts on two channels each; five targets are shown.
  expect(await read('id')).toContain('3 lagi di kalender');
  expect(await read('id')).toContain('40 draf belum punya jam');
  expect(await read('en')).toContain('40 drafts have no time yet');
});
