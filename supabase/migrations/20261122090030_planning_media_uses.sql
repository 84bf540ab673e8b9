-- The library names the products and series that show an upload too: their keys keep it as a post's does.

drop function list_media(uuid, integer, timestamptz, uuid);

/*
 * Uploads, newest first, after the one at (`before_at`, `before_id`). `bytes` counts all frames of a picture;
 * `uses` is how many posts show it in any frame, `posts` the newest five: [{"id", "caption"}]; `products` and `series`
 * are what else shows it, twenty of each: [{"id", "name"}].
 */
create function list_media(business uuid, size integer, before_at timestamptz default null, before_id uuid default null)
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
