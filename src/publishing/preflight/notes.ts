import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { problem, type Problem } from './problems.ts';

const firstComment = z.object({
  state: z.enum(['waiting', 'sending', 'sent', 'failed', 'unconfirmed']),
  version: z.number(),
  reason: z.string().nullable(),
});
export type FirstComment = z.infer<typeof firstComment>;

export interface TargetNote {
  /** What the latest check found, while the target is still planned. */
  problems: Problem[];
  comment: FirstComment | null;
}

const planned = ['scheduled', 'container_ready', 'claimed'];

/** What there is to say about the targets of a post, by target id. */
export async function targetNotes(db: Db, business: string, post: string): Promise<Map<string, TargetNote>> {
  const { data } = await db
    .from('post_targets')
    .select('id, state, preflights(problems), first_comments(state, version, reason)')
    .eq('business_id', business)
    .eq('post_id', post)
    .throwOnError();
  return new Map(
    data.map(({ id, state, preflights, first_comments }) => {
      const found = [preflights].flat()[0];
      const comment = [first_comments].flat()[0];
      const problems = found && planned.includes(state) ? z.array(problem).parse(found.problems) : [];
      return [id, { problems, comment: comment ? firstComment.parse(comment) : null }];
    }),
  );
}
