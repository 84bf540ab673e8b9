drop policy if exists select_mine on widget_keys;
create policy select_mine on widget_keys for select to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_making on widget_keys;
create constraint trigger record_making after insert on widget_keys
  deferrable initially deferred for each row execute function private.record_event('widget.key_made');
drop trigger if exists record_change on widget_keys;
create constraint trigger record_change after update on widget_keys
  deferrable initially deferred for each row execute function private.record_event('widget.key_changed');

/* Turns the widget on: its channel, and a key where none is in use. Said twice it is once. Null when not an owner. */
create or replace function turn_on_widget(business uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare turned uuid;
begin
  if business not in (select private.my_owned_business_ids()) then return null; end if;
  insert into public.channels as c (business_id, kind, name, connected_by)
    values (business, 'widget', 'Widget', (select auth.uid()))
    on conflict ((case when kind = 'widget' then business_id end)) do update
      set disconnected_at = null, disconnected_by = null
    returning c.id into turned;
  insert into public.widget_keys (business_id, channel_id) values (business, turned)
    on conflict ((case when ends_at is null then channel_id end)) do nothing;
  return turned;
end
$$;
grant execute on function turn_on_widget(uuid) to authenticated;

/* Replaces the key in use; the old one works for seven more days. Null when it is not in use, or not theirs. */
create or replace function rotate_widget_key(widget_key uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  old public.widget_keys;
  made uuid;
begin
  update public.widget_keys k set ends_at = now() + interval '7 days'
    where k.id = widget_key and k.ends_at is null
      and k.business_id in (select private.my_owned_business_ids())
    returning k.* into old;
  if old.id is null then return null; end if;
  insert into public.widget_keys (business_id, channel_id, origins)
    values (old.business_id, old.channel_id, old.origins) returning id into made;
  return made;
end
$$;
grant execute on function rotate_widget_key(uuid) to authenticated;

/* Ends a replaced key now. False when it is the one in use, has ended, or is not theirs. */
create or replace function end_widget_key(widget_key uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.widget_keys k set ends_at = now()
    where k.id = widget_key and k.ends_at > now() and k.business_id in (select private.my_owned_business_ids());
  return found;
end
$$;
grant execute on function end_widget_key(uuid) to authenticated;

/* Says from which sites a key may be used; none means any. False when it is not theirs, or has ended. */
create or replace function set_widget_origins(widget_key uuid, origins text[]) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from unnest(origins) as o (origin)
      where o.origin is null or o.origin !~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$' or length(o.origin) > 255) then
    raise exception 'not an origin' using errcode = 'check_violation', constraint = 'widget_origin';
  end if;
  update public.widget_keys k set origins = set_widget_origins.origins
    where k.id = widget_key and (k.ends_at is null or k.ends_at > now())
      and k.business_id in (select private.my_owned_business_ids());
  return found;
end
$$;
grant execute on function set_widget_origins(uuid, text[]) to authenticated;

-- The widget that a public key, or (for the hosted form) a business's slug, leads to, while it is on.
create or replace function private.find_widget(key text, slug text, out channel public.channels, out used public.widget_keys)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if find_widget.key is not null then
    select k.* into used from public.widget_keys k
      where k.key = find_widget.key and (k.ends_at is null or k.ends_at > now());
    select c.* into channel from public.channels c where c.id = used.channel_id and c.disconnected_at is null;
  else
    select c.* into channel from public.businesses b join public.channels c on c.business_id = b.id
      where b.slug = find_widget.slug and c.kind = 'widget' and c.disconnected_at is null;
  end if;
end
$$;

/* {business, name, slug, language, sample, origins} of a widget that is on; null for any other. */
create or replace function widget_greeting(key text default null, slug text default null) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('business', b.id, 'name', b.name, 'slug', b.slug, 'language', b.language,
    'sample', b.sample, 'origins', coalesce((w.used).origins, '{}'))
  from private.find_widget(widget_greeting.key, widget_greeting.slug) w
  join public.businesses b on b.id = (w.channel).business_id
$$;
grant execute on function widget_greeting(text, text) to service_role;
