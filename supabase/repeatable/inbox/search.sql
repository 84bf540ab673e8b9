-- A word that is said every day stands in a tenth of all messages, and fetching those to show thirty took half a second
-- at a million. Newest first means that the newest messages mostly answer: they are looked through first, and all by the
-- index of words only when they hold too little. And a page goes on behind a conversation, not only behind an instant,
-- which two may share.

/*
 * Conversations of a business in which something said, or the customer's name, holds all the words; newest first, each
 * once: at its newest message that does, or at its last when the name does. `excerpt` marks what was found by U+E000 and
 * U+E001. `before` and `before_id` go on behind the last of a page. Nothing for who is no member.
 */
create or replace function search_conversations(
  business uuid, words text, before timestamptz default null, before_id uuid default null, most integer default 30
) returns table (conversation_id uuid, message_id uuid, at timestamptz, excerpt text)
language plpgsql stable security definer set search_path = ''
-- Planned anew for each search, without the half of it that is not asked for, and for how often the words are said.
set plan_cache_mode = 'force_custom_plan'
as $$
#variable_conflict use_column
declare
  looked_through constant integer := 4000;
  asked tsquery := private.beginnings(words);
  of_business uuid := business;
  behind timestamptz := coalesce(before, 'infinity');
  behind_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  fits integer := least(most, 100);
  since timestamptz;
  everything boolean;
  conversations uuid[];
  messages uuid[];
  instants timestamptz[];
begin
  if asked is null or business not in (select private.my_business_ids()) then return; end if;
  -- What is newer than this is looked through; null where that is all there is.
  since := greatest(
    (select m.sent_at from public.messages m where m.business_id = of_business and m.sent_at <= behind
      order by m.sent_at desc offset looked_through - 1 limit 1),
    (select c.last_at from public.conversations c where c.business_id = of_business and c.last_at <= behind
      order by c.last_at desc offset looked_through - 1 limit 1));
  foreach everything in array array[false, true] loop
    with newest as (
      select m.conversation_id, m.id, m.sent_at, m.search from public.messages m
      where not everything and m.business_id = of_business and m.removed_at is null and m.sent_at <= behind
      order by m.sent_at desc limit looked_through),
    newest_conversations as (
      select c.id, c.contact_id, c.last_at from public.conversations c
      where not everything and c.business_id = of_business and c.last_at <= behind
      order by c.last_at desc limit looked_through),
    hits as (
      select n.conversation_id, n.id, n.sent_at as at from newest n
      where n.search @@ asked and (since is null or n.sent_at > since)
      union all
      select n.id, null, n.last_at from newest_conversations n join public.contacts p on p.id = n.contact_id
      where p.search @@ asked and (since is null or n.last_at > since)
      union all
      select m.conversation_id, m.id, m.sent_at from public.messages m
      where everything and m.business_id = of_business and m.removed_at is null and m.search @@ asked
        and m.sent_at <= behind
      union all
      select c.id, null, c.last_at from public.contacts p join public.conversations c on c.contact_id = p.id
      where everything and p.business_id = of_business and p.search @@ asked and c.last_at <= behind),
    each as (
      select distinct on (h.conversation_id) h.conversation_id, h.id, h.at from hits h
      where (h.at, h.conversation_id) < (behind, behind_id)
      order by h.conversation_id, h.at desc, h.id),
    page as (
      select e.* from each e
      -- What was found later than this page stands on an earlier one.
      where behind = 'infinity' or not (
        exists (select from public.messages m
          where m.conversation_id = e.conversation_id and m.removed_at is null and m.search @@ asked
            and m.sent_at >= behind and (m.sent_at, m.conversation_id) >= (behind, behind_id))
        or exists (select from public.conversations c join public.contacts p on p.id = c.contact_id
          where c.id = e.conversation_id and p.search @@ asked and (c.last_at, c.id) >= (behind, behind_id)))
      order by e.at desc, e.conversation_id desc limit fits)
    select array_agg(p.conversation_id), array_agg(p.id), array_agg(p.at) into conversations, messages, instants
    from page p;
    exit when since is null or cardinality(conversations) = fits;
  end loop;
  return query
    select f.conversation_id, f.message_id, f.at,
      case when f.message_id is not null then ts_headline('pg_catalog.simple', left(m.body, 2000), asked,
        'StartSel=' || chr(57344) || ',StopSel=' || chr(57345) || ',MaxWords=18,MinWords=8') end
    from unnest(conversations, messages, instants) f (conversation_id, message_id, at)
    left join public.messages m on m.id = f.message_id
    order by f.at desc, f.conversation_id desc;
end
$$;
grant execute on function search_conversations(uuid, text, timestamptz, uuid, integer) to authenticated;

-- What is asked: all words of three letters or more, each by its beginning or its stem; null when there is none.
-- The beginning goes in as it was typed: the parser takes "12e" apart, which is the beginning of an order's number.
create or replace function private.beginnings(words text) returns tsquery
language sql immutable set search_path = ''
as $$
  select case when count(*) > 0 then string_agg(
      case when numnode(w.stem) > 0 then '(' || w.stem::text || ' | ' || w.plain::text || ')' else w.plain::text end,
      ' & ')::tsquery end
  from (
    select to_tsquery('pg_catalog.indonesian', '''' || r.word || ''':*') as stem,
      ('''' || r.word || ''':*')::tsquery as plain
    from regexp_split_to_table(lower(left(words, 200)), '[^[:alnum:]]+') as r (word)
    where char_length(r.word) >= 3) w
$$;
