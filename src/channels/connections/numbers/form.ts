/** The form in which an owner enters a WhatsApp number: parsed, and each mistake at its field. */
import type { Lang } from '#platform/text/i18n.ts';
import type { Reason } from '#channels/contract/outcome.ts';
import { reasonWords } from '#channels/words/reasons.ts';
import { network as networkKind, type Network } from '#channels/schema.ts';
import type { Entry, NumberEntry } from '#channels/whatsapp/number.ts';
import { whatsappWords } from '#channels/words/whatsapp.ts';

/** As it stands in the form; a token is given back with a mistake, since Meta shows it only once. */
export interface NumberForm {
  network: string;
  numberId: string;
  wabaId: string;
  token: string;
}
/** By field; `form` is about none of them. */
export type NumberMistakes = Partial<Record<keyof NumberForm | 'form', string>>;

export const emptyNumberForm = (networks: Network[]): NumberForm => ({
  network: networks[0] ?? '',
  numberId: '',
  wabaId: '',
  token: '',
});

/** Reads the form; `entry` is null when something is not what it should be. */
export function parseNumber(
  data: FormData,
  networks: Network[],
  lang: Lang,
): { form: NumberForm; entry: NumberEntry | null; mistakes: NumberMistakes } {
  const t = whatsappWords[lang].error;
  const given = (name: string) => String(data.get(name) ?? '').trim();
  const form: NumberForm = {
    network: given('network') || (networks[0] ?? ''),
    // Meta's pages and messengers put spaces into what is copied.
    numberId: given('numberId').replaceAll(/[\s\u200b-\u200f\u202a-\u202e]/g, ''),
    wabaId: given('wabaId').replaceAll(/[\s\u200b-\u200f\u202a-\u202e]/g, ''),
    token: given('token'),
  };
  const network = networkKind.safeParse(form.network);
  const mistakes: NumberMistakes = {};
  if (!network.success || !networks.includes(network.data)) mistakes.network = t.network;
  const numberId = idMistake(form.numberId, t);
  if (numberId) mistakes.numberId = numberId;
  const wabaId = idMistake(form.wabaId, t);
  if (wabaId) mistakes.wabaId = wabaId;
  if (!numberId && !wabaId && form.numberId === form.wabaId) mistakes.wabaId = t.same;
  if (form.token === '') mistakes.token = t.empty;
  else if (!/^[\w.|-]{20,1000}$/.test(form.token)) mistakes.token = t.token;
  const isWhole = network.success && Object.keys(mistakes).length === 0;
  return { form, mistakes, entry: isWhole ? { ...form, network: network.data } : null };
}

/** What to say of an entry that the network, or another business, did not let pass. */
export function mistakesOf(
  { entry, reason }: { entry: Entry | null; reason: Reason | 'held_by_another' },
  lang: Lang,
): NumberMistakes {
  const t = whatsappWords[lang].error;
  if (reason === 'held_by_another') return { numberId: t.held };
  switch (entry) {
    case 'token':
      if (reason === 'token_dead') return { token: t.tokenDead };
      return { token: reason === 'permission_missing' ? t.permission : t.tokenOther };
    case 'waba':
      return { wabaId: t.waba };
    case 'subscription':
      return { wabaId: t.subscribe };
    case 'number':
      return { numberId: t.number };
    default:
      return { form: `${whatsappWords[lang].failed} ${reasonWords[lang][reason]}` };
  }
}

function idMistake(id: string, t: (typeof whatsappWords)['id']['error']): string | null {
  if (id === '') return t.empty;
  if (/^(\+|0)[\d()-]+$/.test(id) || /^62\d{7,12}$/.test(id)) return t.phone;
  return /^\d{5,30}$/.test(id) ? null : t.digits;
}
