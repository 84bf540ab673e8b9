-- A private link that went out by WhatsApp is no message of a conversation, and its statuses, which carry the customer's
-- number, would wait for one for ever.

/* What a network tells of this message is not kept. Harmless when repeated. */
create function forget_message(channel uuid, external_id text) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.erased_messages (id, business_id)
    select private.message_id(c.id, forget_message.external_id), c.business_id
    from public.channels c where c.id = forget_message.channel
    on conflict (id) do nothing
$$;
grant execute on function forget_message(uuid, text) to service_role;
