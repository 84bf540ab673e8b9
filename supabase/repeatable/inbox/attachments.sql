drop policy if exists select_mine on message_attachments;
create policy select_mine on message_attachments for select to authenticated
  using (business_id in (select private.my_business_ids()));

-- Files whose row is gone, or whose message was taken back, are removed by the same job as pictures of posts.
create or replace function private.queue_attachment_removal(attachment public.message_attachments) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.media_removals (media_id, names)
    select attachment.id, array['attachments/' || attachment.id, 'attachments/' || attachment.id || '-small']
    where attachment.state = 'stored'
    on conflict do nothing;
  select pg_catalog.pg_notify('tanggap_media', '');
$$;

create or replace function private.forget_attachment() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.queue_attachment_removal(old);
  return null;
end
$$;
create or replace trigger forget_attachment after delete on message_attachments
  for each row execute function private.forget_attachment();
create or replace trigger forget_removed after update on message_attachments
  for each row when (old.state = 'stored' and new.state = 'gone') execute function private.forget_attachment();

/*
 * Remembers the files of a message, in the order they came in. One that could not be fetched gets another chance when
 * the network names a fresh address (`again`).
 */
create or replace function private.keep_attachments(message public.messages, files jsonb, again boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if coalesce(jsonb_array_length(files), 0) = 0 or message.removed_at is not null then return; end if;
  -- The echo of a picture that was sent from here brings back what is here.
  if exists (select from public.reply_pictures r where r.message_id = message.id) then return; end if;
  insert into public.message_attachments as a
      (business_id, message_id, position, kind, name, source_url, source_id, state, reason)
    select message.business_id, message.id, f.position, f.file ->> 'kind', left(f.file ->> 'name', 200),
      f.file ->> 'url', f.file ->> 'mediaId',
      case when f.file ->> 'url' is null and f.file ->> 'mediaId' is null then 'gone' else 'waiting' end,
      case when f.file ->> 'url' is null and f.file ->> 'mediaId' is null then 'no_address' end
    from jsonb_array_elements(files) with ordinality as f (file, position)
    where f.position <= 100
    on conflict (message_id, position) do update
      set source_url = excluded.source_url, state = 'waiting', reason = null, tries = 0, next_try_at = null
      where again and a.state = 'gone' and a.reason in ('expired', 'unreachable', 'no_address')
        and excluded.source_url is not null and excluded.source_url is distinct from a.source_url;
  perform pg_catalog.pg_notify('tanggap_attachments', '');
end
$$;

/* Takes files to copy, under a lease. */
create or replace function claim_attachments(size integer, lease_seconds integer)
returns table (id uuid, kind text, name text, source_url text, source_id text, tries smallint, channel_id uuid,
  network text)
language sql volatile security definer set search_path = ''
as $$
  with taken as (
    update public.message_attachments a
      set lease_until = now() + make_interval(secs => claim_attachments.lease_seconds), tries = a.tries + 1
      where a.id in (
        select d.id from public.message_attachments d
        where d.state = 'waiting' and coalesce(d.lease_until, d.next_try_at, d.arrived_at) <= now()
        order by coalesce(d.lease_until, d.next_try_at, d.arrived_at) limit claim_attachments.size
        for update skip locked)
      returning a.*)
  select t.id, t.kind, t.name, t.source_url, t.source_id, t.tries, m.channel_id, c.network
  from taken t
  join public.messages m on m.id = t.message_id
  join public.channels c on c.id = m.channel_id
$$;
grant execute on function claim_attachments(integer, integer) to service_role;

/*
 * Records what became of a file: {"state", "reason", "kind", "mime", "bytes", "width", "height", "has_preview",
 * "retry_seconds"}. False when the message was taken back or erased meanwhile: its bytes must go again.
 */
create or replace function settle_attachment(attachment uuid, result jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare stored boolean := result ->> 'state' = 'stored';
begin
  update public.message_attachments a set
      state = result ->> 'state',
      reason = result ->> 'reason',
      kind = coalesce(result ->> 'kind', a.kind),
      mime = result ->> 'mime',
      bytes = (result ->> 'bytes')::integer,
      width = (result ->> 'width')::integer,
      height = (result ->> 'height')::integer,
      has_preview = coalesce((result ->> 'has_preview')::boolean, false),
      stored_at = case when stored then now() end,
      lease_until = null,
      next_try_at = case when result ->> 'state' = 'waiting'
        then now() + make_interval(secs => coalesce((result ->> 'retry_seconds')::integer, 60)) end
    where a.id = attachment and a.state = 'waiting';
  return found;
end
$$;
grant execute on function settle_attachment(uuid, jsonb) to service_role;

-- A file that is here already when its row is made (a customer's photo) is told of as one that was copied is.
drop trigger if exists record_stored_attachment on message_attachments;
create constraint trigger record_stored_attachment after insert on message_attachments
  deferrable initially deferred for each row when (new.state = 'stored')
  execute function private.record_message_part('message.attached');
