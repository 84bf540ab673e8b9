/** The demo as a place to test in: sixty days of a shop, with everything that can wait, fail or be published. */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { emails, password } from '#demo/shop/people.ts';
import { launchChromium } from '../support/chromium.ts';
import { copyOf } from '../support/prepared.ts';
import { freePort, startTestServer, type TestServer } from '../support/server.ts';

export interface DemoHouse {
  hub: string;
  /** The sandbox network, where a customer writes. */
  network: string;
  /** Address of the business. */
  base: string;
  server: TestServer;
  browser: Browser;
  /** A browser of the owner, signed in. */
  ownersBrowser(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A browser of the colleague, signed in. */
  staffsBrowser(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Ten minutes after it was filled the demo publishes its next post: no file shall find that done. */
const freshMs = 8 * 60_000;

export async function openDemoHouse(): Promise<DemoHouse> {
  const folder = await copyOf('demo', fillDemo, freshMs);
  const server = await startDemoServer(folder.path);
  const network = await saidAddress(server);
  const browser = await launchChromium();
  const storageState = await signIn(browser, server.url, emails.owner);
  return {
    hub: server.url,
    network,
    base: '/u/dapur-serang',
    server,
    browser,
    ownersBrowser: (options) =>
      browser.newContext({ baseURL: server.url, locale: 'id-ID', storageState, ...options }),
    async staffsBrowser(options) {
      const storageState = await signIn(browser, server.url, emails.staff);
      return browser.newContext({ baseURL: server.url, locale: 'id-ID', storageState, ...options });
    },
    async close() {
      await browser.close();
      await server.stop();
      folder.remove();
    },
  };
}

async function fillDemo(dataDir: string): Promise<void> {
  const server = await startDemoServer(dataDir);
  await saidAddress(server);
  await server.stop();
}

async function startDemoServer(dataDir: string): Promise<TestServer> {
  const entry = resolve(import.meta.dirname, '../../src/demo/main.ts');
  return startTestServer({ dataDir, port: await freePort(), entry });
}

/** The demo answers before its story is told; its welcome comes after that. */
async function saidAddress(server: TestServer): Promise<string> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(200)) {
    const found = /Pelanggan\s+(http:\S+)/.exec(server.said());
    if (found?.[1] && /Ctrl\+C[\s\S]*Ctrl\+C/.test(server.said())) return found[1];
  }
  throw new Error(`the demo said no address:\n${server.said().slice(-3000)}`);
}

async function signIn(browser: Browser, hub: string, email: string) {
  const context = await browser.newContext({ baseURL: hub, locale: 'id-ID' });
  const page = await context.newPage();
  await page.goto('/masuk');
  await page.getByLabel('Alamat e-mail').fill(email);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hari ini' }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}
