/** What a day's cell says of its posts and moments. */
import type { PostCard } from './cards.ts';
import type { Day } from '#platform/text/days.ts';
import type { Moment } from './moments.ts';
import { targetTone } from '../schema.ts';

type Tone = ReturnType<typeof targetTone>;

/** From what needs a person most to what is over. */
const order: Tone[] = ['danger', 'waiting', 'info', 'quiet', 'done'];

/** The tone of the target that needs a person most. */
export function worstTone(cards: PostCard[]): Tone {
  const tones = cards.flatMap(({ targets }) => targets.map(({ state }) => targetTone(state)));
  return order.find((tone) => tones.includes(tone)) ?? 'quiet';
}

export function dayMoments(moments: Moment[], day: Day): Moment[] {
  return moments.filter(({ first, last }) => first <= day && last >= day);
}
