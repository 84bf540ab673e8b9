import type { APIRoute } from 'astro';
import { answerGreeting, answerPreflight } from '#widget/feedback/index.ts';
import { callOf } from '../_call.ts';

/** Whether a public key is good on the page that asks, and whose it is. */
export const GET: APIRoute = (context) => answerGreeting(callOf(context));
export const OPTIONS: APIRoute = () => answerPreflight();
