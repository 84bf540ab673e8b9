drop policy if exists select_mine on hashtag_sets;
create policy select_mine on hashtag_sets for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on hashtag_sets;
create policy insert_mine on hashtag_sets for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists update_mine on hashtag_sets;
create policy update_mine on hashtag_sets for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on hashtag_sets;
create policy delete_mine on hashtag_sets for delete to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on post_templates;
create policy select_mine on post_templates for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on post_templates;
create policy insert_mine on post_templates for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on post_templates;
create policy delete_mine on post_templates for delete to authenticated
  using (business_id in (select private.my_business_ids()));
