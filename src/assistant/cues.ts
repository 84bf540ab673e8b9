import { entriesOf } from '#platform/text/table.ts';
import { cueTables } from './cues.data.ts';

export type Cue = keyof typeof cueTables;

const found = new Map<string, Cue[]>();
for (const [cue, phrases] of entriesOf(cueTables)) {
  for (const phrase of new Set(phrases.split(';').map((each) => each.trim().replace(/\s+/g, ' ')))) {
    found.set(phrase, [...(found.get(phrase) ?? []), cue]);
  }
}
const most = Math.max(...[...found.keys()].map((phrase) => phrase.split(' ').length));

/** How often each kind of cue stands in these words; of two that overlap the longer says more and counts alone. */
export function cuesIn(words: string[]): Map<Cue, number> {
  const counts = new Map<Cue, number>();
  for (let at = 0; at < words.length;) {
    let taken = 1;
    for (let length = most; length >= 1; length -= 1) {
      const cues = length === 1 ? single(words[at]!) : found.get(words.slice(at, at + length).join(' '));
      if (at + length > words.length || !cues) continue;
      for (const cue of cues) counts.set(cue, (counts.get(cue) ?? 0) + 1);
      taken = length;
      break;
    }
    at += taken;
  }
  return counts;
}

function single(word: string): Cue[] | undefined {
  return found.get(word) ?? found.get(word.replace(/(?:nya|ku|mu|lah|kah|na|e)$/, ''));
}
