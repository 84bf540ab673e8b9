/**
 * The widget on somebody else's page, as a cheap phone at the edge of the network has it: 400 kb/s, 400 ms, and a
 * processor six times slower, as in the `pages` benchmark. Each visit is a first one, beside the same page without it in
 * the same run.
 *
 * Main-thread time is wall time in milliseconds, slowed like the rest, of everything a trace calls scripting on the
 * page's main thread (compiling, evaluating, functions, microtasks, timers, garbage), each moment counted once. The page
 * has no script of its own, so all of it is the widget's, apart from what the observers cost that both pages carry:
 * the reference is that.
 * Long, because how it is measured stands beside what.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openShopSite } from '../widget/shop-site.ts';
import { launchChromium } from '../support/chromium.ts';
import { install } from './installation.ts';
import { signUp } from './people.ts';
import { median, type Report } from './report.ts';

const network = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
};
const slowness = 6;

export async function measureSlowVisits(report: Report, rounds: number): Promise<void> {
  const hub = await install();
  const sql = hub.connect();
  const site = await openShopSite();
  const browser = await launchChromium();
  try {
    await signUp(hub, sql);
    const [{ key }] = await sql<[{ key: string }]>`
      with made as (insert into channels (business_id, kind, name)
        select id, 'widget', 'Widget' from businesses returning id, business_id)
      insert into widget_keys (business_id, channel_id) select business_id, id from made returning key`;
    const words = '<p>Bandeng presto, rabeg, dan sate bandeng dari dapur kami sendiri.</p>'.repeat(40);
    const widget = `<tanggap-feedback business="${key}"></tanggap-feedback><script async src="${hub.url}/widget.js"></script>`;
    const [bare, carrying] = [words, words + widget].map((body) => site.page({ body }));
    const seen = { button: [], form: [], load: [], bareLoad: [] } as Record<string, number[]>;
    const spent = { button: [], form: [], bare: [] } as Record<string, number[]>;
    const shifts: number[] = [];
    const bareShifts: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const without = await time(browser, bare!, false);
      const with_ = await time(browser, carrying!, true);
      seen.bareLoad!.push(without.load);
      seen.load!.push(with_.load);
      seen.button!.push(with_.button);
      seen.form!.push(with_.form);
      bareShifts.push(without.shift);
      shifts.push(with_.shift);
      spent.bare!.push(await scripting(browser, bare!, false));
      spent.button!.push(await scripting(browser, carrying!, false));
      spent.form!.push(await scripting(browser, carrying!, true));
    }
    const say = (metric: string, values: number[], unit: string, reference: number[], most?: number) =>
      report(`${metric} on a slow phone`, median(values), unit, {
        n: rounds,
        reference: median(reference),
        ...(most !== undefined && { budget: { most } }),
      });
    // The reference of times is when the same page without it has loaded.
    say('the button can be used', seen.button!, 's', seen.bareLoad!, 2.5);
    say('the page that carries it has loaded', seen.load!, 's', seen.bareLoad!);
    say('from the tap to the form', seen.form!, 's', seen.bareLoad!);
    say('layout shift', [Math.max(...shifts)], 'score', bareShifts, 0);
    say('main thread until the button', spent.button!, 'ms', spent.bare!, 50);
    say('main thread until the form', spent.form!, 'ms', spent.bare!);
  } finally {
    await browser.close();
    await site.close();
    await sql.end();
    await hub.remove();
  }
}

async function slowPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', network);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowness });
  return page;
}

interface Timed {
  /** Seconds since navigation; `form` since the tap. */
  load: number;
  button: number;
  form: number;
  shift: number;
}

async function time(browser: Browser, address: string, carries: boolean): Promise<Timed> {
  const page = await slowPage(browser);
  try {
    await page.addInitScript(watch);
    await page.goto(address, { timeout: 90_000 });
    if (carries) {
      const seen = (name: 'button' | 'form') =>
        page.waitForFunction((wanted) => (globalThis as never as Watched).benchSeen[wanted] > 0, name, {
          timeout: 60_000,
        });
      await seen('button');
      await page.getByRole('button', { name: 'Kirim masukan' }).tap();
      await seen('form');
    }
    await sleep(1_000);
    const { load, button, form, tap, shift } = await page.evaluate(() => ({
      ...(globalThis as never as Watched).benchSeen,
      load: performance.getEntriesByType('navigation')[0]!.duration,
    }));
    return { load: load / 1000, button: button / 1000, form: (form - tap) / 1000, shift };
  } finally {
    await page.context().close();
  }
}

interface Watched {
  benchSeen: Record<'button' | 'tap' | 'form' | 'shift', number>;
}

/** Runs in the page: when the button and the form are there to be used, and how far things were moved. */
function watch(): void {
  const seen = { button: 0, tap: 0, form: 0, shift: 0 };
  Object.assign(globalThis, { benchSeen: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener('pointerdown', ({ timeStamp }) => (seen.tap ||= timeStamp), true);
  const look = () => {
    const root = document.querySelector('tanggap-feedback')?.shadowRoot;
    const now = performance.now();
    if (root?.querySelector('button')?.offsetHeight) seen.button ||= now;
    if (root?.querySelector('tanggap-panel')?.shadowRoot?.querySelector('dialog[open]')) seen.form ||= now;
    if (!seen.form) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const scripts = new Set([
  ...['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'TimerFire', 'EventDispatch', 'MinorGC', 'MajorGC'],
  ...[
    'v8.compile',
    'v8.compileModule',
    'v8.evaluateModule',
    'v8.callFunction',
    'v8.produceCache',
    'V8.GCScavenger',
  ],
]);
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  args: { data?: { url?: string }; name?: string };
}

/** Milliseconds of scripting until nothing more happens; with `opens` the button is tapped as well. */
async function scripting(browser: Browser, address: string, opens: boolean): Promise<number> {
  const page = await slowPage(browser);
  try {
    await browser.startTracing(page, { categories: ['devtools.timeline', 'v8', 'v8.execute', '__metadata'] });
    await page.goto(address, { timeout: 90_000 });
    // By the clock: whoever asks the page would run scripts in it.
    await sleep(4_000);
    if (opens) {
      await page.touchscreen.tap(290, 700);
      await sleep(6_000);
    }
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[];
    };
    const [{ pid }] = traceEvents.filter(
      ({ name, args }) => name === 'ResourceSendRequest' && args.data?.url === address,
    ) as [TraceEvent];
    const main = traceEvents.find(
      (one) => one.pid === pid && one.name === 'thread_name' && one.args.name === 'CrRendererMain',
    );
    return unionOf(
      traceEvents.filter((one) => one.pid === pid && one.tid === main?.tid && scripts.has(one.name)),
    );
  } finally {
    await page.context().close();
  }
}

/** What they last together, each moment counted once. */
function unionOf(events: TraceEvent[]): number {
  let until = 0;
  let sum = 0;
  for (const { ts, dur = 0 } of events.toSorted((a, b) => a.ts - b.ts)) {
    sum += Math.max(0, ts + dur - Math.max(ts, until));
    until = Math.max(until, ts + dur);
  }
  return sum / 1000;
}
