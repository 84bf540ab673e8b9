/** Calls of SQL functions as somebody, and refusals that left no trace. */
import { expect } from 'vitest';
import type { People, Who } from './people.ts';
import { snapshot } from './snapshot.ts';

type Args = Record<string, unknown>;
/** Either an error with this SQLSTATE, or a polite answer that did nothing. */
type Refusal = { code: string } | { answer: unknown };

export const denied: Refusal = { code: '42501' };

/** @throws the API's error */
export async function call<T = unknown>(people: People, who: Who, name: string, args: Args): Promise<T> {
  const { data } = await people.as(who).rpc(name, args).throwOnError();
  return data as T;
}

/** Expects the refusal, and that not one row of any table differs afterwards. */
export async function expectRefusal(
  people: People,
  who: Who,
  name: string,
  args: Args,
  refusal: Refusal = denied,
): Promise<void> {
  const before = await snapshot(people.sql);
  const { data, error } = await people.as(who).rpc(name, args);
  const came = error ? { code: error.code } : { answer: data as unknown };
  expect({ who, ...came }).toEqual({ who, ...refusal });
  expect(await snapshot(people.sql)).toEqual(before);
}

/** What jobs and webhooks alone may call. */
export async function expectServiceAlone(people: People, name: string, args: Args): Promise<void> {
  for (const who of ['owner', 'staff', 'stranger', 'nobody'] as const) {
    await expectRefusal(people, who, name, args);
  }
}
