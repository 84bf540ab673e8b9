-- What members do with cases. A verb answers 'done', or 'moved' when the case is no longer as the member saw it, or
-- null when it is not theirs. The conversation is locked before its cases, by everybody.

create or replace function private.check_due(due timestamptz) returns void
language plpgsql set search_path = ''
as $$
begin
  if due is null or due <= now() or due > now() + interval '1 year' then
    raise exception 'a promise ends later' using errcode = 'check_violation', constraint = 'case_due';
  end if;
end
$$;

/* The case for a change: locked, the person's own, and as they saw it. `unseen` says what it is not. */
create or replace function private.take_case(of_case uuid, expected_version integer, out taken public.cases, out unseen text)
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.conversations o
    where o.id = (select k.conversation_id from public.cases k
      where k.id = of_case and k.business_id in (select private.my_business_ids())) for update;
  select k.* into taken from public.cases k
    where k.id = of_case and k.erased_at is null and k.business_id in (select private.my_business_ids())
    for update;
  unseen := case when taken.id is null then 'absent' when taken.version <> expected_version then 'moved' end;
end
$$;

/* Says better what the case is about. */
create or replace function describe_case(
  of_case uuid, expected_version integer, category text, wants text, wants_words text, complaint text
) returns text
language plpgsql security definer set search_path = ''
as $$
declare t record;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  update public.cases k set category = describe_case.category, wants = describe_case.wants,
      wants_words = btrim(describe_case.wants_words), complaint = btrim(describe_case.complaint), version = k.version + 1
    where k.id = of_case;
  return 'done';
end
$$;
grant execute on function describe_case(uuid, integer, text, text, text, text) to authenticated;

/* Promises anew: what, by when (the business's clock), and which member sees to it. */
create or replace function promise_case(of_case uuid, expected_version integer, what text, due timestamp, responsible uuid)
returns text
language plpgsql security definer set search_path = ''
as $$
declare
  t record;
  business uuid;
  ends_at timestamptz;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  if (t.taken).state <> 'open' then return 'moved'; end if;
  business := (t.taken).business_id;
  select due at time zone b.timezone into ends_at from public.businesses b where b.id = business;
  perform private.check_due(ends_at);
  insert into public.case_promises (business_id, case_id, what, due_at, responsible)
    values (business, of_case, btrim(what), ends_at, (
      select m.user_id from public.members m
      where m.business_id = business and m.user_id = promise_case.responsible));
  return 'done';
end
$$;
grant execute on function promise_case(uuid, integer, text, timestamp, uuid) to authenticated;

/*
 * The case is resolved, and waits for the customer's word. `resolution` comes with the form: sent twice, it is one.
 * `link_hash` adds a private link, for the message that tells the customer. A rating is asked for once in a case.
 */
create or replace function resolve_case(
  resolution uuid, of_case uuid, expected_version integer, what text, asks_rating boolean, link_hash bytea default null
) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  t record;
  business uuid;
  known boolean;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen = 'absent' then return null; end if;
  business := (t.taken).business_id;
  known := exists (select from public.case_resolutions r where r.id = resolution and r.case_id = of_case);
  if not known then
    if t.unseen is not null or (t.taken).state <> 'open' then return 'moved'; end if;
    insert into public.case_resolutions (id, business_id, case_id, what, asks_rating)
      values (resolution, business, of_case, btrim(what), resolve_case.asks_rating and not exists (
        select from public.case_resolutions r where r.case_id = of_case and r.asks_rating));
  end if;
  if link_hash is not null then
    insert into public.case_links (business_id, case_id, token_hash) values (business, of_case, link_hash)
      on conflict (token_hash) do nothing;
  end if;
  return 'done';
end
$$;
grant execute on function resolve_case(uuid, uuid, integer, text, boolean, bytea) to authenticated;

/* A member closes a resolved case: the customer said so some other way. */
create or replace function close_case(of_case uuid, expected_version integer) returns text
language plpgsql security definer set search_path = ''
as $$
declare t record;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  if (t.taken).state <> 'resolved' then return 'moved'; end if;
  insert into public.case_closures (business_id, case_id, resolution_id, how)
    values ((t.taken).business_id, of_case, private.standing_resolution(of_case), 'member');
  return 'done';
end
$$;
grant execute on function close_case(uuid, integer) to authenticated;

/* A member opens it again; 'other' while another case of the conversation is open. */
create or replace function reopen_case(of_case uuid, expected_version integer, reason text) returns text
language plpgsql security definer set search_path = ''
as $$
declare t record;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  if (t.taken).state = 'open' then return 'moved'; end if;
  if private.has_other_case(of_case) then return 'other'; end if;
  insert into public.case_reopenings (business_id, case_id, resolution_id, reason, by_customer)
    values ((t.taken).business_id, of_case, private.standing_resolution(of_case), btrim(reason), false);
  return 'done';
end
$$;
grant execute on function reopen_case(uuid, integer, text) to authenticated;

create or replace function private.has_other_case(of_case uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.cases k join public.cases o
      on o.conversation_id = k.conversation_id and o.id <> k.id and o.state <> 'closed'
    where k.id = of_case)
$$;

-- A complaint from the widget has a number already, which the customer was told: its case goes by the same one, and
-- begins with what the customer said would make it right.

/*
 * A complaint becomes a case, promised until `due` (the business's clock). A conversation has one open case at a time:
 * where there is one already, that is the answer, whoever opened it. Null when the conversation is not the person's.
 */
create or replace function open_case(
  conversation uuid, message uuid, category text, complaint text, promise text, due timestamp
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  c public.conversations;
  told public.feedbacks;
  made uuid;
  ends_at timestamptz;
  digits integer;
begin
  select o.* into c from public.conversations o
    where o.id = conversation and o.business_id in (select private.my_business_ids()) for update;
  if c.id is null then return null; end if;
  select k.id into made from public.cases k where k.conversation_id = c.id and k.state <> 'closed';
  if made is not null then return made; end if;
  select due at time zone b.timezone into ends_at from public.businesses b where b.id = c.business_id;
  perform private.check_due(ends_at);
  select f.* into told from public.feedbacks f where f.conversation_id = c.id;
  for attempt in 0..40 loop
    -- The number that was told first; then five digits, and one more each time ten in a row were taken.
    digits := 4 + (attempt - 1) / 10;
    insert into public.cases (business_id, conversation_id, message_id, number, category, wants, complaint, due_at)
      select c.business_id, c.id,
        (select m.id from public.messages m where m.id = message and m.conversation_id = c.id),
        n.number, open_case.category, coalesce(told.wants, 'unknown'), left(btrim(open_case.complaint), 2000), ends_at
      from (select case attempt when 0 then told.number
          else (10 ^ digits + floor(random() * 9 * 10 ^ digits))::bigint::text end as number) n
      where n.number is not null and not exists (select from public.feedbacks f
        where f.business_id = c.business_id and f.number = n.number and f.conversation_id <> c.id)
      on conflict (business_id, number) do nothing returning cases.id into made;
    exit when made is not null;
  end loop;
  insert into public.case_promises (business_id, case_id, what, due_at, responsible)
    values (c.business_id, made, promise, ends_at, (select auth.uid()));
  return made;
end
$$;
grant execute on function open_case(uuid, uuid, text, text, text, timestamp) to authenticated;
