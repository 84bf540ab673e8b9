/** Webhooks, pages and work in three processes: an open page hears everything, each once and in order. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, openSeveral, type Heard, type Several } from '../bench/several.ts';
import { until } from '../support/backend.ts';

let several: Several;
beforeAll(async () => {
  several = await openSeveral();
}, 240_000);
afterAll(() => several?.close());

const arrivals = (heard: Heard[]) => heard.filter(({ kind }) => kind === 'message.received');

test('a page that loses its process in the middle continues at another, and misses nothing', async () => {
  const { customers, sender, showing, taking, owner } = several;
  const heard: Heard[] = [];
  const stopped = new AbortController();
  const first = listen(showing.url, owner, heard, stopped.signal).catch(() => 'cut');
  const pour = (count: number) =>
    sender.fullLoad(
      Array.from({ length: count }, () => customers.body(1)),
      4,
      60,
    );
  // The stream begins with its answer: what is said before is not for it.
  await until('the page listens', async () => {
    await pour(1);
    return arrivals(heard).length > 0;
  });
  const before = sender.acknowledged.length - arrivals(heard).length;
  await pour(10);
  await until('the page hears', () => Promise.resolve(arrivals(heard).length >= 10));
  await showing.kill();
  expect(await first).toBe('cut');
  await pour(10);
  const second = listen(taking.url, owner, heard, stopped.signal, heard.at(-1)!.number).catch(() => 'ended');
  await pour(5);
  await until('everything was heard', () =>
    Promise.resolve(arrivals(heard).length >= sender.acknowledged.length - before),
  );
  stopped.abort();
  await second;
  const numbers = heard.map(({ number }) => Number(number));
  expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
  expect(sender.refused).toBe(0);
});
