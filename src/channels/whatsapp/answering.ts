import type { Ability, Situation } from '../contract/answering.ts';

/** Since the person's last message. */
const WINDOW_MS = 24 * 3_600_000;

/**
 * WhatsApp's rule: freely within 24 hours of the person's last message, at any time by a message template.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
export function answers({ kind, now, heardAt }: Situation): Ability[] {
  if (kind !== 'dm') return [{ way: 'direct', until: null, closed: 'by_hand' }];
  const until = heardAt && new Date(heardAt.getTime() + WINDOW_MS);
  const isOpen = until !== null && now < until;
  const template: Ability = { way: 'template', until: null, closed: null };
  return isOpen
    ? [{ way: 'direct', until, closed: null }, template]
    : [template, { way: 'direct', until, closed: until ? 'window_closed' : 'never_wrote' }];
}
