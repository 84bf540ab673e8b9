/** Reads the plays: who says what to whom, and when. A mistake in a play stops the demo and names its line. */
import { commentScript } from './comments.data.ts';
import { day, dice, duration, minute, wallClock } from './clock.ts';
import { messageScript } from './messages.data.ts';
import { past } from './posts.data.ts';

export type Platform = 'instagram' | 'facebook';

export interface Turn {
  /** Whether the kitchen speaks; else the customer. */
  ours: boolean;
  text: string;
  at: number;
}

export interface Talk {
  platform: Platform;
  /** As the network shows the person; clearly a sample. */
  persona: string;
  /** Under which post; null for direct messages. */
  post: string | null;
  turns: Turn[];
}

const opening = /^(ig|fb) (\w+) (?:(\d+)d (\d\d:\d\d)|(-?)(\d+[mhd])): (.+)$/;
const following = /^ {2}([+<])(\d+[mhd]) (.+)$/;

/** Every talk of the story, opened before `now`, the same for the same seed. */
export function readTalks(now: number, seed: number): Talk[] {
  const roll = dice(seed);
  const comments = read(commentScript, now, roll);
  return [...comments, ...read(messageScript, now, roll)];
}

function read(script: string, now: number, roll: () => number): Talk[] {
  const talks: Talk[] = [];
  let post: string | null = null;
  for (const line of script.trim().split('\n')) {
    const heading = /^# (\S+)$/.exec(line)?.[1];
    const turn = following.exec(line);
    const talk = talks.at(-1);
    if (heading) post = heading;
    else if (turn && talk) {
      const [, who, delay, text] = turn as unknown as string[];
      // Nobody answers on the full minute.
      const at = (talk.turns.at(-1)?.at ?? now) + duration(delay!) + Math.floor(roll() * minute);
      talk.turns.push({ ours: who === '+', text: text!, at });
    } else talks.push(opened(line, post, now, roll));
  }
  const late = talks.flatMap(({ turns }) => turns).find(({ at }) => at > now);
  if (late) throw new Error(`the story tells the future: ${late.text}`);
  return talks;
}

function opened(line: string, post: string | null, now: number, roll: () => number): Talk {
  const match = opening.exec(line);
  if (!match) throw new Error(`not a line of a play: ${line}`);
  const [, network, key, daysAgo, clock, minus, delay, text] = match as unknown as (string | undefined)[];
  const jitter = Math.floor(roll() * minute);
  const at = clock
    ? wallClock(now, -Number(daysAgo), clock) + jitter
    : minus
      ? now - duration(delay!)
      : publishedAt(post, now) + duration(delay!) + jitter;
  const platform = network === 'ig' ? 'instagram' : 'facebook';
  return { platform, persona: nameOf(key!), post, turns: [{ ours: false, text: text!, at }] };
}

function publishedAt(key: string | null, now: number): number {
  const post = past.find((each) => each.key === key);
  if (!post) throw new Error(`no such post: ${key}`);
  return wallClock(now, -post.daysAgo, post.at);
}

/** `promo_cepat` is shown as `Promo Cepat (contoh)`. */
function nameOf(key: string): string {
  const name = key.replace(
    /(^|_)(\w)/g,
    (_, gap: string, letter: string) => (gap && ' ') + letter.toUpperCase(),
  );
  return `${name} (contoh)`;
}

/** How long before now the story begins. */
export const storyLength = 61 * day;
