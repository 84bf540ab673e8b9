/** The widget of a business as its owner keeps it: on or off, its public keys, and from which sites they may be used. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { WidgetKeyId } from '../schema.ts';

export interface WidgetKey {
  id: WidgetKeyId;
  key: string;
  origins: string[];
  madeAt: string;
  /** When it stops working; null for the one in use. */
  endsAt: string | null;
}

export interface WidgetSettings {
  channel: string;
  current: WidgetKey;
  /** Replaced, and still working. */
  ending: WidgetKey[];
}

/** Null while the widget is off. */
export async function widgetSettings(
  db: Db,
  business: string,
  now = new Date(),
): Promise<WidgetSettings | null> {
  const { data } = await db
    .from('channels')
    .select('id, widget_keys(id, key, origins, made_at, ends_at)')
    .eq('business_id', business)
    .eq('kind', 'widget')
    .is('disconnected_at', null)
    .or(`ends_at.is.null,ends_at.gt."${now.toISOString()}"`, { referencedTable: 'widget_keys' })
    .order('made_at', { referencedTable: 'widget_keys', ascending: false })
    .limit(20, { referencedTable: 'widget_keys' })
    .maybeSingle()
    .throwOnError();
  const keys = (data?.widget_keys ?? []).map(({ id, key, origins, made_at, ends_at }) => ({
    id: id as WidgetKeyId,
    key,
    origins,
    madeAt: made_at,
    endsAt: ends_at,
  }));
  const current = keys.find(({ endsAt }) => endsAt === null);
  if (!data || !current) return null;
  return { channel: data.id, current, ending: keys.filter(({ endsAt }) => endsAt !== null) };
}

/** False when the person is no owner. */
export async function turnOnWidget(db: Db, business: string): Promise<boolean> {
  const { data } = await db.rpc('turn_on_widget', { business }).throwOnError();
  return z.string().nullable().parse(data) !== null;
}

/** Replaces the key in use; false when it is not (any more), or the person is no owner. */
export async function rotateWidgetKey(db: Db, key: WidgetKeyId): Promise<boolean> {
  const { data } = await db.rpc('rotate_widget_key', { widget_key: key }).throwOnError();
  return z.string().nullable().parse(data) !== null;
}

/** Ends a replaced key before its time. */
export async function endWidgetKey(db: Db, key: WidgetKeyId): Promise<boolean> {
  const { data } = await db.rpc('end_widget_key', { widget_key: key }).throwOnError();
  return data;
}

/** Only these sites may use the key; none named means any. */
export async function setWidgetOrigins(db: Db, key: WidgetKeyId, origins: string[]): Promise<boolean> {
  const { data } = await db.rpc('set_widget_origins', { widget_key: key, origins }).throwOnError();
  return data;
}

/** One site a line, as people write them: with or without https, with or without a page behind. */
export function readOrigins(text: string): { origins: string[] } | { wrong: string } {
  const origins: string[] = [];
  for (const line of text.split(/[\s,]+/).filter(Boolean)) {
    const address = line.includes('://') ? line : `https://${line}`;
    const origin = URL.canParse(address) ? new URL(address).origin : '';
    if (!/^https?:\/\/([a-z0-9-]+(\.[a-z0-9-]+)+|localhost)(:\d{1,5})?$/.test(origin) || origin.length > 255)
      return { wrong: line };
    if (!origins.includes(origin)) origins.push(origin);
  }
  return origins.length > 20 ? { wrong: origins[20]! } : { origins };
}
