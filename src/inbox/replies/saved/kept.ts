/** Ready answers ("jawaban siap pakai"): kept by a business, filled in for a customer. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { firstTemplates } from './first.data.ts';
import { shortcut as shortcutShape } from '#inbox/schema.ts';

export interface SavedReply {
  id: string;
  shortcut: string;
  body: string;
}

/** What a gap can be filled with. */
export const templateVariables = ['nama', 'usaha', 'katalog'] as const;
export type TemplateValues = Record<(typeof templateVariables)[number], string>;

const most = 200;

/** The business's ready answers by name; at the first look it is given some to start with. */
export async function listSavedReplies(db: Db, business: string): Promise<SavedReply[]> {
  const { data } = await db
    .from('reply_templates')
    .select('id, shortcut, body')
    .eq('business_id', business)
    .order('shortcut')
    .limit(most)
    .throwOnError();
  if (data.length > 0) return data;
  return (await startSavedReplies(db, business)) ? listSavedReplies(db, business) : [];
}

/** Gives a business its first ready answers, once. @returns whether it was given them now */
export async function startSavedReplies(db: Db, business: string): Promise<boolean> {
  const { data } = await db
    .rpc('start_reply_templates', { business, templates: firstTemplates.map((each) => ({ ...each })) })
    .throwOnError();
  return data > 0;
}

export type TemplateMistake =
  | { field: 'shortcut' | 'body'; reason: 'shortcut' | 'taken' | 'body' }
  | { field: 'body'; reason: 'variable'; names: string };

/** Adds a ready answer, or (with `id`) changes one. Null when it is saved. */
export async function keepSavedReply(
  db: Db,
  business: string,
  given: { id: string | null; shortcut: string; body: string },
): Promise<TemplateMistake | null> {
  const shortcut = shortcutShape.safeParse(given.shortcut.trim().replace(/^\//, '').toLowerCase());
  if (!shortcut.success) return { field: 'shortcut', reason: 'shortcut' };
  const body = z.string().trim().min(1).max(2_000).safeParse(given.body.replaceAll('\r\n', '\n'));
  if (!body.success) return { field: 'body', reason: 'body' };
  const unknown = unknownVariables(body.data);
  if (unknown.length > 0) return { field: 'body', reason: 'variable', names: unknown.join(', ') };
  const row = { shortcut: shortcut.data, body: body.data };
  const table = db.from('reply_templates');
  const { error } = await (given.id === null
    ? table.insert({ ...row, business_id: business })
    : table.update(row).eq('business_id', business).eq('id', given.id));
  if (!error) return null;
  if (error.code === '23505') return { field: 'shortcut', reason: 'taken' };
  throw error;
}

export async function removeSavedReply(db: Db, business: string, id: string): Promise<void> {
  await db.from('reply_templates').delete().eq('business_id', business).eq('id', id).throwOnError();
}

/** The gaps of a text that nothing can fill. */
function unknownVariables(body: string): string[] {
  const known = templateVariables as readonly string[];
  const gaps = [...body.matchAll(/\{([^{}\s]*)\}/g)].filter(([, name]) => !known.includes(name!));
  return [...new Set(gaps.map(([gap]) => gap))];
}

/** A ready answer as this customer gets it. */
export function fillTemplate(body: string, values: TemplateValues): string {
  return body.replaceAll(/\{(nama|usaha|katalog)\}/g, (_gap, name: keyof TemplateValues) => values[name]);
}
