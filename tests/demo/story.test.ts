import { expect, test } from 'vitest';
import { hour, wallClock } from '#demo/story/clock.ts';
import { past } from '#demo/story/posts.data.ts';
import { readTalks } from '#demo/story/script.ts';

const noon = Date.parse('2026-11-22T12:00:00+07:00');
const everyHour = Array.from({ length: 24 }, (_, index) => noon + index * hour);

test.each(everyHour)('started at %d, nothing in the story lies ahead', (now) => {
  const talks = readTalks(now, 1);
  expect(talks.length).toBeGreaterThan(150);
  for (const { post, turns } of talks) {
    const shown = past.find(({ key }) => key === post);
    const began = shown ? wallClock(now, -shown.daysAgo, shown.at) : 0;
    const times = turns.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]).toBeGreaterThan(began);
    expect(times.at(-1)).toBeLessThanOrEqual(now);
  }
});

test('the same seed tells the same story', () => {
  expect(readTalks(noon, 7)).toEqual(readTalks(noon, 7));
});

test('whoever writes directly has also commented there, so that the hub knows a name', () => {
  const talks = readTalks(noon, 1);
  const commented = new Set(
    talks.filter(({ post }) => post).map(({ platform, persona }) => platform + persona),
  );
  const unknown = talks.filter(({ post, platform, persona }) => !post && !commented.has(platform + persona));
  expect(unknown.map(({ persona }) => persona)).toEqual([]);
});

test('nobody talks under a post that is not on their network', () => {
  const failed = past.filter(({ trouble }) => trouble === 'failed').map(({ key }) => key);
  const there = readTalks(noon, 1).filter(
    ({ post, platform }) => platform === 'facebook' && failed.includes(post ?? ''),
  );
  expect(there).toEqual([]);
});
