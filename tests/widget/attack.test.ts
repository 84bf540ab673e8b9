/**
 * A key under attack asks for a proof of work, and only then: over the real server, in two processes, from an element under
 * a strict policy without `crypto.subtle`, and on the hosted form with and without script.
 * Long, because one flood is what all of it needs.
 */
import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { installationSecret, keysFrom } from '#platform/backend/keys.ts';
import { freshChallenge, ticketOf, waitSeconds, type Door } from '#widget/feedback/challenge.ts';
import { prove } from '#widget/elements/prove.ts';
import type { Challenge } from '#widget/schema.ts';
import { screenshot } from '../journeys/loop.ts';
import { freePort, startTestServer, type TestServer } from '../support/server.ts';
import { openedEarlier, passWritingTime } from '../support/time-trap.ts';
import { feedback, openWidgetHouse, type WidgetHouse } from './house.ts';
import { openShopSite, type ShopSite } from './shop-site.ts';

let house: WidgetHouse;
let site: ShopSite;
/** Another process on the same database. */
let second: TestServer;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [house, site] = await Promise.all([openWidgetHouse({ TRUST_PROXY: 'on' }), openShopSite()]);
  second = await startAnother();
}, 240_000);
afterAll(async () => {
  await second?.stop();
  await house?.close();
  await site?.close();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await house.forgive();
});

async function startAnother(): Promise<TestServer> {
  return startTestServer({
    dataDir: house.dataDir,
    port: await freePort(),
    env: { WORKER: 'off', TRUST_PROXY: 'on', PUBLIC_URL: house.hub },
  });
}

let nth = 0;
const fresh = () => `10.${(++nth >> 16) & 255}.${(nth >> 8) & 255}.${nth & 255}`;
const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
/** Each from an address of its own, as a network of hijacked machines sends. */
const send = (more: Record<string, unknown> = {}, address = fresh()) =>
  house.send(feedback(more), from(address));
const flood = (count = 31) => Promise.all(Array.from({ length: count }, () => send({ words: 'Banjir' })));
const challenge = async (answer: Response) => {
  const said = (await answer.json()) as { code: string; text: string; challenge?: Challenge };
  expect([answer.status, said.code]).toEqual([429, 'challenge']);
  expect(said.text.length, 'a sentence for people').toBeGreaterThan(10);
  return said.challenge!;
};
const codeOf = async (answer: Response) =>
  answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;
const messages = async (words: string) =>
  (await house.sql`select from messages where body = ${words}`).length;
/** A challenge of the installation's own, made at another time than now. */
const madeAt = (door: Door, agoSeconds: number) =>
  freshChallenge(
    { keys: keysFrom(installationSecret(house.dataDir)) } as Backend,
    door,
    Date.now() - agoSeconds * 1000,
  );

describe('the key', () => {
  test('takes thirty without a proof, whoever they are from; then it asks for one, and for no other key', async () => {
    const answers = await flood();
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(30);
    await challenge(answers.find(({ status }) => status === 429)!);
    const before = await messages('Banjir');
    await challenge(await send({ words: 'Banjir' }));
    expect(await messages('Banjir')).toBe(before);
    const [{ key: other }] = await house.sql<[{ key: string }]>`
      insert into widget_keys (business_id, channel_id, ends_at)
      select business_id, channel_id, now() + interval '1 day' from widget_keys limit 1 returning key`;
    expect((await house.send(feedback(), { key: other, ...from(fresh()) })).status).toBe(201);
    expect(await (await fetch(`${house.hub}/f/${house.slug}`)).text()).not.toContain('name="ticket"');
    // Somebody else's challenge is none here.
    const proof = await prove(await madeAt({ key: other }, 0));
    await challenge(await send({ proof }));
  });

  test('tells its owner, on the page of the form, and nobody is alarmed before', async () => {
    const page = async () => {
      const answer = await fetch(`${house.hub}${house.base}/kanal/widget`, {
        headers: { Cookie: house.cookie },
      });
      return answer.text();
    };
    expect(await page()).not.toContain('dibanjiri');
    await flood();
    expect(await page()).toContain('dibanjiri');
  });

  test('takes who solved it, once: the same proof is none for another message, nor in another process', async () => {
    await flood();
    const one = feedback({ words: 'Sudah dihitung' });
    const proof = await prove(await challenge(await house.send(one, from(fresh()))));
    const sent = { ...one, proof };
    expect((await house.send(sent, from(fresh()))).status).toBe(201);
    await challenge(await send({ words: 'Pengulangan', proof }));
    await challenge(
      await fetch(`${second.url}/api/widget/${house.key}/masukan`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: 'https://toko.test' },
        body: JSON.stringify(feedback({ words: 'Pengulangan', proof })),
      }),
    );
    // The answer was lost: it comes again under the same key, with a proof of its own.
    const again = await prove(await challenge(await house.send(sent, from(fresh()))));
    expect((await house.send({ ...one, proof: again }, from(fresh()))).status).toBe(201);
    expect([await messages('Sudah dihitung'), await messages('Pengulangan')]).toEqual([1, 0]);
  });

  test('takes one proof once also when it comes many times at the same moment', async () => {
    await flood();
    const proof = await prove(await challenge(await send()));
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => send({ words: 'Serentak', proof })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await messages('Serentak')).toBe(1);
  });

  test('takes none that was forged, made easier, meant for another, or is too old', async () => {
    await flood();
    const real = await challenge(await send());
    const solution = (JSON.parse(atob(await prove(real))) as { solution: object }).solution;
    const proofs = {
      'another signature': { challenge: { ...real, signature: 'f'.repeat(64) }, solution },
      'no signature': { challenge: { parameters: real.parameters }, solution },
      'a later end': {
        challenge: { ...real, parameters: { ...real.parameters, expiresAt: real.parameters.expiresAt + 1 } },
        solution,
      },
      'another counter': { challenge: real, solution: { ...solution, counter: 1 } },
      'a counter that is text': { challenge: real, solution: { ...solution, counter: '1' } },
      'no solution': { challenge: real, solution: null },
    };
    const forged = Object.entries(proofs).map(([name, proof]) => [name, btoa(JSON.stringify(proof))]);
    const old = await prove(await madeAt({ key: house.key }, 3_601));
    const hosted = await prove(await madeAt({ slug: house.slug }, 0));
    const deep = btoa(`${'['.repeat(700)}${']'.repeat(700)}`);
    for (const [name, proof] of [...forged, ['old', old], ['hosted', hosted], ['deep', deep], ['none', '%']])
      expect([name, await codeOf(await send({ words: 'Palsu', proof }))]).toEqual([name, 'challenge']);
    // Only waited with: that is for the form.
    const waited = ticketOf(await madeAt({ key: house.key }, waitSeconds + 1));
    expect(await codeOf(await send({ words: 'Palsu', proof: waited }))).toBe('challenge');
    expect(await messages('Palsu')).toBe(0);
  });

  test('a proof frees nobody from the limit of an address', async () => {
    await flood();
    const address = fresh();
    const answers = [];
    for (let n = 0; n < 11; n++)
      answers.push(
        await codeOf(await send({ proof: await prove(await madeAt({ key: house.key }, 0)) }, address)),
      );
    expect(answers).toEqual([...Array<number>(10).fill(201), 'too_many']);
  });

  test('one address alone does not put it under attack', async () => {
    const address = fresh();
    for (let n = 0; n < 60; n++) await send({ words: 'Sendirian' }, address);
    expect((await send()).status).toBe(201);
  });

  test('stays under attack in a process that starts later, and is calm ten minutes after the last try', async () => {
    await flood(40);
    await second.kill();
    second = await startAnother();
    const there = () =>
      fetch(`${second.url}/api/widget/${house.key}/masukan`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': fresh() },
        body: JSON.stringify(feedback()),
      });
    const asked = await fetch(`${second.url}/api/widget/${house.key}/masukan`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: house.hub, 'X-Forwarded-For': fresh() },
      body: JSON.stringify(feedback()),
    });
    // What one process asked for, another takes.
    expect((await send({ proof: await prove(await challenge(asked)) })).status).toBe(201);
    await house.sql`update rate_limits set updated_at = updated_at - interval '10 minutes'`;
    expect((await there()).status).toBe(201);
  });
});

describe('the element', () => {
  const strict = () =>
    `default-src 'none'; script-src ${house.hub}; connect-src ${house.hub}; img-src ${house.hub}`;
  const launcher = (page: Page) => page.getByRole('button', { name: 'Kirim masukan' });
  const dialog = (page: Page) => page.getByRole('dialog', { name: /Sampaikan kepada/ });

  async function open(): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await house.browse({ viewport: { width: 360, height: 740 }, hasTouch: true });
    contexts.push(context);
    await context.clearCookies();
    await context.addInitScript(() => {
      // As on a page over plain http.
      Object.defineProperty(crypto, 'subtle', { value: undefined });
      // What was said, and how often the page had its turn meanwhile.
      const seen = { said: [] as string[], turns: 0 };
      Object.assign(window, { seen, Worker: undefined });
      const look = () => {
        const root = document.querySelector('tanggap-feedback')?.shadowRoot;
        const panel = root?.querySelector('tanggap-panel')?.shadowRoot;
        for (const one of [root, panel]) {
          const text = one?.querySelector('[role=status]')?.textContent;
          if (text && !seen.said.includes(text)) seen.said.push(text);
          if (text?.startsWith('Sebentar')) seen.turns++;
        }
        setTimeout(look);
      };
      look();
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (one) => {
      if (one.type() === 'error' && !one.text().includes('429')) complaints.push(one.text());
    });
    await page.goto(
      site.page({
        csp: strict(),
        body: `<tanggap-feedback business="${house.key}"></tanggap-feedback><script src="${house.hub}/widget.js"></script>`,
      }),
    );
    await launcher(page).click();
    return { page, context, complaints };
  }

  async function write(page: Page, words: string): Promise<void> {
    await dialog(page).getByLabel('Pesan Anda').fill(words);
    await dialog(page)
      .getByLabel(/Saya setuju/)
      .check();
    await passWritingTime(page);
    await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
  }
  const seen = (page: Page) =>
    page.evaluate(() => (window as never as { seen: { said: string[]; turns: number } }).seen);

  test('solves under a strict policy, says so, leaves the page its turn, and sends once', async () => {
    await flood();
    const { page, complaints } = await open();
    await write(page, 'Di tengah serangan');
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    const { said, turns } = await seen(page);
    expect(said).toContain('Sebentar, memeriksa …');
    expect(turns).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    expect(await messages('Di tengah serangan')).toBe(1);
  });

  test('solves what was kept without a network too, and says it at the button', async () => {
    const { page, context } = await open();
    await context.setOffline(true);
    await write(page, 'Dari antrean');
    await dialog(page).getByText('Disimpan, belum terkirim').first().waitFor();
    await page.keyboard.press('Escape');
    await flood();
    await context.setOffline(false);
    await page
      .getByText(/Nomor Anda \d+/)
      .first()
      .waitFor();
    expect((await seen(page)).said).toContain('Sebentar, memeriksa …');
    expect(await messages('Dari antrean')).toBe(1);
  });

  test('keeps what is challenged again and again, and loses nothing', async () => {
    await flood();
    const { page, context } = await open();
    await context.route(`${house.hub}/api/widget/*/masukan`, async (route) => {
      const body = JSON.parse(route.request().postData() ?? '{}') as object;
      await route.continue({ postData: JSON.stringify({ ...body, proof: 'rusak' }) });
    });
    await write(page, 'Selalu diperiksa');
    await dialog(page).getByText('Disimpan, belum terkirim').first().waitFor();
    await context.unroute(`${house.hub}/api/widget/*/masukan`);
    await dialog(page).getByRole('button', { name: 'Kirim', exact: true }).click();
    await dialog(page).getByText('Pesan Anda sudah masuk.').first().waitFor();
    expect(await messages('Selalu diperiksa')).toBe(1);
  });
});

describe('the hosted form', () => {
  const address = () => `${house.hub}/f/${house.slug}`;
  const submit = (more: Record<string, string>, at = fresh()) => {
    const form = new FormData();
    const fields = {
      key: randomUUID(),
      words: 'Lewat formulir',
      consent: 'ya',
      opened: String(Date.now() - 60_000),
      ...more,
    };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return fetch(address(), {
      method: 'POST',
      headers: { Origin: house.hub, 'X-Forwarded-For': at },
      body: form,
      redirect: 'manual',
    });
  };
  const floodForm = () => Promise.all(Array.from({ length: 31 }, () => submit({ words: 'Banjir' })));
  const waited = async () => ticketOf(await madeAt({ slug: house.slug }, waitSeconds + 1));

  test('without script it is enough to have waited, which is asked for in words; each wait is for one message', async () => {
    await floodForm();
    const page = await (await fetch(address())).text();
    const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
    const early = await submit({ words: 'Terlalu dini', ticket });
    expect(early.status).toBe(429);
    const said = await early.text();
    expect(said).toContain(`Tunggu ${waitSeconds} detik`);
    expect(said, 'nothing typed is lost').toContain('Terlalu dini');
    expect(said).toMatch(/name="ticket" value="[^"]+"/);
    const ready = await waited();
    expect((await submit({ words: 'Sudah menunggu', ticket: ready })).status).toBe(303);
    expect((await submit({ words: 'Sekali lagi', ticket: ready })).status).toBe(429);
    const elsewhere = ticketOf(await madeAt({ key: house.key }, waitSeconds + 1));
    expect((await submit({ words: 'Sekali lagi', ticket: elsewhere })).status).toBe(429);
    const old = ticketOf(await madeAt({ slug: house.slug }, 3_700));
    expect((await submit({ words: 'Sekali lagi', ticket: old })).status).toBe(429);
    expect([await messages('Sudah menunggu'), await messages('Sekali lagi')]).toEqual([1, 0]);
  });

  test('waiting has a small share: two an address, twenty for the form', async () => {
    await floodForm();
    const one = fresh();
    const two = [];
    for (let n = 0; n < 3; n++) two.push((await submit({ ticket: await waited() }, one)).status);
    expect(two).toEqual([303, 303, 429]);
    const others = [];
    for (let n = 0; n < 20; n++) others.push((await submit({ ticket: await waited() })).status);
    expect(others).toEqual([...Array<number>(18).fill(303), 429, 429]);
  });

  test('with script it solves while somebody writes, and holds back who is faster', async () => {
    await floodForm();
    const context = await house.browse({ viewport: { width: 360, height: 740 } });
    contexts.push(context);
    await context.clearCookies();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    // A phone as slow as can be: what the page puts off waits until it is let go.
    await page.addInitScript(() => {
      const real = setTimeout;
      let held: (() => void)[] | null = [];
      const later = (run: () => void, ms = 0) => real(() => (held ? void held.push(run) : run()), ms);
      const letGo = () => {
        const waiting = held ?? [];
        held = null;
        for (const run of waiting) run();
      };
      Object.assign(window, { setTimeout: later, letGo });
    });
    await page.goto(`/f/${house.slug}`);
    await page.getByLabel('Pesan Anda').fill('Formulir dengan skrip');
    await page.getByRole('checkbox', { name: /Saya setuju/ }).check();
    await page
      .locator('[name=opened]')
      .evaluate((field: HTMLInputElement) => (field.value = String(Date.now() - 60_000)));
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    await page.getByText('Sebentar, memeriksa …').waitFor();
    await screenshot(page, 'formulir-memeriksa');
    expect(await messages('Formulir dengan skrip')).toBe(0);
    await page.evaluate('letGo()');
    await page.waitForURL('**/s/**');
    expect(await messages('Formulir dengan skrip')).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('without script the page that asks for a wait can be read, and what was typed is there', async () => {
    await floodForm();
    const context = await house.browse({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    contexts.push(context);
    await context.clearCookies();
    const page = await context.newPage();
    await page.goto(`/f/${house.slug}`);
    await page.getByLabel('Pesan Anda').fill('Tanpa skrip');
    await page.getByRole('checkbox', { name: /Saya setuju/ }).check();
    await openedEarlier(page);
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    await page.getByText(`Tunggu ${waitSeconds} detik`).first().waitFor();
    expect(await page.getByLabel('Pesan Anda').inputValue()).toBe('Tanpa skrip');
    await screenshot(page, 'formulir-dibanjiri');
  });
});
