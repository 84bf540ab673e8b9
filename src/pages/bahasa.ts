import type { APIRoute } from 'astro';
import { ownPath } from '#platform/http/own-path.ts';
import { isLang } from '#platform/text/i18n.ts';

export const POST: APIRoute = async ({ request, cookies, redirect }) => {
  const data = await request.formData();
  const lang = data.get('lang');
  if (isLang(lang))
    cookies.set('bahasa', lang, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true });
  return redirect(ownPath(data.get('back')), 303);
};
