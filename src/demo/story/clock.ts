/** Story time: everything is placed before or after now, on the wall clock of Serang. */

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Western Indonesian time has no daylight saving. */
const offset = 7 * hour;

/** The instant of a wall clock `days` from today (negative: before). */
export function wallClock(now: number, days: number, at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const midnight = Math.floor((now + offset) / day) * day - offset;
  return midnight + days * day + hours * hour + minutes * minute;
}

/** As `<input type="datetime-local">` writes it. */
export function localTime(instant: number): string {
  return new Date(instant + offset).toISOString().slice(0, 16);
}

/** `25m`, `2h`, `1d` in milliseconds. */
export function duration(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (!count || !unit) throw new Error(`not a duration: ${text}`);
  return Number(count) * { m: minute, h: hour, d: day }[unit as 'm' | 'h' | 'd'];
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
