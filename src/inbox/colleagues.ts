import type { Db } from '../platform/backend/index.ts';
import type { Lang } from '../platform/i18n.ts';
import { lookAt } from './desk.ts';
import { deskWords } from './desk-words.ts';
import type { ConversationId } from './schema.ts';

/** Who works in the business, as far as the inbox needs to know. */
export interface Colleague {
  userId: string;
  email: string;
}

/** What a colleague is called: the part of the address that names them. */
export function colleagueName(colleagues: Colleague[], userId: string | null, lang: Lang): string {
  const email = colleagues.find((each) => each.userId === userId)?.email;
  return email?.split('@')[0] ?? deskWords[lang].formerMember;
}

/** Says that the member has the conversation open, and who else has, as a sentence; empty when nobody. */
export async function colleaguesHere(
  db: Db,
  conversation: ConversationId,
  colleagues: Colleague[],
  lang: Lang,
): Promise<string> {
  const here = await lookAt(db, conversation);
  if (here.length === 0) return '';
  const names = here.map((userId) => colleagueName(colleagues, userId, lang));
  return deskWords[lang].lookingToo(new Intl.ListFormat(lang).format(names));
}
