import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { say, type Toast } from '#platform/http/flash.ts';
import { targetId } from '#planning/schema.ts';
import { assistWords, confirmAssisted, doneForm } from '#publishing/assist/index.ts';

/**
 * "Sudah saya unggah". A phone that kept it while it had no signal asks for JSON and hears the state; a link that is
 * none must not hold that up.
 */
export const POST: APIRoute = async (context) => {
  const forPhone = context.request.headers.get('accept') === 'application/json';
  if (forPhone && !context.locals.person) return Response.json({ state: null }, { status: 401 });
  const member = await enter(context);
  if (member instanceof Response) return forPhone ? Response.json({ state: null }, { status: 404 }) : member;
  const { db, business, lang } = member;
  const t = assistWords[lang];
  const target = targetId.safeParse(context.params.target);
  if (!target.success) return notFound();
  const data = Object.fromEntries(await context.request.formData());
  const form = doneForm.safeParse(data);
  const address = `/u/${business.slug}/unggahan/${context.params.post}`;
  if (!form.success && !forPhone) {
    say(context.cookies, { kind: 'problem', text: t.linkWrong });
    return context.redirect(`${address}/target/${target.data}/bantu`, 303);
  }
  const at = forPhone ? doneForm.shape.at.parse(data.at) : undefined;
  const state = await confirmAssisted(db, target.data, form.data?.link || null, at);
  if (forPhone) return Response.json({ state }, { status: state === 'published' ? 200 : state ? 409 : 404 });
  if (state === null) return notFound();
  const said: Record<string, Toast> = {
    published: { kind: 'done', text: t.recorded },
    busy: { kind: 'problem', text: t.busy },
  };
  say(context.cookies, said[state] ?? { kind: 'problem', text: t.moved });
  return context.redirect(address, 303);
};
