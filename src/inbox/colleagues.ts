import type { Lang } from '#platform/text/i18n.ts';
import { words } from './words.ts';

/** Who works in the business, as far as the inbox needs to know. */
export interface Colleague {
  userId: string;
  email: string;
}

/** What a colleague is called: the part of the address that names them. */
export function colleagueName(colleagues: Colleague[], userId: string | null, lang: Lang): string {
  const email = colleagues.find((each) => each.userId === userId)?.email;
  return email?.split('@')[0] ?? words[lang].formerMember;
}

/**
 * Who else looks at it, as a sentence; empty when nobody.
 * @param here user ids, as `lookAt` tells them
 */
export function colleaguesHere(here: string[], colleagues: Colleague[], lang: Lang): string {
  if (here.length === 0) return '';
  const names = here.map((userId) => colleagueName(colleagues, userId, lang));
  return words[lang].lookingToo(new Intl.ListFormat(lang).format(names));
}
