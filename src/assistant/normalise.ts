import { sameWord } from './same-words.ts';

/** What is read of a message: a longer one has said what it wants by then, and nobody can make us slow. */
const longest = 1500;

export interface Normalised {
  /** One spelling of each word, and a mark such as `<link>`, `<love>` or `?` where something else stood. */
  words: string[];
  /** Written in capitals. */
  shouted: boolean;
}

/** Marks for what says more by its kind than by its letters; the first that fits wins. */
const marks: [mark: string, pattern: RegExp][] = [
  [
    '<link>',
    /\bhttps?:\/\/\S*|\bwww\.\S+|\b[a-z0-9-]+\.(?:com|net|org|xyz|link|ly|me|example|id)(?:\/\S*)?(?![\w.])/g,
  ],
  ['<mention>', /@[\p{L}\p{N}_.]+/gu],
  ['<hashtag>', /#[\p{L}\p{N}_]+/gu],
  ['<money>', /\brp\.? ?[\d.,]+\b|\b\d+(?:[.,]\d+)? ?(?:rb|ribu|jt|juta|k|ribuan|jutaan|perak)\b/g],
  ['<percent>', /\d+(?:[.,]\d+)? ?%/g],
  ['<telephone>', /(?:\+62|\b08)[\d -]{7,}\d/g],
  ['<score>', /\b\d{1,2} ?- ?\d{1,2}\b/g],
];

const faces: [mark: string, pattern: RegExp][] = [
  ['<love>', /[❤💜💖💕💗💙💚💛🧡🤎🖤🤍💓💞💘♥😍🥰😘🤩😋🤤🔥💯👏🥳🌟⭐👍💪😊☺🙌👌]/gu],
  ['<laugh>', /[😂🤣😆😅😁😄😀😃]/gu],
  ['<luck>', /[🍀🤞🤲🎉🎁🏆🥇🙋✅]/gu],
  ['<pray>', /🙏/gu],
  ['<angry>', /[😡😠🤬👎😤🤮🤢💔😒🙄😾]/gu],
  ['<sad>', /[😭😢😞😔😥😿🥺☹🙁😩😫]/gu],
  ['<greed>', /[🤑💰💸💎🎰💵]/gu],
  ['<emoji>', /\p{Extended_Pictographic}/gu],
];

const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' };

/** The message as words that can be compared: one spelling, one mark for each link, name, price, face. */
export function normalise(text: string): Normalised {
  const cut = text.slice(0, longest).normalize('NFKC').slice(0, longest);
  const letters = cut.match(/\p{L}/gu) ?? [];
  const capitals = cut.match(/\p{Lu}/gu) ?? [];
  const shouted = letters.length >= 8 && capitals.length > letters.length * 0.7;
  // In capitals it is a giveaway, in small letters a "no".
  const told = shouted ? cut : cut.replace(/\bGA\b/g, 'giveaway');
  let plain = told
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff\ufe0f]|\p{Cc}/gu, ' ')
    .replace(/[’‘`]/g, "'");
  for (const [mark, pattern] of [...marks, ...faces]) plain = plain.replace(pattern, ` ${mark} `);
  const written = plain.match(/<[a-z]+>|[\p{L}\p{M}\p{N}']+|[?!]/gu) ?? [];
  return {
    words: written.flatMap(oneSpelling),
    shouted,
  };
}

function oneSpelling(written: string): string[] {
  if (written.startsWith('<') || /^[?!]$/.test(written)) return [written];
  if (/^\d+$/.test(written)) return [written.length > 4 ? '<code>' : '<number>'];
  const word = unstretched(written);
  const stretched = /(\p{L})\1\1/u.test(written) ? ['<stretched>'] : [];
  // "mana2" is "mana-mana"; "g4c0r" hides from filters and "dagelan88" is how gambling sites call themselves.
  const [, twice, ending = ''] = /^(\p{L}{2,})2(\p{L}*)$/u.exec(word) ?? [];
  if (twice) return [sameWord(twice + ending), ...stretched];
  const counted = /^(\d+)(\p{L}+)$/u.exec(word);
  if (counted) return ['<number>', sameWord(counted[2]!)];
  const numbered = /^(\p{L}{3,})(\d+)$/u.exec(word);
  if (numbered) return [numbered[1]!, '<numbered>'];
  if (/\p{L}.*\d/u.test(word)) return ['<hidden>', word.replace(/\d/g, (digit) => leet[digit] ?? digit)];
  return [sameWord(word), ...stretched];
}

/** "enakkk" is "enak": three or more of a letter are one, and so is a pair that ends the word. */
function unstretched(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1').replace(/(\p{L})\1$/u, '$1');
}
