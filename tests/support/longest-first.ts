import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { readDurations } from './durations.ts';

const root = join(import.meta.dirname, '../..');
const tests = join(root, 'tests');

/**
 * Files that take from half a minute to minutes, longest first: for a fresh checkout, which knows no times.
 * Those that mostly wait (leases that really run out, a database that stays dead) begin early, so that their waits
 * pass while others work.
 */
const long = [
  'journeys/pages-inbox.test.ts',
  'chaos/waits.test.ts',
  'journeys/dead-database.test.ts',
  'journeys/pages-planning.test.ts',
  'chaos/instagram.test.ts',
  'journeys/pages.test.ts',
  'chaos/replies.test.ts',
  'journeys/composer.test.ts',
  'journeys/replies.test.ts',
  'journeys/loop.test.ts',
  'platform/postgres.test.ts',
  'journeys/whatsapp.test.ts',
  'journeys/bad-input.test.ts',
  'journeys/desk.test.ts',
  'journeys/privacy.test.ts',
  'publishing/property.test.ts',
  'widget/element.test.ts',
  'journeys/assisted.test.ts',
  'journeys/cases.test.ts',
  'journeys/calendar.test.ts',
  'chaos/facebook.test.ts',
  'journeys/hosted-form.test.ts',
  'publishing/first-comment.test.ts',
  'journeys/keyboard.test.ts',
  'demo/demo.test.ts',
  'journeys/media.test.ts',
  'journeys/notices.test.ts',
  'journeys/private-page.test.ts',
  'widget/hostile.test.ts',
  'journeys/series-import.test.ts',
  'widget/attack.test.ts',
];

/** Long files first, so that no core idles while the last one ends; the rest as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = long.filter((name) => !existsSync(join(tests, name)));
    if (gone.length > 0) throw new Error(`longest-first.ts names files that are gone: ${gone.join(', ')}`);
    const rank = new Map(long.map((name, index) => [join(tests, name), index]));
    const took = readDurations();
    const place = ({ moduleId }: TestSpecification) =>
      -(took[relative(root, moduleId)] ?? 0) || (rank.get(moduleId) ?? long.length);
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
