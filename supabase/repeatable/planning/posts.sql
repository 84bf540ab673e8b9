-- A post grows as a draft, is edited until it goes out, and may need a second person's word. Its version
-- moves with each edit; an approval names the version it was given for, so an edit takes it back by itself.

drop policy if exists select_mine on posts;
create policy select_mine on posts for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on post_media;
create policy select_mine on post_media for select to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_post on posts;
create constraint trigger record_post after insert on posts
  deferrable initially deferred for each row execute function private.record_event('post.created');

drop policy if exists select_mine on post_notes;
create policy select_mine on post_notes for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on post_notes;
create policy insert_mine on post_notes for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on post_promotions;
create policy select_mine on post_promotions for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on post_promotions;
create policy insert_mine on post_promotions for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists update_mine on post_promotions;
create policy update_mine on post_promotions for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on post_promotions;
create policy delete_mine on post_promotions for delete to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_edit on posts;
create constraint trigger record_edit after update on posts
  deferrable initially deferred for each row when (old.version is distinct from new.version)
  execute function private.record_event('post.edited');
drop trigger if exists record_submission on posts;
create constraint trigger record_submission after update on posts
  deferrable initially deferred for each row
  when (new.submitted_at is not null and old.submitted_at is distinct from new.submitted_at)
  execute function private.record_event('post.submitted');
drop trigger if exists record_removal on posts;
create constraint trigger record_removal after delete on posts
  deferrable initially deferred for each row execute function private.record_event('post.discarded');

drop policy if exists select_mine on post_facts;
create policy select_mine on post_facts for select to authenticated
  using (business_id in (select private.my_business_ids()));
