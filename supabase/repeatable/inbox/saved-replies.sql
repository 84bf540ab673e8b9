drop policy if exists select_mine on reply_templates;
create policy select_mine on reply_templates for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on reply_templates;
create policy insert_mine on reply_templates for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists update_mine on reply_templates;
create policy update_mine on reply_templates for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on reply_templates;
create policy delete_mine on reply_templates for delete to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace function private.sign_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.updated_at := now();
  new.updated_by := (select auth.uid());
  return new;
end
$$;
create or replace trigger sign_template before update on reply_templates
  for each row execute function private.sign_template();

/* Gives a business its first templates, [{"shortcut", "body"}], once. Returns how many it was given now. */
create or replace function start_reply_templates(business uuid, templates jsonb) returns integer
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
