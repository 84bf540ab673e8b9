-- A customer's private page is live while it is open: what follows says, for one link, whether there is something new.

/*
 * For the holder of a private link, of a conversation or a case: {business, seen}. `seen` counts what has happened that
 * the page behind the link shows, so it differs when there is something new; it tells nothing of what else goes on in
 * the business, as numbers of its events would. Null when the link is none (any more).
 */
create function customer_news(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with behind as (
    select f.business_id, f.conversation_id, null::uuid as of_case from private.feedback_of(customer_news.token) f
      where f.id is not null
    union all
    select k.business_id, null, k.id from private.link_of(customer_news.token) l
      join public.cases k on k.id = l.of_case
    limit 1)
  select jsonb_build_object('business', b.business_id, 'seen', (
      select count(*) from (
        select m.id from public.messages m where m.conversation_id = b.conversation_id
        union all select b.conversation_id
        union all select k.id from public.cases k where k.conversation_id = b.conversation_id or k.id = b.of_case
      ) s
      join public.events e on e.subject = s.id
      where e.business_id = b.business_id and e.kind in ('message.received', 'message.sent', 'message.echoed',
        'message.changed', 'message.attached', 'conversation.open', 'conversation.resolved', 'conversation.rated',
        'case.opened', 'case.promised', 'case.resolved', 'case.confirmed', 'case.closed', 'case.reopened', 'case.rated')
    ) + (
      -- Of the steps only those that are for the customer.
      select count(*) from public.cases k join public.case_steps p on p.case_id = k.id
      where (k.conversation_id = b.conversation_id or k.id = b.of_case) and p.for_customer))
  from behind b
$$;
grant execute on function customer_news(text) to service_role;
