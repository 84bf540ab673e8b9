import { placeAddress } from '#channels/schema.ts';
import type { AnswerBox } from './answer-box.ts';

/** Where a person can answer by hand when the program can't; null where nothing is known to open. */
export function nextPlace(
  box: Pick<AnswerBox, 'channel' | 'kind' | 'network' | 'permalink' | 'place'>,
): { href: string; app: string } | null {
  const { channel, kind, network, permalink, place } = box;
  if (channel === 'assisted' && place) {
    const href = placeAddress[place];
    return href ? { href, app: apps[place] } : null;
  }
  if (channel !== 'instagram' && channel !== 'facebook') return null;
  if (kind === 'comment' && permalink) return { href: permalink, app: apps[channel] };
  // The practice network's people are in no app.
  return network === 'meta' ? { href: inboxes[channel], app: apps[channel] } : null;
}

const apps = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  whatsapp: 'WhatsApp',
  tiktok: 'TikTok',
  other: '',
} as const;

const inboxes = {
  instagram: 'https://www.instagram.com/direct/inbox/',
  facebook: 'https://business.facebook.com/latest/inbox/messenger',
} as const;
