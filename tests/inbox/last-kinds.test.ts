/** A conversation whose last message has no words says in the list what came instead. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lastWords } from '#inbox/messages/index.ts';
import { listConversations, viewOf } from '#inbox/conversations/index.ts';
import { openContact } from '#inbox/customers/index.ts';
import type { ContactId } from '#inbox/schema.ts';
import { openTelling, type Telling } from './telling.ts';

let telling: Telling;
beforeAll(async () => {
  telling = await openTelling();
});
afterAll(() => telling?.close());
beforeEach(() => telling.reset());

const db = () => telling.backend.asUser(telling.owner.token);
async function said(): Promise<Record<string, string>> {
  const reader = { userId: telling.owner.id, answerPromiseHours: 24 };
  const { conversations } = await listConversations(db(), telling.business, viewOf('all'), reader, null);
  return Object.fromEntries(conversations.map((row) => [row.contactName, lastWords(row, 'id')]));
}
const attach = (message: string, ...kinds: string[]) =>
  Promise.all(
    kinds.map(
      (kind, index) => telling.backend.sql`
        insert into message_attachments (business_id, message_id, position, kind)
        values (${telling.business}, ${message}, ${index + 1}, ${kind})`,
    ),
  );

test('by its kind; of several the first; words come before them; what was removed is not told', async () => {
  const { writes, backend } = telling;
  const kinds = { image: 'Foto', video: 'Video', audio: 'Pesan suara', file: 'Berkas', sticker: 'Stiker' };
  for (const kind of Object.keys(kinds)) await attach((await writes(kind, '')).id, kind);
  await attach((await writes('beberapa', '')).id, 'video', 'image');
  await attach((await writes('berkata', 'Ini barangnya')).id, 'image');
  await writes('kosong', '');
  // The newest message alone counts, and one that was taken back is none.
  await attach((await writes('dulu', '', { minutesAgo: 9 })).id, 'image');
  await attach((await writes('dulu', '', { minutesAgo: 5 })).id, 'audio');
  const gone = await writes('dulu', '');
  await attach(gone.id, 'video');
  await backend.sql`update messages set removed_at = now() where id = ${gone.id}`;
  expect(await said()).toEqual({
    ...kinds,
    ...{ beberapa: 'Video', berkata: 'Ini barangnya', kosong: '(tanpa kata)', dulu: 'Pesan suara' },
  });
});

test('a photo of ours alone is one too, also on the page of the customer', async () => {
  const { writes, backend, business } = telling;
  const { conversation } = await writes('Bu Sari', 'Boleh lihat?', { minutesAgo: 5 });
  const [row] = await backend.sql<[{ id: string; contact: string }]>`
    insert into messages (business_id, conversation_id, channel_id, direction, body, delivery)
    select business_id, id, channel_id, 'out', '', 'sent' from conversations where id = ${conversation}
    returning id, (select contact_id from conversations where id = ${conversation}) as contact`;
  await backend.sql`insert into reply_pictures (id, business_id, message_id, bytes, width, height)
    values (${randomUUID()}, ${business}, ${row.id}, 1000, 100, 100)`;
  expect(await said()).toEqual({ 'Bu Sari': 'Foto' });
  const contact = await openContact(db(), business, row.contact as ContactId);
  expect(contact!.conversations.map((each) => lastWords(each, 'en'))).toEqual(['Photo']);
});
