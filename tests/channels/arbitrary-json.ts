/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const names = (
  'object entry id time changes messaging standby field value message mid text from item verb comment_id ' +
  'post_id parent_id media sender recipient timestamp is_echo is_deleted message_edit created_time username ' +
  '__proto__ constructor'
).split(' ');
const words = (
  'page instagram comments feed comment add edited remove hide messages 0 1780000000 ' +
  '2026-01-01T00:00:00+0000 x 💥'
).split(' ');

/** JSON that often looks a little like a webhook body. */
export function arbitrary(random: () => number, depth = 0): unknown {
  const pick = <T>(from: T[]): T => from[Math.floor(random() * from.length)] as T;
  const kind = random();
  if (depth > 5 || kind < 0.3) {
    return pick<unknown>([null, true, 0, -1, 1e300, 1780000000, 1780000000123, '', pick(words)]);
  }
  if (kind < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => arbitrary(random, depth + 1));
  const chosen = Array.from({ length: Math.floor(random() * 9) }, () => pick(names));
  const members = chosen.map((name) => {
    if (name === 'object') return [name, pick(['page', 'instagram', 'x'])];
    if (name === 'entry' || name === 'changes' || name === 'messaging') {
      return [name, [arbitrary(random, depth + 1), arbitrary(random, depth + 1)]];
    }
    return [name, random() < 0.4 ? pick(words) : arbitrary(random, depth + 1)];
  });
  return Object.fromEntries(members);
}
