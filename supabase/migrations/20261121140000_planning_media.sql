-- What a business keeps to show: pictures in the form their owner chose, and videos. The row is counted before
-- its files are stored, so that no two uploads pass the quota together; when a row goes, its files follow.

alter table businesses add column media_quota_bytes bigint not null default 2000000000
  check (media_quota_bytes >= 0);
grant update (media_quota_bytes) on businesses to service_role;

-- A row with `original_id` is that picture in another frame. It is published under its own unguessable id.
alter table media
  drop constraint media_mime_check,
  drop constraint media_bytes_check,
  add column original_id uuid,
  add column shape text check (shape in ('original', 'portrait', 'square', 'landscape', 'story', 'same')),
  add column fit text check (fit in ('pad', 'crop')),
  add column focus text check (focus in ('top-left', 'top', 'top-right', 'left', 'centre', 'right',
    'bottom-left', 'bottom', 'bottom-right')),
  add column original_width integer check (original_width > 0),
  add column original_height integer check (original_height > 0),
  add column duration_ms integer check (duration_ms > 0),
  add column video_bytes integer check (video_bytes > 0),
  add column codec text check (codec in ('h264', 'hevc')),
  add column has_poster boolean not null default false,
  add column alt_text text not null default '' check (char_length(alt_text) <= 1000),
  add constraint media_mime_check check (mime in ('image/jpeg', 'video/mp4', 'video/quicktime')),
  add constraint media_bytes_check check (bytes between 1 and 125829120),
  add constraint media_video_check check (
    (mime like 'video/%') = (duration_ms is not null) and (mime like 'video/%') = (codec is not null)
    and (mime like 'video/%') = (video_bytes is not null)),
  add constraint media_poster_check check (not has_poster or mime like 'video/%'),
  add constraint media_original_check check ((original_width is null) = (original_height is null)),
  add constraint media_frame_check check (
    (original_id is null) = (shape is null) and (original_id is null) = (fit is null)
    and (original_id is null) = (focus is null) and (original_id is null or mime = 'image/jpeg')),
  add foreign key (original_id, business_id) references media (id, business_id) on delete cascade;
create unique index media_frames on media (original_id, shape, fit, focus, width, height) where original_id is not null;
create index media_original on media (original_id, business_id);
create index media_library on media (business_id, uploaded_at desc, id desc) where original_id is null;
create index media_size on media (business_id) include (bytes);
create index media_age on media (uploaded_at);
drop index media_business;

create policy update_mine on media for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
create policy delete_mine on media for delete to authenticated
  using (business_id in (select private.my_business_ids()));
grant insert (original_id, shape, fit, focus, original_width, original_height, duration_ms,
    video_bytes, codec, has_poster)
  on media to authenticated;
-- A member deletes what nothing uses: the foreign keys of posts and others decide.
grant update (alt_text), delete on media to authenticated;
grant delete on media to service_role;

create function private.check_media() returns trigger
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
create trigger check_media before insert on media for each row execute function private.check_media();

-- Files to remove, written down in the transaction that deletes their row: a crash in between leaves none behind.
create table media_removals (
  media_id uuid primary key,
  names text[] not null check (cardinality(names) > 0),
  queued_at timestamptz not null default now()
);
alter table media_removals enable row level security;
grant select, delete on media_removals to service_role;

create function private.queue_media_removal() returns trigger
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
create trigger queue_removal after delete on media for each row execute function private.queue_media_removal();

-- A picture that a post takes is held until the post is there, and remembers its description for the next time.
create function private.take_media() returns trigger
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
create trigger take_media after insert on post_media for each row execute function private.take_media();
