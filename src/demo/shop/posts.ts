/** The kitchen's posts: on the network first, then as rows that were published then, then the plan ahead. */
import { randomUUID } from 'node:crypto';
import { savePost, validHours, type PostContent } from '#planning/posts/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { People } from './people.ts';
import type { PlayedNetwork } from '../network.ts';
import type { Files, Stored } from './card-files.ts';
import { dice, hour, localTime, minute, wallClock } from '../story/clock.ts';
import { altTexts, coming, past, type PastPost } from '../story/posts.data.ts';
import type { Platform, Talk } from '../story/script.ts';

export interface Shown {
  post: PastPost;
  at: number;
  remote: Partial<Record<Platform, { id: string; permalink: string }>>;
}

/** Puts the past posts on the network, with the likes of those who talked. */
export async function showPast(
  network: PlayedNetwork,
  accounts: Record<Platform, string>,
  files: Files,
  talks: Talk[],
  now: number,
  seed: number,
): Promise<Shown[]> {
  const roll = dice(seed);
  const shown: Shown[] = [];
  for (const post of past) {
    const at = wallClock(now, -post.daysAgo, post.at) + Math.floor(roll() * 4_000);
    const remote: Shown['remote'] = {};
    for (const platform of ['instagram', 'facebook'] as const) {
      if (post.trouble === 'failed' && platform === 'facebook') continue;
      const made = await network.play('posts', {
        account: accounts[platform],
        caption: post.caption,
        picture: Buffer.from(files.get(post.card)!).toString('base64'),
        altText: altTexts[post.card],
        createdAt: at,
      });
      remote[platform] = made;
      const fans = [
        ...new Set(talks.filter((talk) => talk.platform === platform).map(({ persona }) => persona)),
      ];
      for (const persona of fans.filter(() => roll() < 0.16)) {
        await network.play('likes', { id: made.id, persona });
      }
    }
    shown.push({ post, at, remote });
  }
  return shown;
}

/** Writes the past posts as the hub would have left them, without pictures yet. @returns their ids, in order */
export async function recordPast(
  { sql }: Backend,
  business: string,
  people: People,
  channels: Record<Platform, string>,
  shown: Shown[],
): Promise<string[]> {
  const rows = shown.map(({ post, at, remote }, index) => ({
    id: randomUUID(),
    at,
    post,
    remote,
    planned: at - 20 * hour - index * 7 * minute,
    by: index % 3 ? people.owner.id : people.staff.id,
  }));
  await sql.begin(async (tx) => {
    await tx`insert into posts ${tx(
      rows.map(({ id, post, planned, by }) => ({
        id,
        business_id: business,
        media_type: 'photo',
        message_type: post.type,
        goal: post.goal,
        goal_figure: post.figure,
        goal_value: post.value,
        caption: post.caption,
        created_by: by,
        created_at: new Date(planned),
      })),
    )}`;
    const targets = rows.flatMap((row) =>
      (['instagram', 'facebook'] as const).map((platform) =>
        target(row, business, platform, channels[platform]),
      ),
    );
    await tx`insert into post_targets ${tx(targets)}`;
    await tx`insert into publish_attempts ${tx(troubles(targets))}`;
    // The events of these rows are old news: they get their own time, and no job.
    await tx`set constraints all immediate`;
    await tx`update events e set at = p.created_at, relayed_at = now() from posts p
      where e.business_id = ${business} and e.subject = p.id`;
    await tx`update events e set at = coalesce(t.published_at, t.scheduled_at), relayed_at = now()
      from post_targets t where e.business_id = ${business} and e.subject = t.id`;
  });
  return rows.map(({ id }) => id);
}

interface PastRow {
  id: string;
  at: number;
  post: PastPost;
  remote: Shown['remote'];
  planned: number;
}

function target(
  { id, at, post, remote, planned }: PastRow,
  business: string,
  platform: Platform,
  channel: string,
) {
  const trouble = platform === 'facebook' ? post.trouble : undefined;
  const due = Math.floor(at / minute) * minute;
  const known = trouble ? undefined : remote[platform];
  return {
    id: randomUUID(),
    post_id: id,
    business_id: business,
    channel_id: channel,
    state: trouble ?? 'published',
    version: 6,
    tries: 1,
    scheduled_at: new Date(due),
    scheduled_local: localTime(due),
    scheduled_zone: 'Asia/Jakarta',
    not_after: new Date(due + validHours * hour),
    published_at: known ? new Date(at) : null,
    remote_id: known?.id ?? null,
    permalink: known?.permalink ?? null,
    reason: trouble === 'failed' ? 'duplicate_post' : null,
    created_at: new Date(planned),
  };
}

/** The ledger says how the two that did not simply go out ended. */
function troubles(targets: ReturnType<typeof target>[]) {
  return targets
    .filter(({ state }) => state !== 'published')
    .map(({ id, business_id, state, reason, scheduled_at }) => ({
      target_id: id,
      business_id,
      step: 'publish',
      opened_at: scheduled_at,
      closed_at: new Date(scheduled_at.getTime() + 12 * minute),
      outcome: state === 'failed' ? 'failed' : 'unknown',
      reason,
    }));
}

/** Gives the past posts their pictures. */
export async function recordPictures(
  { sql }: Backend,
  business: string,
  posts: string[],
  stored: Stored,
): Promise<void> {
  const rows = past.map(({ card }, index) => {
    const picture = { media_id: stored.get(card)!, alt_text: altTexts[card] };
    return { post_id: posts[index]!, business_id: business, position: 1, ...picture };
  });
  await sql`insert into post_media ${sql(rows)}`;
}

/** Plans what is still to come, as the owner would in the composer. */
export async function planAhead(
  backend: Backend,
  business: string,
  token: string,
  channels: Record<Platform, string>,
  stored: Stored,
  now: number,
): Promise<void> {
  const db = backend.asUser(token);
  for (const { due, ...post } of coming) {
    const at = due && ('minutes' in due ? now + due.minutes * minute : wallClock(now, due.days, due.at));
    const content: PostContent = {
      mediaType: 'photo',
      placement: 'feed',
      messageType: post.type,
      goal: post.goal,
      goalFigure: post.figure,
      goalValue: post.value,
      pillar: null,
      caption: post.caption,
      link: null,
      firstComment: null,
      pictures: [{ media_id: stored.get(post.card)!, alt_text: altTexts[post.card] }],
      facts: [],
      channels: Object.values(channels).map((id) => ({ channel_id: id, caption: null })),
      localTime: at ? localTime(at) : null,
    };
    await savePost(db, business, randomUUID(), 0, content, at !== null);
  }
}
