-- What somebody said through the widget or the hosted form: beside the conversation it became, how they can be reached,
-- what they agreed to, and the number they were told. Sent twice (a bad network, a page that was closed) it is once.

create table feedbacks (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null unique,
  -- What was said first.
  message_id uuid not null,
  -- Made where it was written: random, and the same however often it is sent.
  key uuid not null,
  -- Null for the hosted form.
  widget_key_id uuid,
  -- Told to the customer, and said on the telephone; also that of the case it becomes.
  number text not null check (number ~ '^[1-9][0-9]{4,7}$'),
  -- What the customer called it; null when they just wrote.
  kind text check (kind in ('question', 'praise', 'suggestion', 'criticism', 'complaint')),
  email text check (char_length(email) <= 254),
  whatsapp text check (whatsapp ~ '^[0-9]{8,15}$'),
  -- Of a complaint: which order, and what would make it right.
  ordered text not null default '' check (char_length(ordered) <= 200),
  wants text not null default 'unknown'
    check (wants in ('replacement', 'refund', 'delivery', 'explanation', 'other', 'unknown')),
  page text check (page ~ '^https?://' and char_length(page) <= 2000),
  product text not null default '' check (char_length(product) <= 200),
  language text not null default 'id' check (language in ('id', 'en')),
  -- The version of the privacy notice that was shown and agreed to.
  notice text not null check (char_length(notice) between 1 and 40),
  consented_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- When the customer had their data erased: what stays says that something was said, and not what, nor by whom.
  erased_at timestamptz,
  -- The last letter to the customer: about which message, when it was begun and when it went out.
  letter_message_id uuid,
  letter_at timestamptz,
  letter_sent_at timestamptz,
  unique (id, business_id),
  unique (business_id, key),
  unique (business_id, number),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  foreign key (widget_key_id, business_id) references widget_keys (id, business_id) on delete set null (widget_key_id)
);
create index feedbacks_message on feedbacks (message_id);
create index feedbacks_widget_key on feedbacks (widget_key_id) where widget_key_id is not null;
alter table feedbacks enable row level security;
create policy select_mine on feedbacks for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on feedbacks to authenticated;
grant select on feedbacks to service_role;

-- Addresses under which a customer reads the answer. Several may be valid: a lost one is replaced by a new one.
create table feedback_links (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  feedback_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_at timestamptz not null default now(),
  foreign key (feedback_id, business_id) references feedbacks (id, business_id) on delete cascade
);
create index feedback_links_feedback on feedback_links (feedback_id, made_at);
create index feedback_links_business on feedback_links (business_id);
alter table feedback_links enable row level security;
create policy select_mine on feedback_links for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select (id, business_id, feedback_id, made_at) on feedback_links to authenticated;

/* One more address; of very many the oldest end. */
create function private.add_feedback_link(feedback public.feedbacks, token_hash bytea) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.feedback_links l where l.id in (
    select o.id from public.feedback_links o where o.feedback_id = feedback.id
    order by o.made_at desc, o.id offset 49);
  insert into public.feedback_links (business_id, feedback_id, token_hash)
    values (feedback.business_id, feedback.id, add_feedback_link.token_hash);
end
$$;

/*
 * What a customer says, as a message of theirs. What they chose to call it stands as a person's word; topic, mood and
 * urgency are the model's in any case.
 */
create function private.insert_customers_words(
  channel public.channels, conversation uuid, key uuid, words text, wordless boolean, kind text, sorting jsonb
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare made uuid;
begin
  insert into public.messages (id, business_id, conversation_id, channel_id, direction, external_id, body, wordless,
      intent, topic, sentiment, urgency, model, confidence, sorted_by)
    values (private.message_id(channel.id, key::text), channel.business_id, conversation, channel.id, 'in', key::text,
      words, insert_customers_words.wordless, coalesce(kind, sorting ->> 'intent'), sorting ->> 'topic',
      sorting ->> 'sentiment', sorting ->> 'urgency', case when kind is null then sorting ->> 'model' end,
      case when kind is null then (sorting ->> 'confidence')::real end,
      case when kind is not null then 'person' when sorting ->> 'intent' is not null then 'model' end)
    on conflict (channel_id, external_id) do nothing
    returning id into made;
  return coalesce(made, (select m.id from public.messages m
    where m.channel_id = channel.id and m.external_id = key::text and m.conversation_id = conversation));
end
$$;

/*
 * Takes what somebody said: {widget (a public key) or slug, key, kind, words, wordless, sorting, name, email, whatsapp,
 * ordered, wants, page, product, language, notice}. `token_hash` becomes an address to it; sent again, one more.
 * What they agreed to stands among their consents as well. Answers {message, number, fresh}; null when no widget that is on is meant.
 */
create function take_feedback(given jsonb, token_hash bytea) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  w record;
  f public.feedbacks;
  said uuid := (given ->> 'key')::uuid;
  talk uuid;
  first uuid;
  digits integer;
begin
  select * into w from private.find_widget(given ->> 'widget', given ->> 'slug');
  if (w.channel).id is null then return null; end if;
  -- The same thing sent twice at once takes turns here.
  perform pg_advisory_xact_lock(hashtextextended((w.channel).id::text || said::text, 0));
  select * into f from public.feedbacks o where o.business_id = (w.channel).business_id and o.key = said;
  if f.id is not null then
    perform private.add_feedback_link(f, take_feedback.token_hash);
    return jsonb_build_object('message', f.message_id, 'number', f.number, 'fresh', false);
  end if;
  talk := private.find_conversation(w.channel,
    jsonb_build_object('id', said::text, 'name', given ->> 'name'), 'feedback', '', now());
  first := private.insert_customers_words(w.channel, talk, said, given ->> 'words',
    coalesce((given ->> 'wordless')::boolean, false), given ->> 'kind', given -> 'sorting');
  for attempt in 0..39 loop
    digits := 4 + attempt / 10;
    insert into public.feedbacks (business_id, conversation_id, message_id, key, widget_key_id, number, kind, email,
        whatsapp, ordered, wants, page, product, language, notice, consented_at)
      select (w.channel).business_id, talk, first, said, (w.used).id, n.number, given ->> 'kind', given ->> 'email',
        given ->> 'whatsapp', coalesce(given ->> 'ordered', ''), coalesce(given ->> 'wants', 'unknown'),
        given ->> 'page', coalesce(given ->> 'product', ''), coalesce(given ->> 'language', 'id'),
        given ->> 'notice', now()
      from (select (10 ^ digits + floor(random() * 9 * 10 ^ digits))::bigint::text as number) n
      where not exists (select from public.cases k
        where k.business_id = (w.channel).business_id and k.number = n.number)
      on conflict (business_id, number) do nothing returning * into f;
    exit when f.id is not null;
  end loop;
  insert into public.consents (business_id, contact_id, purpose, way, wording, given_at)
    select f.business_id, c.contact_id, 'answers', 'widget', 'Pemberitahuan privasi versi ' || f.notice, f.consented_at
    from public.conversations c where c.id = talk;
  perform private.add_feedback_link(f, take_feedback.token_hash);
  return jsonb_build_object('message', f.message_id, 'number', f.number, 'fresh', true);
end
$$;
grant execute on function take_feedback(jsonb, bytea) to service_role;

-- A file that is here already when its row is made (a customer's photo) is told of as one that was copied is.
create constraint trigger record_stored_attachment after insert on message_attachments
  deferrable initially deferred for each row when (new.state = 'stored')
  execute function private.record_message_part('message.attached');
