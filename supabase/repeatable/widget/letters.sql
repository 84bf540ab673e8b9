/* The letter went out. */
create or replace function settle_feedback_letter(message uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.feedbacks f set letter_sent_at = now() where f.letter_message_id = message
$$;
grant execute on function settle_feedback_letter(uuid) to service_role;

-- A private link also goes to the WhatsApp number that was left, where the business has an account there and a message
-- template that says nothing but the link. Nothing else may be sent to somebody who has not written first.

/*
 * The template that carries a private link: `tautan_percakapan`, of the business's connected accounts, in the customer's
 * language where it is there. Its gaps are {{1}} (the number) and {{2}} (the link), or by name {{nomor}}, {{tautan}} and
 * {{usaha}}; one with others cannot be filled in.
 */
create or replace function private.link_template(business uuid, language text) returns public.message_templates
language sql stable security definer set search_path = ''
as $$
  select t.* from public.message_templates t join public.channels c on c.id = t.channel_id
  where t.business_id = business and c.kind = 'whatsapp' and c.disconnected_at is null and c.problem is null
    and t.name = 'tautan_percakapan'
    and (t.gaps = array['1', '2'] or (t.gaps <@ array['usaha', 'nomor', 'tautan'] and 'tautan' = any (t.gaps)))
  order by split_part(t.language, '_', 1) = link_template.language desc, c.connected_at, c.id, t.language
  limit 1
$$;

-- How the holder of a number is reached, as it is answered to the program: {to, channel, template, language, gaps}.
create or replace function private.whatsapp_way(feedback public.feedbacks) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('to', feedback.whatsapp, 'channel', t.channel_id, 'template', t.name,
    'language', t.language, 'gaps', t.gaps)
  from private.link_template(feedback.business_id, feedback.language) t
  where t.name is not null and feedback.whatsapp is not null
$$;

/*
 * The letter about a message, if one is due and the customer left an address: what they sent has arrived (`about`:
 * ticket), or it was answered (`answer`; one in ten minutes is enough, its page shows the rest). Until it is settled the
 * same message may claim it again. By WhatsApp where no e-mail address was left: only that it arrived, because each costs
 * the business money. There a claim is not repeated by itself: whether it went out may be unknown, and twice is worse than
 * asking for the link anew. Answers {id, email, whatsapp (see private.whatsapp_way), business, number, language, about}.
 */
create or replace function claim_feedback_letter(message uuid, token_hash bytea) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  m public.messages;
  f public.feedbacks;
  way jsonb;
begin
  select s.* into m from public.messages s where s.id = message and s.removed_at is null and not s.automatic;
  select o.* into f from public.feedbacks o
    where o.conversation_id = m.conversation_id and (o.email is not null or o.whatsapp is not null) for update;
  if f.id is null then return null; end if;
  if f.email is null then
    way := private.whatsapp_way(f);
    if way is null or m.id <> f.message_id or f.letter_at is not null then return null; end if;
  elsif not (
    (m.direction = 'in' and m.id = f.message_id and f.letter_at is null)
    or (f.letter_message_id = m.id and f.letter_sent_at is null)
    or (m.direction = 'out' and m.delivery in ('sent', 'delivered', 'read')
      and f.letter_message_id is distinct from m.id
      and (f.letter_message_id = f.message_id or coalesce(f.letter_at < now() - interval '10 minutes', true))))
  then return null; end if;
  update public.feedbacks o set letter_message_id = m.id, letter_at = now(), letter_sent_at = null where o.id = f.id;
  perform private.add_feedback_link(f, claim_feedback_letter.token_hash);
  return (select jsonb_build_object('id', m.id, 'email', f.email, 'whatsapp', way, 'business', b.name,
      'number', f.number, 'language', f.language, 'about', case m.direction when 'in' then 'ticket' else 'answer' end)
    from public.businesses b where b.id = f.business_id);
end
$$;
grant execute on function claim_feedback_letter(uuid, bytea) to service_role;

/* The letter did certainly not go out, and may be claimed again. */
create or replace function release_feedback_letter(message uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.feedbacks f set letter_message_id = null, letter_at = null
    where f.letter_message_id = message and f.letter_sent_at is null
$$;
grant execute on function release_feedback_letter(uuid) to service_role;

/* Messages of conversations with somebody who left an address for letters, or a number. */
create or replace function private.may_write_letter(messages uuid[]) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.id from public.messages m
  join public.feedbacks f on f.conversation_id = m.conversation_id
  where m.id = any (messages) and (f.email is not null or f.whatsapp is not null)
$$;
