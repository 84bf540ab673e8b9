import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { assign, triageWords, label, setStatus } from '#inbox/conversations/triage/index.ts';
import { conversationId, conversationStatus } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';
import { ownPath } from '#platform/http/own-path.ts';

const most = 100;

/** Does one thing with several conversations. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang, person } = member;
  const d = triageWords[lang];
  const form = await context.request.formData();
  const chosen = form
    .getAll('id')
    .flatMap((each) => conversationId.safeParse(each).data ?? [])
    .slice(0, most);
  const action = String(form.get('action') ?? '');
  const name = String(form.get('label') ?? '')
    .trim()
    .slice(0, 30);
  const status = conversationStatus.exclude(['snoozed', 'waiting']).safeParse(action);
  const moved =
    chosen.length === 0
      ? 0
      : status.success
        ? await setStatus(db, chosen, status.data)
        : action === 'saya'
          ? await assign(db, chosen, person.id)
          : action === 'label' && name !== ''
            ? await label(db, business.id, chosen, name, true)
            : 0;
  say(
    context.cookies,
    chosen.length === 0
      ? { kind: 'problem', text: d.selectNone }
      : moved > 0
        ? { kind: 'done', text: d.moved(String(moved)) }
        : { kind: 'info', text: d.nothingMoved },
  );
  return context.redirect(ownPath(form.get('back'), `/u/${business.slug}/kotak-masuk`), 303);
};
