drop policy if exists select_mine on products;
create policy select_mine on products for select to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_product on products;
create constraint trigger record_product after insert on products
  deferrable initially deferred for each row execute function private.record_event('product.created');
drop trigger if exists record_product_change on products;
create constraint trigger record_product_change after update on products
  deferrable initially deferred for each row
  when (old.version is distinct from new.version and old.active = new.active)
  execute function private.record_event('product.changed');
drop trigger if exists record_product_archive on products;
create constraint trigger record_product_archive after update on products
  deferrable initially deferred for each row when (old.active and not new.active)
  execute function private.record_event('product.archived');
drop trigger if exists record_product_return on products;
create constraint trigger record_product_return after update on products
  deferrable initially deferred for each row when (not old.active and new.active)
  execute function private.record_event('product.restored');

drop policy if exists select_mine on product_media;
create policy select_mine on product_media for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on product_marks;
create policy select_mine on product_marks for select to authenticated
  using (business_id in (select private.my_business_ids()));

-- What a member does with the catalogue. Each is one statement that asks for membership; what was typed into
-- a page that is no longer up to date overwrites nothing.

/* A fact counts as filled when something is written there. In the order of the form. */
create or replace function private.filled_facts(product public.products) returns text[]
language sql immutable set search_path = ''
as $$
  select array_remove(array[
    case when product.benefits is not null then 'benefits' end,
    case when product.strengths is not null then 'strengths' end,
    case when product.weaknesses is not null then 'weaknesses' end,
    case when product.price is not null then 'price' end,
    case when product.how_to_buy is not null then 'how_to_buy' end,
    case when product.quality_assurance is not null then 'quality_assurance' end], null)
$$;

/* A product's marks or pictures in one order, to be shown or compared. */
create or replace function private.marks_of(product uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', m.kind, 'number', m.number, 'expires_on', m.expires_on)
    order by m.kind), '[]')
  from public.product_marks m where m.product_id = product
$$;

create or replace function private.pictures_of(product uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text)
    order by m.position), '[]')
  from public.product_media m where m.product_id = product
$$;

/* The whole catalogue of a business, without the long texts; save_product keeps it to 200. */
create or replace function list_products(business uuid)
returns table (id uuid, name text, active boolean, price integer, price_unit text, filled text[], marks jsonb,
  pictures jsonb, version integer)
language sql stable security definer set search_path = ''
as $$
  select p.id, p.name, p.active, p.price, p.price_unit, private.filled_facts(p), private.marks_of(p.id),
    private.pictures_of(p.id), p.version
  from public.products p
  where p.business_id = business and p.business_id in (select private.my_business_ids())
  order by p.active desc, p.place, p.created_at, p.id
  limit 200
$$;
grant execute on function list_products(uuid) to authenticated;

/*
 * Saves a product with its pictures and marks; version 0 makes a new one, at the end. `id` comes with the
 * form, so a form sent twice makes one product.
 * `pictures`: [{"media_id", "alt_text"}] in their order; `marks`: [{"kind", "number", "expires_on"}].
 * Answers with the version it has now; null when it has moved on and says something else. (Pictures of a form
 * sent twice were stored twice, under other ids: they are the same when their descriptions are.)
 */
create or replace function save_product(
  id uuid, business uuid, expected_version integer, name text, pictures jsonb, marks jsonb,
  benefits text default null, strengths text default null, weaknesses text default null,
  price integer default null, price_unit text default null, how_to_buy text default null,
  quality_assurance text default null
) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  known public.products;
  saved integer := 1;
begin
  -- The lock makes those who save at the same moment take turns: for the end of the list, and for the most.
  perform from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids()) for no key update;
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  select * into known from public.products p where p.id = save_product.id;
  if known.business_id <> business then
    raise exception 'this id is taken' using errcode = 'unique_violation';
  end if;
  if known.version <> expected_version then
    return case when
      (known.name, known.benefits, known.strengths, known.weaknesses, known.price, known.price_unit,
        known.how_to_buy, known.quality_assurance)
      is not distinct from
      (save_product.name, save_product.benefits, save_product.strengths, save_product.weaknesses,
        save_product.price, save_product.price_unit, save_product.how_to_buy, save_product.quality_assurance)
      and private.marks_of(known.id) = (
        select coalesce(jsonb_agg(to_jsonb(g) order by g.kind), '[]')
        from jsonb_to_recordset(save_product.marks) as g (kind text, number text, expires_on date))
      and jsonb_path_query_array(private.pictures_of(known.id), '$[*].alt_text')
        = jsonb_path_query_array(save_product.pictures, '$[*].alt_text')
    then known.version end;
  end if;
  if known.id is not null then
    update public.products p set
        name = save_product.name, benefits = save_product.benefits, strengths = save_product.strengths,
        weaknesses = save_product.weaknesses, price = save_product.price, price_unit = save_product.price_unit,
        how_to_buy = save_product.how_to_buy, quality_assurance = save_product.quality_assurance,
        version = p.version + 1
      where p.id = known.id returning p.version into saved;
    delete from public.product_media m where m.product_id = known.id;
    delete from public.product_marks m where m.product_id = known.id;
  elsif expected_version <> 0 then
    return null;
  elsif (select count(*) from public.products p where p.business_id = business) >= 200 then
    raise exception 'a catalogue holds 200 products' using errcode = 'P0001', hint = 'catalogue_full';
  else
    insert into public.products (id, business_id, name, benefits, strengths, weaknesses, price, price_unit,
        how_to_buy, quality_assurance, place)
      select save_product.id, business, save_product.name, save_product.benefits, save_product.strengths,
        save_product.weaknesses, save_product.price, save_product.price_unit, save_product.how_to_buy,
        save_product.quality_assurance, coalesce(max(p.place), 0) + 1
      from public.products p where p.business_id = business;
  end if;
  insert into public.product_media (product_id, business_id, position, media_id, alt_text)
    select save_product.id, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(save_product.pictures) with ordinality as item;
  insert into public.product_marks (product_id, business_id, kind, number, expires_on)
    select save_product.id, business, g.kind, g.number, g.expires_on
    from jsonb_to_recordset(save_product.marks) as g (kind text, number text, expires_on date);
  return saved;
end
$$;
grant execute on function save_product(uuid, uuid, integer, text, jsonb, jsonb, text, text, text, integer, text, text, text)
  to authenticated;

/* Takes a product out of the catalogue, or back in; its facts and what posts said of it stay. Null when it has moved on. */
create or replace function archive_product(product uuid, expected_version integer, archived boolean) returns integer
language sql volatile security definer set search_path = ''
as $$
  update public.products p set active = not archived, version = p.version + 1
    where p.id = product and p.version = expected_version and p.active = archived
      and p.business_id in (select private.my_business_ids())
    returning p.version
$$;
grant execute on function archive_product(uuid, integer, boolean) to authenticated;

/* Puts an active product at a place of the catalogue, counted from 1, and the others behind it. False when it is not there. */
create or replace function place_product(product uuid, wanted integer) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare home uuid;
begin
  select b.id into home from public.products p join public.businesses b on b.id = p.business_id
    where p.id = product and p.active and b.id in (select private.my_business_ids())
    for no key update of b;
  if not found then return false; end if;
  with others as (
    select p.id, row_number() over (order by p.place, p.created_at, p.id) as nth
    from public.products p where p.business_id = home and p.active and p.id <> product
  ), ordered as (
    select others.id, others.nth + case when others.nth >= wanted then 1 else 0 end as place from others
    union all
    select product, greatest(1, least(wanted, 1 + (select count(*) from others)))
  )
  update public.products p set place = ordered.place from ordered
    where p.id = ordered.id and p.place <> ordered.place;
  return true;
end
$$;
grant execute on function place_product(uuid, integer) to authenticated;
