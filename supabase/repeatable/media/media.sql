drop policy if exists select_mine on media;
create policy select_mine on media for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on media;
create policy insert_mine on media for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists update_mine on media;
create policy update_mine on media for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on media;
create policy delete_mine on media for delete to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace function private.check_media() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  quota bigint;
  used bigint;
begin
  if exists (select from public.media m
      where m.id = new.original_id and (m.original_id is not null or m.mime <> 'image/jpeg')) then
    raise exception 'only an uploaded picture can be framed' using errcode = 'check_violation';
  end if;
  -- The lock makes two uploads of one business take turns; the second counts the first.
  select b.media_quota_bytes into quota from public.businesses b where b.id = new.business_id for no key update;
  select coalesce(sum(m.bytes), 0) into used from public.media m where m.business_id = new.business_id;
  if used + new.bytes > quota then
    raise exception 'the quota of stored files is reached'
      using errcode = 'P0001', hint = 'media_quota', detail = jsonb_build_object('used', used, 'quota', quota)::text;
  end if;
  return new;
end
$$;
create or replace trigger check_media before insert on media for each row execute function private.check_media();

create or replace function private.queue_media_removal() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.media_removals (media_id, names)
    values (old.id, array[old.id || '.jpg', old.id || '-small.jpg', old.id || '-original.jpg']
      || case old.mime when 'video/mp4' then array[old.id || '.mp4']
        when 'video/quicktime' then array[old.id || '.mov'] else array[]::text[] end)
    on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_media', '');
  return null;
end
$$;
create or replace trigger queue_removal after delete on media for each row execute function private.queue_media_removal();

-- A picture that a post takes is held until the post is there, and remembers its description for the next time.
create or replace function private.take_media() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.media m where m.id = new.media_id and m.business_id = new.business_id for key share;
  if new.alt_text <> '' then
    update public.media m set alt_text = new.alt_text
      from public.media taken
      where taken.id = new.media_id and taken.business_id = new.business_id
        and m.id = coalesce(taken.original_id, taken.id) and m.alt_text = '';
  end if;
  return null;
end
$$;
create or replace trigger take_media after insert on post_media for each row execute function private.take_media();
