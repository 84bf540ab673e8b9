/* The owner saw it live: an unconfirmed or failed target counts as published, with the link given. */
create or replace function confirm_published(target uuid, expected_version integer, link text default null) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.post_targets t
    set state = 'published', version = t.version + 1, permalink = link, reason = null,
      published_at = coalesce(t.published_at, greatest(t.scheduled_at, now() - interval '7 days'))
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('unconfirmed', 'failed')
    returning t.state
$$;
grant execute on function confirm_published(uuid, integer, text) to authenticated;

create or replace function set_permalink(target uuid, link text) returns void
language sql volatile security definer set search_path = ''
as $$ update public.post_targets t set permalink = link where t.id = target and t.permalink is null $$;
grant execute on function set_permalink(uuid, text) to service_role;

/*
 * "Sudah saya unggah": a person posted it on an assisted channel, at `posted_at` where they said so later (a phone
 * that had no signal). It holds no version: the screen may have been kept on the phone since before the hour, and
 * what was posted stays posted whatever happened to the plan; said twice it is recorded once, for `published` is an
 * end. A link that comes later is added. Returns the state: `published`; `busy` when a publisher holds it for a
 * moment; the state it is in when it was taken out of the plan; null when it is not theirs.
 */
create or replace function confirm_assisted(target uuid, link text default null, posted_at timestamptz default null) returns text
language plpgsql security definer set search_path = ''
as $$
declare held public.post_targets;
begin
  select t.* into held from public.post_targets t join public.channels c on c.id = t.channel_id
    where t.id = target and c.kind = 'assisted' and t.business_id in (select private.my_business_ids())
    for update of t;
  if not found then return null; end if;
  if held.state = 'published' then
    update public.post_targets t set permalink = link
      where t.id = held.id and t.permalink is null and link is not null;
    return 'published';
  end if;
  if held.state in ('claimed', 'publishing') then return 'busy'; end if;
  if held.state not in ('scheduled', 'unconfirmed', 'missed', 'failed') then return held.state; end if;
  update public.post_targets t set state = 'published', version = t.version + 1, permalink = link, reason = null,
      next_try_at = null,
      published_at = least(now(), greatest(coalesce(confirm_assisted.posted_at, now()), now() - interval '7 days'))
    where t.id = held.id;
  return 'published';
end
$$;
grant execute on function confirm_assisted(uuid, text, timestamptz) to authenticated;
