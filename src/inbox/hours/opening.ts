/** When the business is open, how long somebody has waited by both clocks, and what is said while it is closed. */
import { z } from 'zod';
import { jsonb } from '#platform/backend/arguments.ts';
import type { Backend, Db } from '#platform/backend/index.ts';

/** Hours of one day, on the business's clock: `08:00`. */
export interface OpenHours {
  opens: string;
  closes: string;
}

export interface BusinessHours {
  /** Monday first; null where it is closed. Null altogether when the business has not said. */
  week: (OpenHours | null)[] | null;
  exceptions: { id: string; name: string; from: string; to: string; hours: OpenHours | null }[];
  away: { body: string; active: boolean } | null;
}

/** The hours of a business, its days that differ and have not passed, and its away message, in one call. */
export async function businessHours(db: Db, business: string, today: string): Promise<BusinessHours> {
  const { data: row } = await db
    .from('businesses')
    .select(
      `business_hours(weekday, opens, closes), business_hour_exceptions(id, name, from_on, to_on, opens, closes),
      away_messages(body, active)`,
    )
    .eq('id', business)
    .gte('business_hour_exceptions.to_on', today)
    .order('from_on', { referencedTable: 'business_hour_exceptions' })
    .limit(100, { referencedTable: 'business_hour_exceptions' })
    .single()
    .throwOnError();
  const days = new Map(row.business_hours.map((day) => [day.weekday, spanOf(day)]));
  return {
    week: days.size > 0 ? [1, 2, 3, 4, 5, 6, 7].map((day) => days.get(day) ?? null) : null,
    exceptions: row.business_hour_exceptions.map(({ id, name, from_on, to_on, ...span }) => ({
      id,
      name,
      from: from_on,
      to: to_on,
      hours: spanOf(span),
    })),
    away: [row.away_messages].flat()[0] ?? null,
  };
}

interface Span {
  opens: string | null;
  closes: string | null;
}

function spanOf({ opens, closes }: Span): OpenHours | null {
  return opens && closes ? { opens: opens.slice(0, 5), closes: closes.slice(0, 5) } : null;
}

/** Saves the week (Monday first, null is closed) and the away message. False for who is no owner. */
export async function saveHours(
  db: Db,
  business: string,
  week: (OpenHours | null)[],
  away: { body: string; active: boolean } | null,
): Promise<boolean> {
  const open = week.flatMap((hours, day) => (hours ? [{ weekday: day + 1, ...hours }] : []));
  const { data } = await db
    .rpc('save_business_hours', {
      business,
      week: jsonb(open),
      ...(away && { away: away.body, away_active: away.active }),
    })
    .throwOnError();
  return data;
}

/** Adds days that differ. False for who is no owner, or when the days or hours are in the wrong order. */
export async function addException(
  db: Db,
  business: string,
  { name, from, to, hours }: { name: string; from: string; to: string; hours: OpenHours | null },
): Promise<boolean> {
  const row = { business_id: business, name, from_on: from, to_on: to };
  const { error } = await db
    .from('business_hour_exceptions')
    .insert({ ...row, opens: hours?.opens ?? null, closes: hours?.closes ?? null });
  if (!error) return true;
  if (['42501', '23514', '22007', '22008'].includes(error.code)) return false;
  throw error;
}

export async function removeException(db: Db, id: string): Promise<boolean> {
  const { data } = await db
    .from('business_hour_exceptions')
    .delete()
    .eq('id', id)
    .select('id')
    .throwOnError();
  return data.length === 1;
}

const clocks = z.array(z.object({ plain_seconds: z.number(), open_seconds: z.number().nullable() }));

/** How long a conversation has waited, in minutes: by the clock, and in opening hours (null when those are unknown). */
export async function waitingClock(
  db: Db,
  conversation: string,
): Promise<{ plain: number; open: number | null } | null> {
  const { data } = await db.rpc('waiting_clock', { conversation }).throwOnError();
  const [row] = clocks.parse(data);
  if (!row) return null;
  const minutes = (seconds: number) => Math.floor(seconds / 60);
  return {
    plain: minutes(row.plain_seconds),
    open: row.open_seconds === null ? null : minutes(row.open_seconds),
  };
}

/** Says that the business is closed, where that is due. */
export async function sendAway(backend: Backend, message: string): Promise<void> {
  await backend.asService('answer while the business is closed').rpc('send_away', { message }).throwOnError();
}
