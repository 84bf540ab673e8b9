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
