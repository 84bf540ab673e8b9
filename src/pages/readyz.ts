import type { APIRoute } from 'astro';
import { readiness } from '#platform/process/readiness.ts';

export const GET: APIRoute = async ({ locals }) => {
  const { ready, ...parts } = await readiness(locals.backend);
  return Response.json(parts, { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } });
};
