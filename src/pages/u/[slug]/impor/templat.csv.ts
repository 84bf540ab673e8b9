import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { planTemplate } from '#planning/import/index.ts';

/** The template of a plan; `?pemisah=koma` for programs that expect commas. */
export const GET: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const comma = context.url.searchParams.get('pemisah') === 'koma';
  return new Response(planTemplate(member.lang, comma ? ',' : ';'), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="templat-rencana.csv"',
    },
  });
};
