/** What an owner planned, as rows, and a network that is given time to work on it. */
import { publishDue } from '#publishing/publish/round.ts';
import type { Shop } from './shop.ts';

export interface Plan {
  on: 'instagram' | 'facebook';
  kind?: 'text' | 'photo' | 'video';
  placement?: 'feed' | 'story';
  /** How many pictures; of a video, its file. */
  pictures?: number;
  video?: { mime: 'video/mp4' | 'video/quicktime'; width: number; height: number; seconds?: number };
  inMinutes: number;
  words?: string;
  firstComment?: string;
  /** Instead of the shop's picture, which is in no storage. */
  picture?: string;
}

/** @returns the target's id */
export async function plan(shop: Shop, wanted: Plan): Promise<string> {
  const { sql } = shop.backend;
  const { business } = shop;
  const { kind = 'photo', placement = 'feed', words = 'Unggahan contoh', firstComment = null } = wanted;
  const [post] = await sql<{ id: string }[]>`
    insert into posts (business_id, media_type, placement, message_type, goal, caption, first_comment)
    values (${business}, ${kind}, ${placement}, 'promotional', 'Tujuan contoh', ${words}, ${firstComment})
    returning id`;
  const media: string[] = [];
  if (kind === 'video') {
    const { mime, width, height, seconds = 15 } = wanted.video!;
    const [row] = await sql<{ id: string }[]>`
      insert into media (business_id, mime, bytes, width, height, duration_ms, video_bytes, codec)
      values (${business}, ${mime}, 3000, ${width}, ${height}, ${seconds * 1000}, 2400, 'h264') returning id`;
    media.push(row!.id);
  } else if (kind === 'photo') {
    media.push(...Array.from({ length: wanted.pictures ?? 1 }, () => wanted.picture ?? shop.picture));
  }
  for (const [index, id] of media.entries())
    await sql`insert into post_media (post_id, business_id, position, media_id, alt_text)
      values (${post!.id}, ${business}, ${index + 1}, ${id}, 'Gambar contoh')`;
  const at = new Date(Date.now() + wanted.inMinutes * 60_000);
  const [target] = await sql<{ id: string }[]>`
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone)
    values (${post!.id}, ${business}, ${shop.channels()[wanted.on].id}, 'scheduled', ${at}, 'Asia/Jakarta')
    returning id`;
  return target!.id;
}

export async function stateOf(shop: Shop, target: string) {
  const [row] = await shop.backend.sql<
    { state: string; reason: string | null; containerId: string | null; remoteId: string | null }[]
  >`select state, reason, container_id as "containerId", remote_id as "remoteId"
    from post_targets where id = ${target}`;
  return row!;
}

/** Publishes until nothing is due, a minute of the network's work at a time. */
export async function publishFor(shop: Shop, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    while ((await publishDue(shop.backend)) > 0);
    await shop.passMinutes(1);
  }
}

export const visible = (shop: Shop) =>
  shop
    .sandbox()
    .state()
    .posts.filter(({ published }) => published);
