/** How a customer was served, in a conversation without a case: once, after a person closed it. */
import { isToken } from '#platform/http/private-link.ts';
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import type { CustomerOutcome } from '#inbox/index.ts';
import type { Visit } from '../feedback/take.ts';
import { mayWrite } from '../feedback/photo.ts';

/** A second rating is answered like the first, and the first stands. */
export async function rateTalk(
  backend: Backend,
  visit: Visit,
  token: string,
  score: number,
  words: string,
): Promise<CustomerOutcome> {
  if (!isToken(token)) return null;
  if (!(await mayWrite(backend, visit, token))) return 'too_many';
  const { data } = await backend.asAnon().rpc('rate_talk', { token, score, words }).throwOnError();
  return z.enum(['done', 'moved']).nullable().parse(data);
}
