import type { APIContext } from 'astro';
import type { Call } from '#widget/feedback/index.ts';

/** What the widget's API needs of a request. */
export function callOf({ request, clientAddress, locals, params }: APIContext): Call {
  return { request, clientAddress, backend: locals.backend, lang: locals.lang, key: params.key ?? '' };
}
