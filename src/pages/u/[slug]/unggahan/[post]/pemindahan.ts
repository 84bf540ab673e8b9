import type { APIContext, APIRoute } from 'astro';
import { enter, notFound, type Member } from '#businesses/index.ts';
import { say, sayMistake } from '#platform/http/flash.ts';
import {
  calendarWords,
  moveForm,
  movePost,
  moveSentence,
  type MoveResult,
} from '#planning/calendar/index.ts';
import { postId } from '#planning/schema.ts';

/** The post moves to another day: from a form, which is led back, or from the board, which is told. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const post = postId.safeParse(context.params.post);
  if (!post.success) return notFound();
  const sent = await context.request.formData();
  const form = moveForm.safeParse(Object.fromEntries(sent));
  if (!form.success) return tell(context, member, sent, mistakeOf(form.error.issues, member));
  const result = await movePost(member.db, post.data, form.data);
  if (result.outcome === 'gone') return notFound();
  return tell(context, member, sent, moveSentence(result, member.lang), result);
};

function mistakeOf(
  issues: { path: PropertyKey[] }[],
  { lang }: Member,
): { text: string; field: string | null } {
  const t = calendarWords[lang];
  const wrong = (field: string) => issues.some(({ path }) => path[0] === field);
  if (wrong('day')) return { text: t.badDay, field: 'day' };
  if (wrong('time')) return { text: t.badTime, field: 'time' };
  return { text: t.refused.changed, field: null };
}

function tell(
  { request, cookies, redirect, params }: APIContext,
  { business }: Member,
  sent: FormData,
  { text, field }: { text: string; field: string | null },
  result?: MoveResult,
): Response {
  const moved = result?.outcome === 'moved';
  if (request.headers.get('accept')?.includes('application/json')) {
    return Response.json({ ok: moved, text }, { status: moved ? 200 : 409 });
  }
  const back = wayBack(String(sent.get('back') ?? ''), business.slug, params.post!);
  if (moved) {
    say(cookies, { kind: 'done', text });
    if (back.pathname.endsWith('/kalender') && back.searchParams.get('tampilan') !== 'daftar') {
      back.searchParams.set('tanggal', result.at.slice(0, 10));
    }
  } else {
    const typed = (name: string) => String(sent.get(name) ?? '').slice(0, 40);
    const formId = String(sent.get('form') ?? '').slice(0, 100);
    sayMistake(cookies, { form: formId, field, text, typed: { day: typed('day'), time: typed('time') } });
  }
  return redirect(back.pathname + back.search, 303);
}

/** Where the form stood; the post's own page for whatever is no page of this business. */
function wayBack(asked: string, slug: string, post: string): URL {
  const here = 'http://here.invalid';
  const url = URL.canParse(asked, here) ? new URL(asked, here) : null;
  const ours = url?.origin === here && url.pathname.startsWith(`/u/${slug}/`);
  return ours ? url : new URL(`/u/${slug}/unggahan/${post}`, here);
}
