/** The stream of a customer's private page: what it tells, where it begins again, and when it ends. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { closeLiveEvents } from '#platform/live/stream.ts';
import { eraseTalk, liveTalk, seenSoFar } from '#widget/portal/index.ts';
import { findWidget, takeFeedback } from '#widget/feedback/index.ts';
import { noticeVersion } from '#widget/schema.ts';
import { makeBusiness, openTestBackend, signUpPerson, until } from '../support/backend.ts';

let backend: Backend;
const slug = 'usaha-langsung';
const open: AbortController[] = [];

beforeAll(async () => {
  backend = await openTestBackend();
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  const business = await makeBusiness(backend, owner, slug);
  await backend.asUser(owner.token).rpc('turn_on_widget', { business }).throwOnError();
});
afterEach(async () => {
  for (const one of open.splice(0)) one.abort();
  await backend.sql`delete from rate_limits`;
});
afterAll(async () => {
  closeLiveEvents();
  await backend?.close();
});

const visit = (signal?: AbortSignal, clientAddress = '192.0.2.1') => ({
  request: new Request('http://hub.test/', signal ? { signal } : {}),
  clientAddress,
});

async function talk() {
  const given = { kind: null, words: 'Contoh', lang: 'id', notice: noticeVersion, took: 9_000 } as const;
  const widget = await findWidget(backend, { slug });
  const taken = await takeFeedback(backend, visit(), { slug }, widget!, { ...given, key: randomUUID() });
  if (typeof taken === 'string') throw new Error(taken);
  const answer = async () => {
    await backend.sql`insert into messages (business_id, conversation_id, channel_id, direction, body, delivery)
      select business_id, conversation_id, channel_id, 'out', 'Jawaban', 'sent' from messages where id = ${taken.message}`;
  };
  return { token: taken.token, answer };
}

async function listen(token: string, seen: number | null = null, address?: string) {
  const signal = new AbortController();
  open.push(signal);
  const stream = await liveTalk(backend, visit(signal.signal, address), token, seen);
  if (stream === null || stream === 'too_many') return stream;
  let text = '';
  let ended = false;
  void (async () => {
    const decoder = new TextDecoder();
    for await (const part of stream) text += decoder.decode(part, { stream: true });
    ended = true;
  })();
  return {
    told: () =>
      [...text.matchAll(/^id: (\d+)\nevent: talk.changed\ndata: \{\}$/gm)].map(([, id]) => Number(id)),
    text: () => text,
    ended: () => ended,
    leave: () => signal.abort(),
  };
}
type Open = Exclude<Awaited<ReturnType<typeof listen>>, null | 'too_many'>;

test('an answer is told, to the holder of that link alone, and not what it says', async () => {
  const [one, other] = [await talk(), await talk()];
  const [mine, theirs] = [(await listen(one.token)) as Open, (await listen(other.token)) as Open];
  await one.answer();
  await until('the answer to be told', () => mine.told().length > 0);
  expect(mine.text()).not.toContain('Jawaban');
  await other.answer();
  await until('the other to be told', () => theirs.told().length > 0);
  expect([mine.told(), theirs.told()]).toEqual([[2], [2]]);
});

test('who comes back is told what they missed, and only then', async () => {
  const { token, answer } = await talk();
  const seen = await seenSoFar(backend, token);
  await answer();
  const late = (await listen(token, seen)) as Open;
  await until('what was missed', () => late.told().length > 0);
  const current = (await listen(token, late.told()[0])) as Open;
  await answer();
  await until('the next', () => current.told().length > 0);
  expect(current.told()).toEqual([late.told()[0]! + 1]);
});

test('it ends when the link does, and no other begins', async () => {
  const { token } = await talk();
  const page = (await listen(token)) as Open;
  await until('the stream to open', () => page.text() !== '');
  expect(await eraseTalk(backend, visit(), token)).toBe('done');
  await until('the stream to close', page.ended);
  expect(await listen(token)).toBeNull();
  expect(await seenSoFar(backend, token)).toBeNull();
  expect(await listen('tidak-ada')).toBeNull();
});

test('few are open at once for a link, some for an address, and who leaves makes room', async () => {
  const { token } = await talk();
  const pages = [];
  for (let n = 0; n < 5; n++) pages.push((await listen(token, null, `192.0.2.${n}`)) as Open);
  expect(await listen(token)).toBe('too_many');
  pages[0]!.leave();
  await until('room', pages[0]!.ended);
  expect(await listen(token)).not.toBe('too_many');
  const streams = [];
  for (let n = 0; n < 10; n++) {
    const next = await talk();
    await backend.sql`delete from rate_limits`;
    for (let each = 0; each < 5; each++) streams.push(await listen(next.token, null, '192.0.2.77'));
  }
  expect(streams.filter((one) => one === 'too_many')).toHaveLength(10);
});

test('who opens and opens again must wait', async () => {
  const { token } = await talk();
  let refused = 0;
  for (let n = 0; n < 500 && refused === 0; n++) {
    const page = await listen(token, null, '192.0.2.99');
    if (page === 'too_many') refused += 1;
    else (page as Open).leave();
  }
  expect(refused).toBe(1);
});
