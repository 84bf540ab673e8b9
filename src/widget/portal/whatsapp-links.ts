/**
 * Private links by WhatsApp: as an approved message template, the only thing that may be sent to somebody who has not
 * written there. What is sent is kept nowhere: it holds the link, and of links only hashes are kept.
 */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { channel, findAccounts, reportProblem } from '#channels/index.ts';

/** How a number is reached, as the database answers. */
export const whatsappWay = z.object({
  to: z.string(),
  channel: z.uuid(),
  template: z.string(),
  language: z.string(),
  gaps: z.array(z.string()),
});
export type WhatsappWay = z.infer<typeof whatsappWay>;

/** Each costs the business money, and anybody can type anybody's number into a form. */
const mostToNumber = 4;
const mostOfAccount = 200;
const aDay = 86_400;

/** Whether links can be sent to WhatsApp numbers at present. */
export async function sendsWhatsappLinks(backend: Backend, slug: string): Promise<boolean> {
  const { data } = await backend
    .asService('tell whether links can go to WhatsApp')
    .rpc('sends_whatsapp_links', { slug })
    .throwOnError();
  return data;
}

/** @returns `again`: it certainly did not go out, and may later; `over`: it never will, or nobody knows */
export async function sendWhatsappLink(
  backend: Backend,
  way: WhatsappWay,
  { business, number }: { business: string; number: string },
  link: string,
): Promise<'sent' | 'again' | 'over'> {
  const mayGo =
    (await allowed(backend, `tautan-wa:${way.to}`, mostToNumber, aDay)) &&
    (await allowed(backend, `tautan-wa-akun:${way.channel}`, mostOfAccount, aDay));
  const account = mayGo && (await findAccounts(backend, [way.channel])).get(way.channel);
  const network = account && channel(account.kind);
  if (!account || !network) return 'over';
  const said: Record<string, string> = {
    usaha: business,
    nomor: number,
    tautan: link,
    '1': number,
    '2': link,
  };
  const came = await network.send(account, {
    kind: 'direct',
    text: '',
    inReplyTo: null,
    recipientId: way.to,
    pictures: [],
    metadata: null,
    tag: null,
    template: {
      name: way.template,
      language: way.language,
      values: way.gaps.map((gap) => said[gap] ?? ''),
      gaps: way.gaps,
    },
  });
  const reason = came.ok === true ? undefined : came.reason;
  log('info', 'widget.link_by_whatsapp', { channel: way.channel, ok: came.ok, reason });
  if (reason === 'token_dead' || reason === 'permission_missing') {
    await reportProblem(backend, way.channel, reason);
  }
  if (came.ok === true) {
    const told = { channel: way.channel, external_id: came.remoteId };
    const db = backend.asService('keep no status of a private link');
    const { error } = await db.rpc('forget_message', told);
    // It went out all the same: nobody may try again for this.
    if (error) log('error', 'widget.link_not_forgotten', { channel: way.channel, error: error.message });
    return 'sent';
  }
  return came.ok === false && came.retry === 'later' ? 'again' : 'over';
}
