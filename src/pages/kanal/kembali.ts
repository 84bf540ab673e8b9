import type { APIRoute } from 'astro';
import { myBusinesses } from '#businesses/index.ts';
import { channelWords, reasonWords } from '#channels/words/index.ts';
import { returnFromNetwork } from '#channels/connections/login/index.ts';
import { say } from '#platform/http/flash.ts';

/** Back from the network's dialog; one address for every business, because networks want it written down. */
export const GET: APIRoute = async ({ url, locals, cookies, redirect }) => {
  const { backend, person, lang } = locals;
  const t = channelWords[lang];
  const refuse = (text: string, slug?: string) => {
    say(cookies, { kind: 'problem', text });
    return redirect(slug ? `/u/${slug}/kanal` : '/', 303);
  };
  if (!person) return redirect('/masuk', 303);
  const state = url.searchParams.get('state') ?? '';
  const code = url.searchParams.get('code');
  if (!code) return refuse(t.denied);
  const returned = await returnFromNetwork(backend, person, state, code);
  if (returned === null) return refuse(t.expired);
  if (returned.ok !== true) return refuse(t.failed(reasonWords[lang][returned.reason]));
  const home = (await myBusinesses(backend.asUser(person.token), person.id)).find(
    ({ id }) => id === returned.businessId,
  );
  if (!home) return refuse(t.expired);
  if (returned.declined.length > 0) say(cookies, { kind: 'info', text: t.declined });
  return redirect(`/u/${home.slug}/kanal/pilih?sambungan=${returned.id}`, 303);
};
