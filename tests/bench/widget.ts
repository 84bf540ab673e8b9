/**
 * What the widget weighs, as it is served: the entry, and all that is needed to send feedback; and what it costs a page
 * on a slow phone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfStale } from '#platform/process/build.ts';
import { reporter } from './report.ts';
import { measureSlowVisits } from './slow-visit.ts';

const folder = join(resolve(import.meta.dirname, '../..'), 'dist', 'widget');
const report = reporter('widget');

export async function run({ quick }: { quick: boolean }): Promise<void> {
  await buildIfStale();
  const files = readdirSync(folder);
  const panel = files.find((name) => /^panel-.*\.js$/.test(name))!;
  const bytes = (name: string) => readFileSync(join(folder, name)).length;
  const entry = bytes('widget.js.br');
  // The reference is the same without compression.
  report('entry_bytes_brotli', entry, 'bytes', {
    n: 1,
    reference: bytes('widget.js'),
    budget: { most: 3_000 },
  });
  report('all_bytes_brotli', entry + bytes(`${panel}.br`), 'bytes', {
    n: 1,
    reference: bytes('widget.js') + bytes(panel),
    budget: { most: 15_000 },
  });
  await measureSlowVisits(report, quick ? 1 : 5);
}
