import type { APIRoute } from 'astro';
import { answerPanel } from '#widget/script/index.ts';

/** What that script loads. */
export const GET: APIRoute = ({ request, params }) => answerPanel(request, params.file ?? '');
