-- What a message is about, beyond its words: its intent, topic, sentiment and urgency, as the model or a person
-- says. A person's word wins over the model's, now and when the message is projected again; what the model had said
-- before is kept beside it. Vocabulary of the Banten study; see indicators.md for what needs an answer.

drop policy if exists select_mine on message_corrections;
create policy select_mine on message_corrections for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* A member says what a customer's message is. False when the message is not there, or not theirs. */
create or replace function correct_sorting(message uuid, intent text, topic text, sentiment text, urgency text) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare m public.messages;
begin
  select * into m from public.messages s
    where s.id = message and s.direction = 'in' and s.business_id in (select private.my_business_ids())
    for update;
  if m.id is null then return false; end if;
  insert into public.message_corrections (business_id, message_id, was, intent, topic, sentiment, urgency)
    values (m.business_id, m.id,
      jsonb_build_object('intent', m.intent, 'topic', m.topic, 'sentiment', m.sentiment, 'urgency', m.urgency,
        'by', m.sorted_by, 'model', m.model),
      correct_sorting.intent, correct_sorting.topic, correct_sorting.sentiment, correct_sorting.urgency);
  update public.messages s set intent = correct_sorting.intent, topic = correct_sorting.topic,
      sentiment = correct_sorting.sentiment, urgency = correct_sorting.urgency, sorted_by = 'person'
    where s.id = m.id;
  return true;
end
$$;
grant execute on function correct_sorting(uuid, text, text, text, text) to authenticated;

/*
 * What the model makes of messages: [{"id", "intent", "topic", "sentiment", "urgency", "model", "confidence"}].
 * Never over a person's word. Returns how many were sorted.
 */
create or replace function sort_messages(sorted jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare done integer;
begin
  with s as (
    select * from jsonb_to_recordset(sorted) as s
      (id uuid, intent text, topic text, sentiment text, urgency text, model text, confidence real)
    order by id)
  update public.messages m set intent = s.intent, topic = s.topic, sentiment = s.sentiment, urgency = s.urgency,
      model = s.model, confidence = s.confidence, sorted_by = 'model'
    from s where m.id = s.id and m.direction = 'in' and m.sorted_by is distinct from 'person';
  get diagnostics done = row_count;
  return done;
end
$$;
grant execute on function sort_messages(jsonb) to service_role;
drop trigger if exists record_sorting on messages;
create constraint trigger record_sorting after update on messages
  deferrable initially deferred for each row
  when (old.intent is distinct from new.intent or old.urgency is distinct from new.urgency)
  execute function private.record_event('message.sorted');
