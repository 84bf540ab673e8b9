drop policy if exists select_mine on conversations;
create policy select_mine on conversations for select to authenticated
  using (business_id in (select private.my_business_ids()) and erased_at is null);

/*
 * Makes the list columns of a conversation true again, from its messages, whatever order they arrive in. It waits
 * since its oldest message that needs an answer (inbound; not wordless; not spam or a giveaway entry; after the
 * last closing) and has none after it by a person; a private reply answers as well.
 */
create or replace function private.refresh_conversation(conversation uuid) returns void
language sql volatile security definer set search_path = ''
as $$ select private.refresh_conversations(array[conversation]) $$;

-- Keeps the list columns of the conversation true, whatever order messages arrive in.
create or replace function private.summarise_conversation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.answers_conversation_id is not null then
    perform private.refresh_conversation(new.answers_conversation_id);
  end if;
  perform private.refresh_conversation(new.conversation_id);
  return null;
end
$$;
create or replace trigger summarise_conversation
  after update of body, sent_at, removed_at, delivery, intent, urgency, wordless, conversation_id on messages
  for each row execute function private.summarise_conversation();
