/** Messages that the network approved beforehand: kept as they were last read, and sent with their gaps filled. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { jsonb } from '#platform/backend/arguments.ts';
import { log } from '#platform/log.ts';
import { channel, findAccounts } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type Failure, type Unknown } from '#channels/contract/outcome.ts';
import type { ConversationId, MessageId } from '#inbox/schema.ts';

export interface KeptTemplate {
  name: string;
  language: string;
  category: string;
  body: string;
  header: string | null;
  footer: string | null;
  gaps: string[];
}

export interface TemplateList {
  /** When the list was read; null when it never was. */
  readAt: string | null;
  /** What costs least first. */
  templates: KeptTemplate[];
}

const order = ['utility', 'authentication', 'marketing'];

/** What may be sent in a conversation without words of one's own; null when it is not there. */
export async function listMessageTemplates(
  db: Db,
  conversation: ConversationId,
): Promise<TemplateList | null> {
  const { data } = await db
    .from('conversations')
    .select(
      'channels(templates_read_at, message_templates(name, language, category, body, header, footer, gaps))',
    )
    .eq('id', conversation)
    .order('name', { referencedTable: 'channels.message_templates' })
    .limit(100, { referencedTable: 'channels.message_templates' })
    .maybeSingle()
    .throwOnError();
  if (!data) return null;
  const { templates_read_at, message_templates } = data.channels;
  return {
    readAt: templates_read_at,
    templates: message_templates.toSorted(
      (one, other) => order.indexOf(one.category) - order.indexOf(other.category),
    ),
  };
}

/** Reads the list of one account again; harmless when repeated. */
export async function readTemplates(backend: Backend, channelId: string): Promise<void> {
  const account = (await findAccounts(backend, [channelId])).get(channelId);
  if (account) await storeTemplates(backend, channelId, account);
}

/** @returns why the network gave no list; null where it did, or has nothing of the kind */
export async function storeTemplates(
  backend: Backend,
  channelId: string,
  account: Account,
): Promise<Failure | Unknown | null> {
  const listed = await channel(account.kind)?.templates?.(account);
  if (!listed) return null;
  if (listed.ok !== true) return listed;
  const { data: stored } = await backend
    .asService('keep the message templates of an account')
    .rpc('store_message_templates', { channel: channelId, templates: jsonb(listed.templates) })
    .throwOnError();
  log('info', 'inbox.templates_read', { channel: channelId, stored });
  return null;
}

/** What the network takes in a gap: one line, at most 500 characters here. */
export function gapValue(typed: string): string | null {
  const value = typed.trim().replaceAll(/ {5,}/g, '    ');
  return value === '' || value.length > 500 || /[\n\r\t]/.test(value) ? null : value;
}

/** Queues a template as an answer; `gone`: the network no longer offers it. Null when the conversation is not theirs. */
export async function sendTemplate(
  db: Db,
  id: MessageId,
  conversation: ConversationId,
  { name, language }: Pick<KeptTemplate, 'name' | 'language'>,
  values: string[],
): Promise<'queued' | 'gone' | null> {
  const { data, error } = await db.rpc('queue_template', {
    id,
    conversation,
    name,
    language,
    gap_values: values,
  });
  // Its gaps have changed since the form was made.
  if (error?.code === '23514') return 'gone';
  if (error) throw error;
  return z.enum(['queued', 'gone']).nullable().parse(data);
}
