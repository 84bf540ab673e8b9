import type { APIRoute } from 'astro';
import { answerPhoto, answerPreflight } from '#widget/feedback/index.ts';
import { callOf } from '#pages/api/widget/_call.ts';

/** The photo that belongs to it. */
export const POST: APIRoute = (context) => answerPhoto(callOf(context), context.params.message ?? '');
export const OPTIONS: APIRoute = () => answerPreflight();
