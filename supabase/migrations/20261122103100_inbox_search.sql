-- Search in what was said, by Indonesian word stems and by the beginning of words as they were written: the stemmer
-- makes "san" of "pesan" but "pesan" of "pesanan", so neither alone finds what people expect. `@@` is not leakproof,
-- so a policy would keep the index from being used: one function checks membership and searches by text and business
-- together.

create schema if not exists extensions;
create extension if not exists btree_gin with schema extensions;

alter table messages add column search tsvector
  generated always as (
    strip(to_tsvector('pg_catalog.indonesian'::regconfig, body))
    || strip(to_tsvector('pg_catalog.simple'::regconfig, body))) stored;
create index messages_search on messages using gin (business_id, search) where removed_at is null;

alter table contacts add column search tsvector
  generated always as (to_tsvector('pg_catalog.simple'::regconfig, name)) stored;
create index contacts_search on contacts using gin (business_id, search);

-- What is asked: all words of three letters or more, each by its beginning or its stem; null when there is none.
create function private.beginnings(words text) returns tsquery
language sql immutable set search_path = ''
as $$
  select case when count(*) > 0 then string_agg(
      case when numnode(w.stem) > 0 then '(' || w.stem::text || ' | ' || w.plain::text || ')' else w.plain::text end,
      ' & ')::tsquery end
  from (
    select to_tsquery('pg_catalog.indonesian', '''' || r.word || ''':*') as stem,
      to_tsquery('pg_catalog.simple', '''' || r.word || ''':*') as plain
    from regexp_split_to_table(lower(left(words, 200)), '[^[:alnum:]]+') as r (word)
    where char_length(r.word) >= 3) w
$$;

/*
 * Conversations of a business in which something said, or the customer's name, holds all the words; newest first, each
 * once, with its newest message that does. `excerpt` marks what was found by U+E000 and U+E001. `before` goes on
 * behind a page. Nothing for who is no member.
 */
create function search_conversations(
  business uuid, words text, before timestamptz default null, most integer default 30
) returns table (conversation_id uuid, message_id uuid, at timestamptz, excerpt text)
language plpgsql stable security definer set search_path = ''
as $$
declare asked tsquery := private.beginnings(words);
begin
  if asked is null or business not in (select private.my_business_ids()) then return; end if;
  return query
    with hits as materialized (
      select m.conversation_id, m.id, m.sent_at from public.messages m
      where m.business_id = business and m.removed_at is null and m.search @@ asked),
    people as materialized (
      select c.id, c.last_at from public.contacts p
      join public.conversations c on c.contact_id = p.id
      where p.business_id = business and p.search @@ asked),
    each as (
      select distinct on (h.conversation_id) h.conversation_id, h.id, h.sent_at
      from (select * from hits union all select p.id, null::uuid, p.last_at from people p) h
      where before is null or h.sent_at < before
      order by h.conversation_id, h.sent_at desc, h.id),
    page as (
      select * from each e order by e.sent_at desc, e.conversation_id limit least(most, 100))
    select p.conversation_id, p.id, p.sent_at,
      case when p.id is not null then ts_headline('pg_catalog.simple', left(m.body, 2000), asked,
        'StartSel=' || chr(57344) || ',StopSel=' || chr(57345) || ',MaxWords=18,MinWords=8') end
    from page p left join public.messages m on m.id = p.id
    order by p.sent_at desc, p.conversation_id;
end
$$;
grant execute on function search_conversations(uuid, text, timestamptz, integer) to authenticated;
