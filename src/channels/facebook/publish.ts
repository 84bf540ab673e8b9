import { z } from 'zod';
import { graph, harmless } from '../graph-client.ts';
import { remoteId } from '../graph-json.ts';
import type { Account, Draft, DraftPicture, Outcome } from '../contract.ts';
import type { Params } from '../graph-exchange.ts';

/** Nothing to prepare: Facebook takes the whole post in one call. */
export async function prepare(): Promise<Outcome<{ containerId: string | null }>> {
  return { ok: true, containerId: null };
}

export async function poll(): Promise<Outcome<{ ready: boolean }>> {
  return { ok: true, ready: true };
}

/**
 * Publishes the draft on the Page. Not idempotent.
 * @see https://developers.facebook.com/docs/pages-api/posts
 */
export function publish(account: Account, draft: Draft): Promise<Outcome<{ remoteId: string }>> {
  if (draft.mediaType !== 'photo') return publishWords(account, draft);
  return draft.pictures.length > 1 ? publishAlbum(account, draft) : publishPhoto(account, draft);
}

/** The public address of a post. */
export async function permalink(account: Account, postId: string): Promise<Outcome<{ permalink: string }>> {
  const schema = z.object({ permalink_url: z.url() });
  const answer = await graph(account).get(postId, { fields: 'permalink_url' }, schema);
  return answer.ok === true ? { ok: true, permalink: answer.data.permalink_url } : answer;
}

async function publishPhoto(account: Account, draft: Draft): Promise<Outcome<{ remoteId: string }>> {
  const [picture] = draft.pictures;
  if (!picture) return { ok: false, retry: 'never', reason: 'bad_request' };
  const params = {
    url: picture.url,
    message: draft.caption || null,
    alt_text_custom: picture.altText || null,
  };
  // The photo's own id is not the post's: comments and the Page's list speak of `post_id`.
  const schema = z.object({ post_id: remoteId });
  const made = await graph(account).post(`${account.externalId}/photos`, params, schema);
  return made.ok === true ? { ok: true, remoteId: made.data.post_id } : made;
}

// The photos go up unseen first, so that only the last call can leave something behind.
async function publishAlbum(account: Account, draft: Draft): Promise<Outcome<{ remoteId: string }>> {
  const uploaded: string[] = [];
  for (const picture of draft.pictures) {
    const outcome = await uploadUnseen(account, picture);
    if (outcome.ok !== true) return outcome;
    uploaded.push(outcome.photoId);
  }
  const attached_media = uploaded.map((media_fbid) => ({ media_fbid }));
  return post(account, { message: draft.caption || null, attached_media });
}

async function uploadUnseen(account: Account, picture: DraftPicture): Promise<Outcome<{ photoId: string }>> {
  const params = { url: picture.url, alt_text_custom: picture.altText || null, published: false };
  const made = harmless(await graph(account).post(`${account.externalId}/photos`, params, created));
  return made.ok === true ? { ok: true, photoId: made.data.id } : made;
}

function publishWords(account: Account, draft: Draft): Promise<Outcome<{ remoteId: string }>> {
  const link = draft.mediaType === 'link' ? draft.link : null;
  return post(account, { message: draft.caption || null, link });
}

async function post(account: Account, params: Params): Promise<Outcome<{ remoteId: string }>> {
  const made = await graph(account).post(`${account.externalId}/feed`, params, created);
  return made.ok === true ? { ok: true, remoteId: made.data.id } : made;
}

const created = z.object({ id: remoteId });
