-- Messages that the network approved beforehand (WhatsApp): kept for each account as the poll read them, and sent with
-- their gaps filled where nothing else may be sent. What is shown in the thread is made here, of the same words.

drop policy if exists select_mine on message_templates;
create policy select_mine on message_templates for select to authenticated
  using (business_id in (select private.my_business_ids()));

/*
 * Keeps the list of an account as it was just read: [{name, language, category, body, header, footer, gaps}]. What the
 * network no longer offers goes; what was sent with it stays as it is. Returns how many there are.
 */
create or replace function store_message_templates(channel uuid, templates jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare stored integer;
begin
  update public.channels c set templates_read_at = now()
    where c.id = store_message_templates.channel and c.disconnected_at is null;
  if not found then return 0; end if;
  delete from public.message_templates m where m.channel_id = store_message_templates.channel;
  insert into public.message_templates (channel_id, business_id, name, language, category, body, header, footer, gaps)
    select c.id, c.business_id, t.name, t.language, t.category, t.body, t.header, t.footer, coalesce(t.gaps, '{}')
    from public.channels c, jsonb_to_recordset(templates) as t (name text, language text, category text, body text,
      header text, footer text, gaps text[])
    where c.id = store_message_templates.channel
    on conflict do nothing;
  get diagnostics stored = row_count;
  return stored;
end
$$;
grant execute on function store_message_templates(uuid, jsonb) to service_role;

-- The words of a template with its gaps filled; what stands in a gap is never read as a gap itself.
create or replace function private.fill_gaps(body text, gaps text[], gap_values text[]) returns text
language sql immutable set search_path = ''
as $$
  select string_agg(t.part || coalesce(gap_values[array_position(gaps, g.gap[1])], ''), '' order by t.n)
  from regexp_split_to_table(body, '\{\{\s*\w+\s*\}\}') with ordinality as t (part, n)
  left join regexp_matches(body, '\{\{\s*(\w+)\s*\}\}', 'g') with ordinality as g (gap, n) using (n)
$$;

/*
 * Queues a template as an answer in a direct conversation; it is held for five seconds, as every answer. `gone`: the
 * account has none like it (any more). The same id twice is one message. Null when the conversation is not theirs.
 */
create or replace function queue_template(id uuid, conversation uuid, name text, language text, gap_values text[]) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  c public.conversations;
  t public.message_templates;
begin
  select o.* into c from public.conversations o
    where o.id = conversation and o.kind = 'dm' and o.business_id in (select private.my_business_ids());
  if c.id is null then return null; end if;
  if exists (select from public.messages m where m.id = queue_template.id and m.business_id = c.business_id) then
    return 'queued';
  end if;
  select m.* into t from public.message_templates m
    where m.channel_id = c.channel_id and m.name = queue_template.name and m.language = queue_template.language;
  if t.name is null then return 'gone'; end if;
  if cardinality(gap_values) <> cardinality(t.gaps)
    -- What the network refuses in a gap.
    or exists (select from unnest(gap_values) v (said)
      where v.said is null or v.said <> btrim(v.said) or v.said = '' or char_length(v.said) > 500
        or v.said ~ '[\n\r\t]| {5}')
  then
    raise exception 'the gaps of a template must be filled' using errcode = 'check_violation', constraint = 'gap_values';
  end if;
  insert into public.messages (id, business_id, conversation_id, channel_id, body, delivery, written_by, template,
      next_try_at)
    values (queue_template.id, c.business_id, c.id, c.channel_id, concat_ws(E'\n\n', t.header,
        private.fill_gaps(t.body, t.gaps, gap_values), t.footer), 'queued', (select auth.uid()),
      jsonb_build_object('name', t.name, 'language', t.language, 'values', to_jsonb(gap_values), 'gaps', to_jsonb(t.gaps)),
      now() + interval '5 seconds')
    on conflict do nothing;
  return 'queued';
end
$$;
grant execute on function queue_template(uuid, uuid, text, text, text[]) to authenticated;
