import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { channelWords, reasonWords } from '#channels/words/index.ts';
import { startConnection } from '#channels/connections/login/index.ts';
import { network } from '#channels/schema.ts';
import { say } from '#platform/http/flash.ts';

/** A connection begins: to the network's own dialog. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { backend, business, person, lang } = member;
  const t = channelWords[lang];
  const chosen = network.safeParse((await context.request.formData()).get('network'));
  const refuse = (text: string) => {
    say(context.cookies, { kind: 'problem', text });
    return context.redirect(`/u/${business.slug}/kanal`, 303);
  };
  if (business.role !== 'owner') return refuse(t.ownersOnly);
  if (!chosen.success) return refuse(t.noNetwork);
  const started = await startConnection(backend, person, business.id, chosen.data);
  return started.ok === true
    ? context.redirect(started.address, 303)
    : refuse(t.failed(reasonWords[lang][started.reason]));
};
