/** What an owner writes again and again: sets of hashtags, and whole posts to start from. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { goalFigure, messageType, type GoalFigure, type MessageType } from '../schema.ts';

export interface HashtagSet {
  id: string;
  name: string;
  tags: string;
}

export interface PostTemplate {
  id: string;
  name: string;
  caption: string;
  firstComment: string | null;
  messageType: MessageType | null;
  pillar: string | null;
  goal: string | null;
  goalFigure: GoalFigure | null;
  goalValue: number | null;
}

/** At most this many of each are kept and shown. */
const most = 100;

export async function listHashtagSets(db: Db, business: string): Promise<HashtagSet[]> {
  const { data } = await db
    .from('hashtag_sets')
    .select('id, name, tags')
    .eq('business_id', business)
    .order('name')
    .limit(most)
    .throwOnError();
  return data;
}

export type NamedResult = { ok: true } | { ok: false; reason: 'name' | 'tags' | 'taken' };

/** Keeps a set of hashtags; `tags` may be typed with commas, spaces, with or without `#`. */
export async function saveHashtagSet(
  db: Db,
  business: string,
  set: { name: string; tags: string },
): Promise<NamedResult> {
  const name = set.name.trim();
  const tags = tidyTags(set.tags);
  if (name === '' || name.length > 60) return { ok: false, reason: 'name' };
  if (tags.length === 0 || tags.length > 30 || tags.join(' ').length > 1000)
    return { ok: false, reason: 'tags' };
  const { error } = await db
    .from('hashtag_sets')
    .insert({ business_id: business, name, tags: tags.join(' ') });
  return kept(error);
}

/** The distinct hashtags of a text, each with its `#`. */
function tidyTags(text: string): string[] {
  const words = text.split(/[\s,;]+/).map((word) => word.replace(/^#+/, ''));
  return [...new Set(words.filter((word) => /^[\p{L}\p{N}\p{M}_]+$/u.test(word)).map((word) => `#${word}`))];
}

export async function removeHashtagSet(db: Db, business: string, id: string): Promise<void> {
  await db.from('hashtag_sets').delete().eq('business_id', business).eq('id', id).throwOnError();
}

const templateColumns =
  'id, name, caption, first_comment, message_type, pillar, goal, goal_figure, goal_value';

export async function listTemplates(db: Db, business: string): Promise<PostTemplate[]> {
  const { data } = await db
    .from('post_templates')
    .select(templateColumns)
    .eq('business_id', business)
    .order('name')
    .limit(most)
    .throwOnError();
  return data.map((row) => ({
    id: row.id,
    name: row.name,
    caption: row.caption,
    firstComment: row.first_comment,
    messageType: messageType.nullable().parse(row.message_type),
    pillar: row.pillar,
    goal: row.goal,
    goalFigure: goalFigure.nullable().parse(row.goal_figure),
    goalValue: row.goal_value,
  }));
}

/** Keeps a post's words and purpose as a template under a name of its own. */
export async function saveTemplate(
  db: Db,
  business: string,
  template: Omit<PostTemplate, 'id'>,
): Promise<NamedResult> {
  const name = z.string().trim().min(1).max(60).safeParse(template.name);
  if (!name.success) return { ok: false, reason: 'name' };
  const { error } = await db.from('post_templates').insert({
    business_id: business,
    name: name.data,
    caption: template.caption,
    first_comment: template.firstComment,
    message_type: template.messageType,
    pillar: template.pillar,
    goal: template.goal,
    goal_figure: template.goalFigure,
    goal_value: template.goalValue,
  });
  return kept(error);
}

export async function removeTemplate(db: Db, business: string, id: string): Promise<void> {
  await db.from('post_templates').delete().eq('business_id', business).eq('id', id).throwOnError();
}

function kept(error: (Error & { code: string }) | null): NamedResult {
  if (!error) return { ok: true };
  if (error.code === '23505') return { ok: false, reason: 'taken' };
  throw error;
}
