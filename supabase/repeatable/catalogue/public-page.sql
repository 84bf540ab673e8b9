-- What anyone may read of a catalogue: the same for the public and for the members' preview, so that the
-- preview shows nothing else. A mark whose last day is over in the business's own time zone is not there.

create or replace function private.catalogue_of(business uuid)
returns table (business_name text, business_slug text, timezone text, sample boolean, products jsonb)
language sql stable set search_path = ''
as $$
  select b.name, b.slug, b.timezone, b.sample, coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', p.id, 'name', p.name, 'benefits', p.benefits, 'strengths', p.strengths, 'weaknesses', p.weaknesses,
      'price', p.price, 'price_unit', p.price_unit, 'how_to_buy', p.how_to_buy,
      'quality_assurance', p.quality_assurance, 'pictures', private.pictures_of(p.id),
      'marks', coalesce((
        select jsonb_agg(jsonb_build_object('kind', m.kind, 'number', m.number, 'expires_on', m.expires_on)
          order by m.kind)
        from public.product_marks m
        where m.product_id = p.id
          and (m.expires_on is null or m.expires_on >= (now() at time zone b.timezone)::date)), '[]')
    ) order by p.place, p.created_at, p.id)
    from public.products p where p.business_id = b.id and p.active), '[]')
  from public.businesses b where b.id = business
$$;

/* The catalogue at an address; no row while its owner keeps it to themselves. */
create or replace function public_catalogue(slug text)
returns table (business_name text, business_slug text, timezone text, sample boolean, products jsonb)
language sql stable security definer set search_path = ''
as $$
  select c.* from public.businesses b cross join lateral private.catalogue_of(b.id) c
  where b.slug = public_catalogue.slug and b.catalogue_public
$$;
grant execute on function public_catalogue(text) to anon, authenticated;

/* The same for members, before it is public. */
create or replace function preview_catalogue(business uuid)
returns table (business_name text, business_slug text, timezone text, sample boolean, products jsonb)
language sql stable security definer set search_path = ''
as $$
  select c.* from private.catalogue_of(business) c where business in (select private.my_business_ids())
$$;
grant execute on function preview_catalogue(uuid) to authenticated;
