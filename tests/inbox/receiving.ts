/** A business with an Instagram account and a Page, and what arrives for them as signed bodies. */
import { createHmac } from 'node:crypto';
import { signingSecrets } from '#channels/connections/index.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import type { Backend } from '#platform/backend/index.ts';
import { instagramId, pageId } from '../channels/golden-events.ts';
import { makeBusiness, openTestBackend, signUpPerson, type TestPerson } from '../support/backend.ts';

export interface Receiving {
  backend: Backend;
  business: string;
  owner: TestPerson;
  /** Ids of the rows in `channels`. */
  channels: { instagram: string; facebook: string };
  deliver(body: unknown): Promise<void>;
  /** Projects until nothing more can be done; waiting costs no time. */
  project(): Promise<void>;
  /** Everything that the inbox shows, by the networks' own names and in a fixed order. */
  rows(): Promise<Record<string, unknown[]>>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openReceiving(env: Record<string, string> = {}): Promise<Receiving> {
  const backend = await openTestBackend({ SANDBOX_URL: 'http://127.0.0.1:9', ...env });
  const { sql } = backend;
  const owner = await signUpPerson(backend, 'pemilik@contoh.test');
  const business = await makeBusiness(backend, owner, 'dapur-contoh');
  const connect = async (kind: string, externalId: string): Promise<string> => {
    const [row] = await sql<{ id: string }[]>`
      insert into channels (business_id, kind, network, external_id, page_id, name, connected_at)
      values (${business}, ${kind}, 'sandbox', ${externalId}, ${pageId}, 'Dapur contoh', '2020-01-01')
      returning id`;
    return row!.id;
  };
  const channels = {
    instagram: await connect('instagram', instagramId),
    facebook: await connect('facebook', pageId),
  };
  const [secret] = signingSecrets(backend, 'sandbox');
  return {
    ...{ backend, business, owner, channels },
    async deliver(body) {
      const raw = Buffer.from(JSON.stringify(body));
      const signature = `sha256=${createHmac('sha256', secret!).update(raw).digest('hex')}`;
      const received = await receiveWebhook(backend, raw, signature);
      if (!received.ok) throw new Error(received.reason);
    },
    async project() {
      for (let round = 0; round < 20; round += 1) {
        await sql`update webhook_items set claimed_until = null where projected_at is null`;
        if ((await projectPending(backend)) === 0) return;
      }
      throw new Error('something is projected for ever');
    },
    rows: () => rowsOf(backend),
    async reset() {
      await sql`delete from contacts`;
      await sql`delete from private.erased_messages`;
      await sql`delete from mentions`;
      await sql`truncate webhook_items`;
    },
    close: () => backend.close(),
  };
}

async function rowsOf({ sql }: Backend): Promise<Record<string, unknown[]>> {
  const messages = await sql`
    select h.kind as channel, m.external_id, m.direction, m.body, m.wordless, m.sent_at, m.parent_external_id, m.about,
      m.about_url, m.quotes_external_id, m.edited_at, m.hidden_at, m.removed_at, m.delivery, m.delivered_at, m.read_at,
      m.liked_at, m.intent, m.sorted_by, c.kind, c.place, i.external_id as person,
      (select jsonb_agg(jsonb_build_array(a.position, a.kind, a.name, a.source_url, a.state, a.reason) order by a.position)
        from message_attachments a where a.message_id = m.id) as files,
      (select jsonb_agg(jsonb_build_array(r.person_id, r.ours, r.emoji, r.at) order by r.person_id)
        from message_reactions r where r.message_id = m.id) as reactions
    from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
    join channels h on h.id = m.channel_id
    order by h.kind, m.external_id`;
  const conversations = await sql`
    select h.kind as channel, c.kind, c.place, i.external_id as person, c.last_at, c.last_body, c.last_direction,
      c.waiting_since, c.last_in_at, c.status, c.delivered_up_to, c.read_up_to
    from conversations c join identities i on i.id = c.identity_id join channels h on h.id = c.channel_id
    order by h.kind, c.kind, c.place, i.external_id`;
  const people = await sql`
    select i.external_id, i.username, c.name from identities i join contacts c on c.id = i.contact_id
    order by i.external_id`;
  const mentions = await sql`
    select media_id, comment_id, told_at, outcome from mentions order by media_id, comment_id`;
  const items =
    await sql`select key, outcome, projected_at is not null as done from webhook_items order by key`;
  return { messages, conversations, people, mentions, items };
}
