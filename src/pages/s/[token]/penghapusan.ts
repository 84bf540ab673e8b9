import type { APIRoute } from 'astro';
import { customerPageWords } from '#inbox/cases/customer-page/index.ts';
import { say } from '#platform/http/flash.ts';
import { eraseTalk, talkWords } from '#widget/portal/index.ts';
import { privateHeaders } from '#pages/_follow-up.ts';

/** "Hapus data saya": the link ends with it. */
export const POST: APIRoute = async (context) => {
  const { backend, lang } = context.locals;
  const token = context.params.token ?? '';
  const erased = await eraseTalk(backend, context, token);
  if (erased === 'done') say(context.cookies, { kind: 'done', text: talkWords[lang].erased });
  else if (erased) say(context.cookies, { kind: 'problem', text: customerPageWords[lang].tooManyText });
  const answer = context.redirect(`/s/${encodeURIComponent(token)}`, 303);
  for (const [name, value] of Object.entries(privateHeaders)) answer.headers.set(name, value);
  return answer;
};
