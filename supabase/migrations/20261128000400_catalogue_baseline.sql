-- The tables of catalogue as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/catalogue.

-- The catalogue: what a business sells, and of each product the six facts that customers ask for. A fact that
-- is not known is null, never empty. Quality marks are rows of their own, because they run out by themselves.

create table products (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 80),
  active boolean not null default true,
  benefits text check (char_length(btrim(benefits)) between 1 and 1000),
  strengths text check (char_length(btrim(strengths)) between 1 and 1000),
  weaknesses text check (char_length(btrim(weaknesses)) between 1 and 1000),
  price integer check (price between 1 and 1000000000),
  price_unit text check (char_length(btrim(price_unit)) between 1 and 40),
  how_to_buy text check (char_length(btrim(how_to_buy)) between 1 and 1000),
  quality_assurance text check (char_length(btrim(quality_assurance)) between 1 and 1000),
  place integer not null check (place > 0),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (id, business_id)
);
create index products_business on products (business_id, place, created_at, id);
alter table products enable row level security;
grant select on products to authenticated, service_role;

create table product_media (
  product_id uuid not null,
  business_id uuid not null,
  position smallint not null check (position between 1 and 5),
  media_id uuid not null,
  alt_text text not null check (char_length(btrim(alt_text)) between 1 and 1000),
  primary key (product_id, position),
  unique (product_id, media_id),
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade,
  foreign key (media_id, business_id) references media (id, business_id) on delete no action
    deferrable initially deferred
);
create index product_media_media on product_media (media_id);
create index product_media_business on product_media (business_id);
alter table product_media enable row level security;
grant select on product_media to authenticated, service_role;

-- Only a halal certificate may be without an end (since UU 6/2023); the others always name a day.
create table product_marks (
  product_id uuid not null,
  business_id uuid not null,
  kind text not null check (kind in ('halal', 'pirt', 'bpom', 'sni')),
  number text not null check (char_length(btrim(number)) between 3 and 60),
  expires_on date,
  primary key (product_id, kind),
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade,
  check (kind = 'halal' or expires_on is not null)
);
create index product_marks_business on product_marks (business_id);
alter table product_marks enable row level security;
grant select on product_marks to authenticated, service_role;
