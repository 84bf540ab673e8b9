-- Answers that are written again and again, with gaps ({nama}) that are filled in where they are used.

create table reply_templates (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  -- Typed after a slash in the answer box.
  shortcut text not null check (shortcut ~ '^[a-z0-9-]{1,30}$'),
  body text not null check (char_length(btrim(body)) between 1 and 2000),
  updated_at timestamptz not null default now(),
  updated_by uuid default auth.uid() references auth.users on delete set null
);
create unique index reply_templates_one_shortcut on reply_templates (business_id, shortcut);

alter table reply_templates enable row level security;
create policy select_mine on reply_templates for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on reply_templates for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
create policy update_mine on reply_templates for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
create policy delete_mine on reply_templates for delete to authenticated
  using (business_id in (select private.my_business_ids()));
grant select, delete on reply_templates to authenticated;
grant insert (id, business_id, shortcut, body) on reply_templates to authenticated;
grant update (shortcut, body) on reply_templates to authenticated;

create function private.sign_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.updated_at := now();
  new.updated_by := (select auth.uid());
  return new;
end
$$;
create trigger sign_template before update on reply_templates
  for each row execute function private.sign_template();

-- When a business was given its first ones: whoever deletes them all is not given them again.
alter table businesses add column reply_templates_at timestamptz;

/* Gives a business its first templates, [{"shortcut", "body"}], once. Returns how many it was given now. */
create function start_reply_templates(business uuid, templates jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare given integer;
begin
  update public.businesses b set reply_templates_at = now()
    where b.id = business and b.reply_templates_at is null and b.id in (select private.my_business_ids());
  if not found then return 0; end if;
  insert into public.reply_templates (business_id, shortcut, body, updated_by)
    select business, t.shortcut, t.body, null from jsonb_to_recordset(templates) as t (shortcut text, body text)
    on conflict do nothing;
  get diagnostics given = row_count;
  return given;
end
$$;
grant execute on function start_reply_templates(uuid, jsonb) to authenticated;
