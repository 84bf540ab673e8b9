drop policy if exists select_mine on feedback_links;
create policy select_mine on feedback_links for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* One more address; of very many the oldest end. */
create or replace function private.add_feedback_link(feedback public.feedbacks, token_hash bytea) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.feedback_links l where l.id in (
    select o.id from public.feedback_links o where o.feedback_id = feedback.id
    order by o.made_at desc, o.id offset 49);
  insert into public.feedback_links (business_id, feedback_id, token_hash)
    values (feedback.business_id, feedback.id, add_feedback_link.token_hash);
end
$$;

/* Whether links can be sent to WhatsApp numbers at present. */
create or replace function sends_whatsapp_links(slug text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((select (private.link_template(b.id, 'id')).name is not null
    from public.businesses b where b.slug = sends_whatsapp_links.slug), false)
$$;
grant execute on function sends_whatsapp_links(text) to service_role;

/*
 * A lost link: the number and the address, or the WhatsApp number, that was left at the time lead to a new one, sent
 * there and nowhere else. Answers {email, whatsapp, business, number, language}; null when they do not belong together,
 * or nothing can be sent there.
 */
create or replace function replace_lost_link(slug text, number text, email text, whatsapp text, token_hash bytea) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  f public.feedbacks;
  business public.businesses;
  way jsonb;
begin
  select b.* into business from public.businesses b where b.slug = replace_lost_link.slug;
  select o.* into f from public.feedbacks o
    where o.business_id = business.id and o.number = replace_lost_link.number
      and (lower(o.email) = lower(btrim(replace_lost_link.email)) or o.whatsapp = replace_lost_link.whatsapp);
  if f.id is null then return null; end if;
  if f.email is null then
    way := private.whatsapp_way(f);
    if way is null then return null; end if;
  end if;
  perform private.add_feedback_link(f, replace_lost_link.token_hash);
  return jsonb_build_object('email', f.email, 'whatsapp', way, 'business', business.name, 'number', f.number,
    'language', f.language);
end
$$;
grant execute on function replace_lost_link(text, text, text, text, bytea) to service_role;
