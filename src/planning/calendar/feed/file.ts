/** The plan as a calendar that a phone subscribes to, at an address only its holder knows. */
import { freshLink, isToken } from '#platform/http/private-link.ts';
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { z } from 'zod';
import { channelKind } from '#channels/schema.ts';
import { addressOf } from '#platform/http/address.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { calendarWords } from '../words.ts';
import { targetState } from '#planning/schema.ts';
import { targetWord } from '#planning/posts/targets.ts';
import { words } from '#planning/words.ts';

/** An address that is in use; the address itself is known to its holder alone. */
export interface Feed {
  id: string;
  userId: string;
  madeAt: string;
}

/** The addresses a person may see: their own, and as owner those of colleagues. */
export async function listFeeds(db: Db, business: string): Promise<Feed[]> {
  const { data } = await db
    .from('calendar_feeds')
    .select('id, user_id, made_at')
    .eq('business_id', business)
    .order('made_at')
    .limit(200)
    .throwOnError();
  return data.map((row) => ({ id: row.id, userId: row.user_id, madeAt: row.made_at }));
}

/** Makes the person's address; the one they had before leads nowhere from then on. */
export async function replaceFeed(backend: Backend, db: Db, business: string): Promise<string> {
  const { token, hash } = freshLink();
  await db.rpc('replace_calendar_feed', { business, token_hash: hash }).throwOnError();
  return `${backend.env.PUBLIC_URL}/kalender/${token}.ics`;
}

/** @returns false when it is not theirs to end, or was ended already */
export async function endFeed(db: Db, feed: string): Promise<boolean> {
  const { data } = await db.from('calendar_feeds').delete().eq('id', feed).select('id').throwOnError();
  return data.length === 1;
}

const content = z.object({
  name: z.string(),
  slug: z.string(),
  timezone: z.string(),
  language: z.enum(['id', 'en']),
  entries: z.array(
    z.object({
      post: z.uuid(),
      at: z.string(),
      caption: z.string(),
      link: z.string().nullable(),
      version: z.number(),
      targets: z.array(
        z.object({
          kind: channelKind,
          name: z.string(),
          state: targetState,
          reason: z.string().nullable(),
          permalink: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type FeedContent = z.infer<typeof content>;

/**
 * What the holder of an address may read; null when there is no such address (any more). One caller reads two a
 * second at length, and 120 at once: calendar services ask for many people from few addresses.
 */
export async function readFeed(
  backend: Backend,
  visit: { request: Request; clientAddress: string },
  token: string,
): Promise<FeedContent | 'too_many' | null> {
  // Whatever cannot be one of ours is not asked for.
  if (!isToken(token)) return null;
  if (!(await allowed(backend, `kalender:${addressOf(visit, backend.env)}`, 120, 60))) return 'too_many';
  const { data } = await backend.asAnon().rpc('calendar_feed', { token }).throwOnError();
  return content.nullable().parse(data);
}

/** How long a post is in the calendar: long enough to be touched. */
const minutes = 15;

/** The iCalendar file (RFC 5545): instants in UTC, states in words, an entry for each post and hour. */
export function feedFile(feed: FeedContent, publicUrl: string, now = new Date()): string {
  const t = words[feed.language];
  const name = plain(feed.name);
  const calendar = ical({
    // NOTE: the package escapes what events say, but not the name of the calendar.
    name: escaped(`${name} · Tanggap`),
    description: escaped(calendarWords[feed.language].feedDescription(name)),
    prodId: { company: 'Tanggap', product: 'Kalender unggahan', language: feed.language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  const before = new Map<string, number>();
  for (const { post, at, link, version, targets, ...entry } of feed.entries) {
    const start = new Date(at);
    const caption = plain(entry.caption);
    const nth = (before.get(post) ?? 0) + 1;
    before.set(post, nth);
    const said = new Set(targets.map((target) => targetWord(target, feed.language).word));
    const channels = [...new Set(targets.map((target) => plain(target.name)))];
    const first = caption.split('\n', 1)[0]!.trim() || t.noCaption;
    const address = `${publicUrl}/u/${feed.slug}/unggahan/${post}`;
    calendar.createEvent({
      // The same after a move, so that the entry moves too. A post with two hours has two entries.
      id: nth === 1 ? `${post}@tanggap` : `${post}.${nth}@tanggap`,
      start,
      end: new Date(start.getTime() + minutes * 60_000),
      stamp: now,
      sequence: version,
      summary: `${[...said].join(', ')}: ${[...first].slice(0, 80).join('')}`,
      description: [
        caption,
        link ?? '',
        targets
          .map((target) =>
            [`${plain(target.name)}: ${targetWord(target, feed.language).word}`, target.permalink]
              .filter(Boolean)
              .join(' '),
          )
          .join('\n'),
        address,
      ]
        .filter(Boolean)
        .join('\n\n'),
      location: channels.join(', '),
      url: address,
      status: targets.every(({ state }) => state === 'draft')
        ? ICalEventStatus.TENTATIVE
        : ICalEventStatus.CONFIRMED,
      // A post takes nobody's time.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

/** Without what could end a line of the file but a line break itself. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}
