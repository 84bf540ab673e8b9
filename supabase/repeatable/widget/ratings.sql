-- Without a case, too, a customer may say how they were served: once a person of the business has closed the conversation,
-- once, and never after nobody but time closed it. It stands beside the ratings of cases.

/* As record_event, about the conversation of the row. */
create or replace function private.record_talk_rating() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, 'conversation.rated', new.conversation_id);
  return null;
end
$$;
drop trigger if exists record_talk_rating on ratings;
create constraint trigger record_talk_rating after insert on ratings
  deferrable initially deferred for each row when (new.case_id is null)
  execute function private.record_talk_rating();

/* Whether the customer is asked: a person closed it, it has no case (which asks for itself), and it was not rated yet. */
create or replace function private.may_rate_talk(conversation uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.conversations c where c.id = conversation and c.status = 'resolved')
    and coalesce((select not s.automatic from public.conversation_states s where s.conversation_id = conversation
      order by s.set_at desc, s.id desc limit 1), false)
    and not exists (select from public.cases k where k.conversation_id = conversation)
    and not exists (select from public.ratings r where r.conversation_id = conversation and r.case_id is null)
$$;

/* One to five, once: said again, the first stands. 'moved' when it is not asked for (any more); null when the link is none. */
create or replace function rate_talk(token text, score integer, words text) returns text
language plpgsql security definer set search_path = ''
as $$
declare f public.feedbacks;
begin
  select * into f from private.feedback_of(rate_talk.token);
  if f.id is null then return null; end if;
  perform from public.conversations c where c.id = f.conversation_id for update;
  if exists (select from public.ratings r where r.conversation_id = f.conversation_id and r.case_id is null) then
    return 'done';
  end if;
  if not private.may_rate_talk(f.conversation_id) then return 'moved'; end if;
  insert into public.ratings (business_id, conversation_id, score, words)
    values (f.business_id, f.conversation_id, rate_talk.score, left(btrim(rate_talk.words), 1000));
  return 'done';
end
$$;
grant execute on function rate_talk(text, integer, text) to anon, authenticated;
