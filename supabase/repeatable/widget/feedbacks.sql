drop policy if exists select_mine on feedbacks;
create policy select_mine on feedbacks for select to authenticated
  using (business_id in (select private.my_business_ids()));

/*
 * What a customer says, as a message of theirs. What they chose to call it stands as a person's word; topic, mood and
 * urgency are the model's in any case.
 */
create or replace function private.insert_customers_words(
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
create or replace function take_feedback(given jsonb, token_hash bytea) returns jsonb
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
