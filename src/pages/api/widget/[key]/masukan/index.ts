import type { APIRoute } from 'astro';
import { answerFeedback, answerPreflight } from '#widget/feedback/index.ts';
import { callOf } from '#pages/api/widget/_call.ts';

/** What a customer wrote on a site of the business. */
export const POST: APIRoute = (context) => answerFeedback(callOf(context));
export const OPTIONS: APIRoute = () => answerPreflight();
