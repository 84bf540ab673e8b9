/** Bodies that arrive together share a statement, and not each other's failures. */
import { expect, test } from 'vitest';
import { storeTogether } from '#inbox/receiving/arrivals.ts';
import type { Backend } from '#platform/backend/index.ts';

/** A database that refuses `refused`, each with `code`, and tells what it was asked to store at once. */
function database(refused: string, code: string) {
  const statements: string[][] = [];
  const callDirectly = async (_: string, { items }: { items: { key: string }[] }) => {
    const keys = items.map(({ key }) => key);
    statements.push(keys);
    await new Promise((go) => setTimeout(go, 5));
    if (keys.includes(refused)) throw Object.assign(new Error('refused'), { code });
    return keys.length;
  };
  return { statements, backend: { callDirectly } as unknown as Backend };
}

const deliver = (backend: Backend, keys: string[]) =>
  Promise.allSettled(keys.map((key) => storeTogether(backend, 'meta', [{ key }])));

test('those that arrive while one is being stored are stored by one statement', async () => {
  const { statements, backend } = database('', '');
  await deliver(backend, ['a', 'b', 'c', 'd']);
  expect(statements).toEqual([['a'], ['b', 'c', 'd']]);
});

test('one that the database can not keep fails alone', async () => {
  const { statements, backend } = database('c', '22P05');
  const answers = await deliver(backend, ['a', 'b', 'c', 'd']);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(statements).toEqual([['a'], ['b', 'c', 'd'], ['b'], ['c'], ['d']]);
});

test('a database that is away fails all at once, and is not asked for each', async () => {
  const { statements, backend } = database('c', 'ECONNREFUSED');
  const answers = await deliver(backend, ['a', 'b', 'c', 'd']);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
  expect(statements).toHaveLength(2);
});
