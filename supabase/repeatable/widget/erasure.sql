/*
 * The customer has their data erased: words, files, name and ways to reach them, on both sides of the conversation, and
 * every link to it. What stays is that something was said and answered, and when; the business's own notes; and of a
 * case what was promised and done. 'done'; null when the link is none.
 */
create or replace function erase_feedback(token text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  f public.feedbacks;
  c public.conversations;
begin
  select * into f from private.feedback_of(erase_feedback.token);
  if f.id is null then return null; end if;
  select o.* into c from public.conversations o where o.id = f.conversation_id for update;
  -- An answer that nobody has read yet is none.
  delete from public.messages m where m.conversation_id = c.id and m.delivery in ('queued', 'failed', 'unconfirmed');
  update public.messages m set body = '', wordless = true, removed_at = now(), edited_at = null, about_url = null,
      version = m.version + 1
    where m.conversation_id = c.id and m.removed_at is null;
  update public.message_attachments a
    set state = 'gone', reason = 'removed', name = null, stored_at = null, lease_until = null, next_try_at = null
    from public.messages m
    where m.conversation_id = c.id and a.message_id = m.id and a.state <> 'gone';
  delete from public.reply_pictures p using public.messages m where m.conversation_id = c.id and p.message_id = m.id;
  update public.cases k set complaint = '', wants_words = '', version = k.version + 1 where k.conversation_id = c.id;
  update public.case_reopenings r set reason = '-' from public.cases k
    where k.conversation_id = c.id and r.case_id = k.id and r.by_customer;
  update public.ratings r set words = '' where r.conversation_id = c.id;
  -- A customer who is known from elsewhere too keeps the name they have there.
  update public.contacts p set name = ''
    where p.id = c.contact_id and not exists (
      select from public.identities i where i.contact_id = p.id and i.id <> c.identity_id);
  update public.feedbacks o set email = null, whatsapp = null, ordered = '', page = null, product = '',
      erased_at = now() where o.id = f.id;
  delete from public.consents s where s.contact_id = c.contact_id and s.way = 'widget' and s.given_at = f.consented_at;
  delete from public.feedback_links l where l.feedback_id = f.id;
  perform private.append_event(f.business_id, 'feedback.erased', f.id);
  return 'done';
end
$$;
grant execute on function erase_feedback(text) to anon, authenticated;
