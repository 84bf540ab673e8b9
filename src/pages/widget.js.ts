import type { APIRoute } from 'astro';
import { answerScript } from '#widget/script/index.ts';

/** The script that other sites carry. */
export const GET: APIRoute = ({ request }) => answerScript(request);
