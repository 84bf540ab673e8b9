-- Of a mention the network says only where it is. Each waits here until its words were fetched; while the account's
-- access is dead it waits without being tried, and comes at once when the account is connected again.

create table mentions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  channel_id uuid not null,
  -- Somebody's post, and the comment under it ('' when the post itself mentions the account).
  media_id text not null,
  comment_id text not null default '',
  told_at timestamptz not null,
  -- Null while it waits; `fetched`, or `gone` when the network does not show it (any more).
  outcome text check (outcome in ('fetched', 'gone')),
  tries smallint not null default 0,
  next_try_at timestamptz,
  unique (channel_id, media_id, comment_id),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index mentions_business on mentions (business_id);
create index mentions_due on mentions (channel_id, next_try_at) where outcome is null;

alter table mentions enable row level security;
create policy select_mine on mentions for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on mentions to authenticated;
grant select on mentions to service_role;

/* Takes mentions whose words can be asked for now. */
create function claim_mentions(size integer, lease_seconds integer) returns setof mentions
language sql volatile security definer set search_path = ''
as $$
  update public.mentions m
    set next_try_at = now() + make_interval(secs => claim_mentions.lease_seconds), tries = m.tries + 1
    where m.id in (
      select d.id from public.mentions d
      join public.channels c on c.id = d.channel_id and c.disconnected_at is null and c.problem is null
      where d.outcome is null and (d.next_try_at is null or d.next_try_at <= now())
      order by d.next_try_at nulls first, d.id limit claim_mentions.size
      for update of d skip locked)
    returning m.*
$$;
grant execute on function claim_mentions(integer, integer) to service_role;

/* Records what became of one; without an outcome it is asked for again after `retry_seconds`. */
create function settle_mention(mention uuid, outcome text, retry_seconds integer default 60) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.mentions m set outcome = settle_mention.outcome,
      next_try_at = case when settle_mention.outcome is null
        then now() + make_interval(secs => settle_mention.retry_seconds) end
    where m.id = mention
$$;
grant execute on function settle_mention(uuid, text, integer) to service_role;

-- How far the poll read: for each post how many comments it had, for each direct conversation when it last changed,
-- and ('' as place) when the account was last polled. What has not changed costs no call.
create table poll_marks (
  channel_id uuid not null,
  business_id uuid not null,
  place text not null,
  mark text not null,
  read_at timestamptz not null default now(),
  primary key (channel_id, place),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index poll_marks_business on poll_marks (business_id);
create index poll_marks_old on poll_marks (read_at);

alter table poll_marks enable row level security;
-- No policy: the poll alone reads and writes it.
grant select, insert, update, delete on poll_marks to service_role;
