import { z } from 'zod';
import { graph } from '../graph/client.ts';
import type { Account } from '../contract/account.ts';
import type { Figures } from '../contract/publishing.ts';
import type { Outcome } from '../contract/outcome.ts';

/** A figure as the network gave it: a number, or numbers by kind. */
export type Insight = number | Record<string, number>;

/** Nothing is known: the network gave no figures, which is not the same as none. */
export const noFigures: Figures = {
  reach: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  views: null,
};

/**
 * Reads figures of a post by metric. One wrong name would fail the whole call, so the caller chooses them for the kind
 * of post; a metric without data yet is absent.
 * @see https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 */
export async function insights(
  account: Account,
  remoteId: string,
  metrics: readonly string[],
): Promise<Outcome<{ values: Map<string, Insight> }>> {
  const answer = await graph(account).get(`${remoteId}/insights`, { metric: metrics.join(',') }, listed);
  if (answer.ok !== true) return answer;
  const values = new Map<string, Insight>();
  for (const { name, values: given, total_value } of answer.data.data) {
    const value = given?.at(-1)?.value ?? total_value?.value;
    if (value !== undefined) values.set(name, value);
  }
  return { ok: true, values };
}

/** A metric's number, `null` when it is absent. */
export function figure(values: Map<string, Insight>, name: string): number | null {
  const value = values.get(name);
  return typeof value === 'number' ? value : null;
}

const insight = z.union([z.number(), z.record(z.string(), z.number())]);
const listed = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      values: z.array(z.object({ value: insight.optional().catch(undefined) })).optional(),
      total_value: z.object({ value: insight.optional().catch(undefined) }).optional(),
    }),
  ),
});
