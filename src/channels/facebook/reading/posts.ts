import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { pages } from '#channels/graph/pages.ts';
import { isWordless, justWords } from '#channels/meta/texts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { IncomingAttachment, IncomingMessage, RecentPost } from '#channels/contract/incoming.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

const PAGES = 4;

/**
 * Lists what stands on a Page since an instant, by the Page and by visitors, with how many comments each has.
 * @see https://developers.facebook.com/docs/graph-api/reference/page/feed
 */
export async function recentPosts(account: Account, since: Date): Promise<Outcome<{ posts: RecentPost[] }>> {
  const posts: RecentPost[] = [];
  const params = {
    fields:
      'id,message,created_time,permalink_url,from{id,name},attachments,comments.filter(stream).limit(0).summary(true){id}',
    since: Math.floor(since.getTime() / 1000),
    limit: 50,
  };
  for await (const page of pages(account, `${account.externalId}/feed`, params, post, PAGES)) {
    if (page.ok !== true) return page;
    for (const item of page.items) {
      const comments = item.comments?.summary?.total_count ?? null;
      posts.push({ id: item.id, comments, said: visitorPost(account, item) });
    }
    if (page.last) break;
  }
  return { ok: true, posts };
}

function visitorPost(account: Account, item: z.infer<typeof post>): IncomingMessage | null {
  const at = instant(item.created_time);
  // Who hides who they are can't be told from the Page itself.
  if (!item.from || item.from.id === account.externalId || !at) return null;
  const attachments: IncomingAttachment[] = (item.attachments?.data ?? []).flatMap(({ media }) =>
    media?.image?.src ? [{ kind: 'image', url: media.image.src, mediaId: null, name: null }] : [],
  );
  return {
    type: 'message',
    accountId: account.externalId,
    at,
    direction: 'in',
    externalId: item.id,
    place: 'comment',
    postId: item.id,
    parentId: null,
    person: { id: item.from.id, name: item.from.name ?? null, username: null },
    text: item.message,
    wordless: isWordless(item.message, attachments),
    ...justWords,
    about: 'visitor_post',
    aboutUrl: item.permalink_url ?? null,
    attachments,
  };
}

const post = z.object({
  id: remoteId,
  message: z.string().catch(''),
  created_time: z.unknown().optional(),
  permalink_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish()
    .catch(null),
  from: z
    .object({ id: remoteId, name: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  attachments: z
    .object({
      data: z.array(
        z.object({
          media: z
            .object({ image: z.object({ src: z.string() }).nullish().catch(null) })
            .nullish()
            .catch(null),
        }),
      ),
    })
    .nullish()
    .catch(null),
  comments: z
    .object({ summary: z.object({ total_count: z.number() }).nullish().catch(null) })
    .nullish()
    .catch(null),
});
