import { z } from 'zod';
import { graph } from './client.ts';
import type { Failure, Unknown } from '../contract/outcome.ts';
import type { Access, Params } from './exchange.ts';

/** One page of a list; `last` when the network says that nothing follows. */
export type Page<T> = { ok: true; items: T[]; last: boolean } | Failure | Unknown;

const paging = z
  .object({
    cursors: z.object({ after: z.string().optional() }).optional(),
    next: z.string().optional(),
  })
  .optional();

/**
 * Walks a list page by page until `next` is absent (a short or even empty page is not the end) or `maxPages` were
 * read. Stops after the first page that failed. `next` holds the access token and could name any host: we take only
 * the position out of it and ask the same path again.
 * @see https://developers.facebook.com/docs/graph-api/results
 */
export async function* pages<S extends z.ZodType>(
  access: Access,
  path: string,
  params: Params,
  item: S,
  maxPages: number,
): AsyncGenerator<Page<z.infer<S>>> {
  const schema = z.object({ data: z.array(item), paging });
  let position: Params = {};
  for (let count = 0; count < maxPages; count += 1) {
    const answer = await graph(access).get(path, { ...params, ...position }, schema);
    if (answer.ok !== true) return yield answer;
    const following = positionAfter(answer.data.paging);
    yield { ok: true, items: answer.data.data, last: following === null };
    if (following === null) return;
    position = following;
  }
}

const POSITIONS = ['after', '__paging_token', 'until', 'since', 'offset'];

function positionAfter(given: z.infer<typeof paging>): Params | null {
  if (given?.next === undefined) return null;
  if (given.cursors?.after !== undefined) return { after: given.cursors.after };
  const query = URL.canParse(given.next) ? new URL(given.next).searchParams : new URLSearchParams();
  const found = POSITIONS.flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : []));
  return found.length > 0 ? Object.fromEntries(found) : null;
}
