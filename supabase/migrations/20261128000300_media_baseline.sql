-- The tables of media as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/media.

-- What a business keeps to show: pictures in the form their owner chose, and videos. The row is counted before
-- its files are stored, so that no two uploads pass the quota together; when a row goes, its files follow.

create table media (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  mime text not null,
  bytes integer not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  uploaded_by uuid default auth.uid() references auth.users on delete set null,
  uploaded_at timestamptz not null default now(),
  -- A row with `original_id` is that picture in another frame. It is published under its own unguessable id.
  original_id uuid,
  shape text check (shape in ('original', 'portrait', 'square', 'landscape', 'story', 'same')),
  fit text check (fit in ('pad', 'crop')),
  focus text check (focus in ('top-left', 'top', 'top-right', 'left', 'centre', 'right',
    'bottom-left', 'bottom', 'bottom-right')),
  original_width integer check (original_width > 0),
  original_height integer check (original_height > 0),
  duration_ms integer check (duration_ms > 0),
  video_bytes integer check (video_bytes > 0),
  codec text check (codec in ('h264', 'hevc')),
  has_poster boolean not null default false,
  alt_text text not null default '' check (char_length(alt_text) <= 1000),
  unique (id, business_id),
  constraint media_mime_check check (mime in ('image/jpeg', 'video/mp4', 'video/quicktime')),
  constraint media_bytes_check check (bytes between 1 and 125829120),
  constraint media_video_check check (
    (mime like 'video/%') = (duration_ms is not null) and (mime like 'video/%') = (codec is not null)
    and (mime like 'video/%') = (video_bytes is not null)),
  constraint media_poster_check check (not has_poster or mime like 'video/%'),
  constraint media_original_check check ((original_width is null) = (original_height is null)),
  constraint media_frame_check check (
    (original_id is null) = (shape is null) and (original_id is null) = (fit is null)
    and (original_id is null) = (focus is null) and (original_id is null or mime = 'image/jpeg')),
  foreign key (original_id, business_id) references media (id, business_id) on delete cascade
);
create unique index media_frames on media (original_id, shape, fit, focus, width, height) where original_id is not null;
create index media_original on media (original_id, business_id);
create index media_library on media (business_id, uploaded_at desc, id desc) where original_id is null;
create index media_size on media (business_id) include (bytes);
create index media_age on media (uploaded_at);
alter table media enable row level security;
grant select on media to authenticated;
grant insert (id, business_id, mime, bytes, width, height, original_id, shape, fit, focus, original_width,
    original_height, duration_ms, video_bytes, codec, has_poster) on media to authenticated;
grant select, insert on media to service_role;
-- A member deletes what nothing uses: the foreign keys of posts and others decide.
grant update (alt_text), delete on media to authenticated;
grant delete on media to service_role;

-- Files to remove, written down in the transaction that deletes their row: a crash in between leaves none behind.
create table media_removals (
  media_id uuid primary key,
  names text[] not null check (cardinality(names) > 0),
  queued_at timestamptz not null default now()
);
alter table media_removals enable row level security;
grant select, delete on media_removals to service_role;
