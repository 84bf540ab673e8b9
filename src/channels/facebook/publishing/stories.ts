import { z } from 'zod';
import { remoteId } from '#channels/graph/json.ts';
import { pages } from '#channels/graph/pages.ts';
import { wholePostId } from './video.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

/**
 * The story in which a photo or video is shown; `null` when the Page's stories, read to the end, hold none.
 * @see https://developers.facebook.com/docs/page-stories-api
 */
export async function storyWith(
  account: Account,
  mediaId: string,
): Promise<Outcome<{ remoteId: string | null }>> {
  for await (const page of pages(account, `${account.externalId}/stories`, { limit: 50 }, story, 6)) {
    if (page.ok !== true) return { ok: 'unknown', reason: page.reason };
    const ours = page.items.find((item) => item.media_id === mediaId);
    if (ours) return { ok: true, remoteId: wholePostId(account, ours.post_id) };
    if (page.last) return { ok: true, remoteId: null };
  }
  return { ok: 'unknown', reason: 'temporary' };
}

const story = z.object({ post_id: remoteId, media_id: remoteId });
