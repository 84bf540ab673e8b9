/** In every loop that claims a torn row is put aside, or waits for its time to pass, and the rows beside it go on. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { setLogLevel } from '#platform/log.ts';
import { bad, good, loops, other, type Loop } from './ledger-loops.data.ts';

/** What was logged as an error. */
const errors: string[] = [];
beforeEach(() => {
  setLogLevel('error');
  errors.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => errors.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

/** Gives the rows once, knows no account, and keeps what is settled. */
function backendWith({ claim, settle }: Loop, rows: object[]): { backend: Backend; settled: object[] } {
  const settled: object[] = [];
  const answer = (data: unknown) => ({ throwOnError: async () => ({ data, error: null }) });
  const nothing: object = new Proxy(() => undefined, {
    get: (_, name) =>
      name === 'then' ? undefined : name === 'throwOnError' ? answer([]).throwOnError : () => nothing,
  });
  const db = {
    from: () => nothing,
    rpc(name: string, args: { results?: object[] }) {
      if (name === claim) return answer(rows.splice(0));
      if (name === settle) settled.push(...(args.results ?? [args]));
      return answer([]);
    },
  };
  const mail = { send: async () => undefined };
  const env = { PUBLIC_URL: 'http://localhost' };
  return { backend: { asService: () => db, mail, env } as unknown as Backend, settled };
}

const names = (one: object) => JSON.stringify(one);

test.each(Object.entries(loops))('%s', async (_name, loop) => {
  const { row, torn } = loop;
  const { backend, settled } = backendWith(loop, [row(good), { ...row(bad), ...torn }, row(other)]);
  await loop.run(backend);
  expect(errors).toEqual([expect.stringContaining('ledger.unreadable')]);
  for (const id of [good, other]) expect(settled.filter((one) => names(one).includes(id))).toHaveLength(1);
  const ofTorn = settled.filter((one) => names(one).includes(bad));
  expect(ofTorn).toMatchObject(loop.settled ? [loop.settled] : []);
});
