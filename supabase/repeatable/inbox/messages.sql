drop policy if exists select_mine on messages;
create policy select_mine on messages for select to authenticated
  using (business_id in (select private.my_business_ids()) and erased_at is null);

drop trigger if exists record_arrival on messages;
create constraint trigger record_arrival after insert on messages
  deferrable initially deferred for each row when (new.direction = 'in')
  execute function private.record_event('message.received');
drop trigger if exists record_echo on messages;
create constraint trigger record_echo after insert on messages
  deferrable initially deferred for each row when (new.direction = 'out' and new.delivery is null)
  execute function private.record_event('message.echoed');
drop trigger if exists record_answer on messages;
create constraint trigger record_answer after insert on messages
  deferrable initially deferred for each row when (new.delivery is not null)
  execute function private.record_event('message.', 'delivery');
drop trigger if exists record_message_change on messages;
create constraint trigger record_message_change after update on messages
  deferrable initially deferred for each row
  when (new.erased_at is null and (old.body is distinct from new.body or old.hidden_at is distinct from new.hidden_at
    or old.removed_at is distinct from new.removed_at))
  execute function private.record_event('message.changed');
drop trigger if exists record_delivery on messages;
create constraint trigger record_delivery after update on messages
  deferrable initially deferred for each row
  when (new.erased_at is null and old.delivery is distinct from new.delivery)
  execute function private.record_event('message.', 'delivery');

drop policy if exists select_mine on message_reactions;
create policy select_mine on message_reactions for select to authenticated
  using (business_id in (select private.my_business_ids()));

-- Trigger: appends an event about the message that a row belongs to. Argument: the kind.
create or replace function private.record_message_part() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.message_id);
  return null;
end
$$;
drop trigger if exists record_reaction on message_reactions;
create constraint trigger record_reaction after insert or update on message_reactions
  deferrable initially deferred for each row execute function private.record_message_part('message.reacted');
drop trigger if exists record_attachment on message_attachments;
create constraint trigger record_attachment after update on message_attachments
  deferrable initially deferred for each row when (old.state is distinct from new.state)
  execute function private.record_message_part('message.attached');
