-- The library names the products and series that show an upload too: their keys keep it as a post's does.

-- The library of a business: what is stored, how much of it, and where it is used; and the daily clearing of
-- what was uploaded and never used.

/* How much a business has stored, of how much. No row for a stranger. */
create or replace function media_usage(business uuid) returns table (used bigint, quota bigint)
language sql stable security definer set search_path = ''
as $$
  select (select coalesce(sum(m.bytes), 0)::bigint from public.media m where m.business_id = b.id), b.media_quota_bytes
  from public.businesses b
  where b.id = media_usage.business and b.id in (select private.my_business_ids())
$$;
grant execute on function media_usage(uuid) to authenticated;

/*
 * Deletes uploads, and frames of uploads, older than `days` that nothing uses, at most `size`; returns how many.
 * What a post takes at this moment is passed over, and a foreign key of any table keeps its picture.
 */
create or replace function forget_unused_media(days integer, size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  candidate record;
  forgotten integer := 0;
begin
  set constraints all immediate;
  for candidate in
    select m.id from public.media m
    where m.uploaded_at < now() - make_interval(days => forget_unused_media.days)
      and not exists (
        select from public.post_media p join public.media f on f.id = p.media_id
        where f.id = m.id or f.original_id = m.id)
    order by m.uploaded_at
    for update of m skip locked
  loop
    exit when forgotten >= size;
    begin
      delete from public.media m where m.id = candidate.id;
      if found then forgotten := forgotten + 1; end if;
    exception when foreign_key_violation then
      null;
    end;
  end loop;
  return forgotten;
end
$$;
grant execute on function forget_unused_media(integer, integer) to service_role;

/*
 * Uploads, newest first, after the one at (`before_at`, `before_id`). `bytes` counts all frames of a picture;
 * `uses` is how many posts show it in any frame, `posts` the newest five: [{"id", "caption"}]; `products` and `series`
 * are what else shows it, twenty of each: [{"id", "name"}].
 */
create or replace function list_media(business uuid, size integer, before_at timestamptz default null, before_id uuid default null)
returns table (id uuid, mime text, bytes bigint, width integer, height integer, duration_ms integer,
  alt_text text, uploaded_at timestamptz, uses integer, posts jsonb, products jsonb, series jsonb)
language sql stable security definer set search_path = ''
as $$
  with page as (
    select m.* from public.media m
    where m.business_id = list_media.business and m.business_id in (select private.my_business_ids())
      and m.original_id is null
      and (before_at is null or (m.uploaded_at, m.id) < (before_at, before_id))
    order by m.uploaded_at desc, m.id desc
    limit least(greatest(size, 0), 100)
  )
  select p.id, p.mime, f.bytes, coalesce(p.original_width, p.width), coalesce(p.original_height, p.height),
    p.duration_ms, p.alt_text, p.uploaded_at, u.uses, u.posts, r.products, s.series
  from page p
  cross join lateral (
    select sum(m.bytes)::bigint as bytes from public.media m where m.id = p.id or m.original_id = p.id
  ) f
  cross join lateral (
    select count(*)::integer as uses,
      coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'caption', left(s.caption, 80)) order by s.created_at desc, s.id)
        filter (where s.place <= 5), '[]') as posts
    from (
      select o.id, o.caption, o.created_at, row_number() over (order by o.created_at desc, o.id) as place
      from public.posts o
      where o.id in (
        select pm.post_id from public.post_media pm join public.media m on m.id = pm.media_id
        where m.id = p.id or m.original_id = p.id)
    ) s
  ) u
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]') as products
    from (
      select o.id, o.name from public.products o
      where o.id in (
        select pm.product_id from public.product_media pm join public.media m on m.id = pm.media_id
        where m.id = p.id or m.original_id = p.id)
      order by o.name, o.id limit 20
    ) o
  ) r
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]') as series
    from (
      select o.id, o.name from public.post_series o
      where o.id in (
        select sm.series_id from public.series_media sm join public.media m on m.id = sm.media_id
        where m.id = p.id or m.original_id = p.id)
      order by o.name, o.id limit 20
    ) o
  ) s
  order by p.uploaded_at desc, p.id desc
$$;
grant execute on function list_media(uuid, integer, timestamptz, uuid) to authenticated;
