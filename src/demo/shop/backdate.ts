import type { Backend } from '#platform/backend/index.ts';
import type { People } from './people.ts';

/**
 * Gives everything the time at which it happened in the story, and the kitchen's answers a writer: they were
 * sent through the hub. Without triggers, so that the past makes no news.
 */
export async function backdate(
  { sql }: Backend,
  business: string,
  people: People,
  begin: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update businesses set created_at = ${begin} where id = ${business}`;
    await tx`update members set joined_at = ${begin}::timestamptz + (role = 'staff')::int * interval '1 day'
      where business_id = ${business}`;
    await tx`update channels set connected_at = ${begin} where business_id = ${business}`;
    await tx`update media set uploaded_at = ${begin} where business_id = ${business}`;
    await tx`update products set created_at = ${begin} where business_id = ${business}`;
    await tx`update messages set created_at = sent_at,
        delivery = case direction when 'out' then 'sent' end,
        written_by = case when direction = 'out'
          then case when hashtext(external_id) % 3 = 0 then ${people.staff.id}::uuid else ${people.owner.id}::uuid end end
      where business_id = ${business}`;
    await tx`update conversations c set created_at = m.began
      from (select conversation_id, min(sent_at) as began from messages where business_id = ${business} group by 1) m
      where c.id = m.conversation_id`;
    await tx`update contacts c set created_at = o.began
      from (select contact_id, min(created_at) as began from conversations where business_id = ${business} group by 1) o
      where c.id = o.contact_id`;
    await tx`update webhook_items w set received_at = w.item_at, projected_at = w.item_at
      from channels c
      where c.business_id = ${business} and w.network = c.network and w.account_id = c.external_id
        and w.projected_at is not null`;
    await tx`update events e set at = m.sent_at from messages m
      where e.business_id = ${business} and e.subject = m.id`;
    await tx`update events set at = ${begin}
      where business_id = ${business} and kind ~ '^(business|member|channel|product)\.'`;
  });
}
