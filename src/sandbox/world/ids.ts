import type { World } from './shape.ts';

// A multiplier without a common factor with 10 visits every number once, so ids look random and never repeat.
const STEP = 7_046_029_254_386_353n;

/** The next id: digits only, made to be kept as text. */
export function nextId(world: World, prefix: string, length = 17): string {
  const digits = length - prefix.length;
  const space = 10n ** BigInt(digits);
  world.ids += 1;
  const number = (BigInt(world.ids) * STEP + BigInt(world.seed) * 982_451_653n) % space;
  return prefix + number.toString().padStart(digits, '0');
}

/** A number from 0 up to 1, the same for the same seed and history (mulberry32). */
export function random(world: World): number {
  world.random = (world.random + 0x6d2b79f5) >>> 0;
  let mixed = world.random;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters for tokens, codes and traces. The id counter keeps them apart even when the letters would agree. */
export function randomText(world: World, length: number): string {
  world.ids += 1;
  const unique = world.ids.toString(36);
  let text = '';
  while (text.length < length - unique.length) text += LETTERS[Math.floor(random(world) * LETTERS.length)];
  return text + unique;
}
