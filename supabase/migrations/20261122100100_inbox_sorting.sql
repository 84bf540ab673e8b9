-- What a message is about, beyond its words: its intent, topic, sentiment and urgency, as the model or a person
-- says. A person's word wins over the model's, now and when the message is projected again; what the model had said
-- before is kept beside it. Vocabulary of the Banten study; see indicators.md for what needs an answer.

alter table messages
  add column intent text check (intent in ('question', 'complaint', 'criticism', 'suggestion', 'praise', 'objection',
    'giveaway_entry', 'spam', 'other')),
  add column topic text check (char_length(topic) between 1 and 60),
  add column sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  add column urgency text check (urgency in ('low', 'normal', 'high')),
  add column sorted_by text check (sorted_by in ('model', 'person')),
  add column model text check (char_length(model) <= 60),
  add column confidence real check (confidence between 0 and 1),
  add check ((intent is null) = (sorted_by is null)),
  add check (direction = 'in' or intent is null);

create table message_corrections (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  message_id uuid not null,
  -- What stood there before, and who had said so.
  was jsonb not null,
  intent text not null,
  topic text,
  sentiment text not null,
  urgency text not null,
  corrected_by uuid default auth.uid() references auth.users on delete set null,
  corrected_at timestamptz not null default now(),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create index message_corrections_message on message_corrections (message_id, corrected_at);
create index message_corrections_business on message_corrections (business_id, corrected_at desc);

alter table message_corrections enable row level security;
create policy select_mine on message_corrections for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on message_corrections to authenticated;
grant select on message_corrections to service_role;

/* A member says what a customer's message is. False when the message is not there, or not theirs. */
create function correct_sorting(message uuid, intent text, topic text, sentiment text, urgency text) returns boolean
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
create function sort_messages(sorted jsonb) returns integer
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

create constraint trigger record_sorting after update on messages
  deferrable initially deferred for each row
  when (old.intent is distinct from new.intent or old.urgency is distinct from new.urgency)
  execute function private.record_event('message.sorted');
