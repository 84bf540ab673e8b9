/**
 * `npm run bench -- NAME [--quick]`: one benchmark; one JSON object per line on stdout, everything else on
 * stderr. It measures and does not judge: a missed budget is printed beside the figure and still ends with 0.
 */
import { loadavg } from 'node:os';
import { note } from './report.ts';

interface Options {
  /** Fewer and shorter rounds, to see that it works. */
  quick: boolean;
}

const benches: Record<string, () => Promise<{ run(options: Options): Promise<void> }>> = {
  classify: () => import('./classify.ts'),
  inbox: () => import('./inbox.ts'),
  live: () => import('./live.ts'),
  ingest: () => import('./ingest.ts'),
  pages: () => import('./pages.ts'),
  publish: () => import('./publish.ts'),
  start: () => import('./start.ts'),
  widget: () => import('./widget.ts'),
};

/** In the contract, but what they would measure is not built yet. */
const later: Record<string, string> = {
  indicators: 'ruang indicators belum dibangun',
};

const words = process.argv.slice(2);
const [name = ''] = words.filter((word) => !word.startsWith('--'));
const open = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (open) {
  const bench = await open();
  note(`${name}: load before ${load()}`);
  await bench.run({ quick: words.includes('--quick') });
  note(`${name}: load after ${load()}`);
  // Idle connections of drivers must not keep the command open.
  process.exit(0);
}
const missing = Object.hasOwn(later, name) ? later[name] : undefined;
if (missing) note(`belum ada: ${name} (${missing})`);
else note(name ? `tidak dikenal: ${name}` : 'cara pakai: npm run bench -- NAMA [--quick]');
note(`yang ada: ${Object.keys(benches).join(', ')}; belum ada: ${Object.keys(later).join(', ')}`);
process.exit(2);

function load(): string {
  return loadavg()
    .map((each) => each.toFixed(2))
    .join(' ');
}
