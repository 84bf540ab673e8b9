/*
 * The time by which three of four conversations had their first answer, and how many had one, over the last 90 days.
 * Clock and answer are those of `first_response_time` (indicators): from the first message that needs an answer to the
 * first answer of a person after it. Direct conversations and feedback alone: nobody who writes here asks how soon
 * comments are answered. Who still waits is censored now, so that leaving people unanswered never looks fast; three of
 * four and not the half, because it is read as a promise. Of very many conversations the newest 5,000 tell enough.
 */
create or replace function private.measure_answers(business uuid, out n integer, out seconds integer)
language sql stable security definer set search_path = ''
as $$
  with recent as (
    select c.id from public.conversations c join public.channels h on h.id = c.channel_id
    where c.business_id = business and c.last_at >= now() - interval '90 days' and c.kind in ('dm', 'feedback')
      and c.status <> 'spam' and h.kind <> 'manual'
    order by c.last_at desc limit 5000),
  spells as (
    select a.at is not null as answered, extract(epoch from coalesce(a.at, now()) - q.at)::float8 as lasted
    from recent c
    cross join lateral (
      select min(m.sent_at) as at from public.messages m
      where m.conversation_id = c.id and m.sent_at >= now() - interval '90 days' and m.direction = 'in'
        and not m.wordless and m.removed_at is null and m.intent is distinct from 'spam'
        and m.intent is distinct from 'giveaway_entry') q
    cross join lateral (
      select min(m.sent_at) as at from public.messages m
      where m.conversation_id = c.id and m.sent_at > q.at and m.direction = 'out' and not m.automatic
        and m.removed_at is null and (m.delivery is null or m.delivery in ('sent', 'delivered', 'read'))) a
    where q.at is not null),
  steps as (
    select s.lasted, count(*) filter (where s.answered) as ended,
      sum(count(*)) over (order by s.lasted desc) as at_risk
    from spells s group by s.lasted),
  unanswered as (
    -- Kaplan-Meier: the share that still waits after each moment.
    select s.lasted, exp(sum(ln(greatest(1 - s.ended / s.at_risk, 1e-300)::float8)) over (order by s.lasted)) as share
    from steps s)
  select (select count(*)::integer from spells s where s.answered),
    (select ceil(min(u.lasted))::integer from unanswered u where u.share <= 0.25 + 1e-9)
$$;

/*
 * Counts anew for up to `size` businesses whose widget is on and whose figure is older than six hours. Returns how many.
 */
create or replace function tend_answer_times(size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one uuid;
  tended integer := 0;
begin
  for one in
    select h.business_id from public.channels h left join private.answer_times t on t.business_id = h.business_id
    where h.kind = 'widget' and h.disconnected_at is null
      and coalesce(t.measured_at < now() - interval '6 hours', true)
    order by t.measured_at nulls first, h.business_id limit size
  loop
    insert into private.answer_times as t (business_id, n, seconds)
      select one, m.n, m.seconds from private.measure_answers(one) m
      on conflict (business_id) do update set n = excluded.n, seconds = excluded.seconds, measured_at = now();
    tended := tended + 1;
  end loop;
  return tended;
end
$$;
grant execute on function tend_answer_times(integer) to service_role;

/*
 * In seconds, how soon a business usually answers; null unless at least ten first answers of the last 90 days say so,
 * counted within three days. Ten, where members are shown a median of five: strangers read it as a promise, and with
 * fewer it would hang on one or two conversations.
 */
create or replace function answer_time(slug text) returns integer
language sql stable security definer set search_path = ''
as $$
  select t.seconds from public.businesses b join private.answer_times t on t.business_id = b.id
  where b.slug = answer_time.slug and t.n >= 10 and t.measured_at > now() - interval '3 days'
$$;
grant execute on function answer_time(text) to service_role;
