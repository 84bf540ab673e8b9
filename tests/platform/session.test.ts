/** The doors of an account, as a browser goes through them: cookies in, cookies out, letters by mail. */
import type { AstroCookies as Cookies } from 'astro';
import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// What pages are given; astro exports its type alone.
import { AstroCookies } from '../../node_modules/astro/dist/core/cookies/index.js';
import type { Backend } from '#platform/backend/index.ts';
import {
  askReset,
  confirmLink,
  personOf,
  setPassword,
  signIn,
  signOut,
  signUp,
  type Door,
} from '#platform/http/session.ts';
import { openMailbox, openTestBackend, testPassword as password, type Mailbox } from '../support/backend.ts';

/** Keeps cookies from answer to question, as a browser does. */
class Browser {
  readonly kept = new Map<string, string>();
  /** Every Set-Cookie line so far. */
  readonly said: string[] = [];
  readonly backend: Backend;

  constructor(backend: Backend) {
    this.backend = backend;
  }

  /** One request: the cookies go along, and what the answer sets is kept. */
  async visit<T>(page: (door: Door) => Promise<T>): Promise<T> {
    const cookie = [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(`${this.backend.env.PUBLIC_URL}/`, { headers: cookie ? { cookie } : {} });
    const cookies = new AstroCookies(request, { warn: () => undefined });
    const answer = await page({ backend: this.backend, request, cookies: cookies as unknown as Cookies });
    for (const line of cookies.headers()) {
      this.said.push(line);
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      const gone = /max-age=0|expires=thu, 01 jan 1970/i.test(line);
      if (gone) this.kept.delete(name!);
      else this.kept.set(name!, value!);
    }
    return answer;
  }

  who() {
    return this.visit(({ backend, request, cookies }) => personOf(backend, request, cookies));
  }

  /** What the session cookie holds. */
  session(): { access_token: string; refresh_token: string; expires_at: number } {
    const raw = this.parts()
      .map(([, value]) => decodeURIComponent(value))
      .join('');
    return JSON.parse(Buffer.from(raw.replace(/^base64-/, ''), 'base64url').toString());
  }

  /** Puts another session into the cookie, in one piece or as many as were there. */
  forge(change: (session: Record<string, unknown>) => Record<string, unknown>): void {
    const forged = Buffer.from(JSON.stringify(change(this.session() as never))).toString('base64url');
    const [first] = this.parts();
    const name = first![0].replace(/\.\d+$/, '');
    for (const [old] of this.parts()) this.kept.delete(old);
    const whole = `base64-${forged}`;
    const pieces = whole.match(/.{1,3000}/gs)!;
    pieces.forEach((piece, at) => this.kept.set(pieces.length > 1 ? `${name}.${at}` : name, piece));
  }

  private parts(): [string, string][] {
    return [...this.kept]
      .filter(([name]) => /tanggap(\.\d+)?$/.test(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

describe('without a mail server', () => {
  let backend: Backend;
  const browser = () => new Browser(backend);
  const signedUp = async (email: string) => {
    const fresh = browser();
    expect(await fresh.visit((door) => signUp(door, email, password, 'Dapur Contoh'))).toEqual({
      ok: true,
      confirm: false,
    });
    return fresh;
  };

  beforeAll(async () => {
    backend = await openTestBackend();
  });
  afterAll(() => backend.close());

  test('who signs up is signed in at once, with the name of the business to be', async () => {
    const fresh = await signedUp('daftar@contoh.test');
    const person = await fresh.who();
    expect(person).toMatchObject({ email: 'daftar@contoh.test', pendingBusiness: 'Dapur Contoh' });
    expect(person!.until.getTime()).toBeGreaterThan(Date.now() + 600_000);
    const { data } = await backend.asUser(person!.token).rpc('enter_business', {}).throwOnError();
    expect(data).toEqual([]);
  });

  test('who signs up is somebody within the same request', async () => {
    const person = await browser().visit(async (door) => {
      await signUp(door, 'seketika@contoh.test', password, 'Dapur Contoh');
      return personOf(door.backend, door.request, door.cookies);
    });
    expect(person).toMatchObject({ email: 'seketika@contoh.test' });
  });

  test('nobody is behind no cookie, and behind a cookie of something else', async () => {
    const fresh = browser();
    expect(await fresh.who()).toBeNull();
    fresh.kept.set('bahasa', 'id');
    expect(await fresh.who()).toBeNull();
    fresh.kept.set('tanggap', 'base64-rubbish');
    expect(await fresh.who()).toBeNull();
    fresh.kept.set('tanggap', '%00{');
    expect(await fresh.who()).toBeNull();
  });

  test('sign in with the right password, on another device', async () => {
    await signedUp('masuk@contoh.test');
    const phone = browser();
    expect(await phone.visit((door) => signIn(door, 'masuk@contoh.test', password))).toEqual({ ok: true });
    expect(await phone.who()).toMatchObject({ email: 'masuk@contoh.test' });
  });

  test('a wrong password and an unknown address get the same answer, and no cookie', async () => {
    await signedUp('ada@contoh.test');
    const wrong = browser();
    const refused = { ok: false, reason: 'wrong_password' };
    expect(await wrong.visit((door) => signIn(door, 'ada@contoh.test', 'bukan ini'))).toEqual(refused);
    expect(await wrong.visit((door) => signIn(door, 'tak.ada@contoh.test', 'bukan ini'))).toEqual(refused);
    expect(wrong.kept.size).toBe(0);
    expect(await wrong.who()).toBeNull();
  });

  test('a second account at one address, and a short password, are refused by their names', async () => {
    await signedUp('dua@contoh.test');
    const again = browser();
    expect(await again.visit((door) => signUp(door, 'dua@contoh.test', password, 'X Y'))).toEqual({
      ok: false,
      reason: 'address_taken',
    });
    expect(await again.visit((door) => signUp(door, 'pendek@contoh.test', 'pendek', 'X Y'))).toEqual({
      ok: false,
      reason: 'weak_password',
    });
  });

  test('signing out takes the cookies away, and the refresh token is worth nothing any more', async () => {
    const person = await signedUp('keluar@contoh.test');
    const { refresh_token } = person.session();
    await person.visit(signOut);
    expect([...person.kept.keys()].filter((name) => name.includes('tanggap'))).toEqual([]);
    expect(await person.who()).toBeNull();
    expect((await refresh(backend, refresh_token)).status).toBe(400);
  });

  test('signing out on one device leaves the other signed in', async () => {
    const laptop = await signedUp('dua.gawai@contoh.test');
    const phone = browser();
    await phone.visit((door) => signIn(door, 'dua.gawai@contoh.test', password));
    await phone.visit(signOut);
    expect(await laptop.who()).not.toBeNull();
    expect((await refresh(backend, laptop.session().refresh_token)).status).toBe(200);
  });

  test('an expired session is refreshed once for two requests at once, and both are somebody', async () => {
    const person = await signedUp('kedaluwarsa@contoh.test');
    const spent = person.session();
    person.forge((session) => ({ ...session, expires_at: 1, expires_in: 0 }));
    const twin = new Browser(backend);
    for (const [name, value] of person.kept) twin.kept.set(name, value);
    const before = await refreshTokens('kedaluwarsa@contoh.test');

    const both = await Promise.all([person.who(), twin.who()]);
    expect(both).toEqual([
      expect.objectContaining({ email: 'kedaluwarsa@contoh.test' }),
      expect.objectContaining({ email: 'kedaluwarsa@contoh.test' }),
    ]);
    expect(await refreshTokens('kedaluwarsa@contoh.test')).toBe(before + 1);
    expect(person.session().refresh_token).not.toBe(spent.refresh_token);
    expect(twin.session().refresh_token).toBe(person.session().refresh_token);
    expect(person.session().expires_at).toBeGreaterThan(Date.now() / 1000);
    expect(await person.who()).not.toBeNull();
  });

  test('a session that lasts is not refreshed', async () => {
    const person = await signedUp('tahan@contoh.test');
    const before = await refreshTokens('tahan@contoh.test');
    for (let n = 0; n < 3; n++) await person.who();
    expect(await refreshTokens('tahan@contoh.test')).toBe(before);
  });

  test('a session whose refresh token is unknown is nobody', async () => {
    const person = await signedUp('dicabut@contoh.test');
    person.forge((session) => ({ ...session, expires_at: 1, refresh_token: 'never-given' }));
    expect(await person.who()).toBeNull();
  });

  test('a tampered access token is nobody', async () => {
    const person = await signedUp('palsu@contoh.test');
    const { access_token } = person.session();
    const claims = decodeJwt(access_token);
    const [head, , tail] = access_token.split('.');
    const stranger = { ...claims, sub: '00000000-0000-4000-8000-000000000000' };
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const secretOfOurs = new TextEncoder().encode(backend.keys.jwtSecret);
    const signed = (payload: Record<string, unknown>, secret: Uint8Array) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    const forged = {
      'other claims under the old signature': `${head}.${encoded(stranger)}.${tail}`,
      'no signature': `${encoded({ alg: 'none' })}.${encoded(stranger)}.`,
      'another secret': await signed(stranger, new TextEncoder().encode('x'.repeat(43))),
      'out of date': await signed({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 }, secretOfOurs),
      'another audience': await signed({ ...claims, aud: 'somebody-else' }, secretOfOurs),
      'no subject': await signed({ ...claims, sub: undefined }, secretOfOurs),
    };
    for (const [what, token] of Object.entries(forged)) {
      expect(await backend.verify(token), what).toBeNull();
      person.forge((session) => ({ ...session, access_token: token, expires_at: 4_000_000_000 }));
      expect(await person.who(), what).toBeNull();
    }
    person.forge((session) => ({ ...session, access_token, expires_at: 4_000_000_000 }));
    expect(await person.who()).not.toBeNull();
  });

  test('a user that the cookie merely claims is not believed', async () => {
    const person = await signedUp('benar@contoh.test');
    person.forge((session) => ({ ...session, user: { id: 'x', email: 'pemilik@contoh.test' } }));
    expect(await person.who()).toMatchObject({ email: 'benar@contoh.test' });
  });

  test('cookies are out of reach of scripts and of other sites; without TLS they carry no prefix', async () => {
    const person = await signedUp('kue@contoh.test');
    expect(person.said.length).toBeGreaterThan(0);
    for (const line of person.said) {
      expect(line).toMatch(/^tanggap[^_;=]*=/);
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=Lax/i);
      expect(line).toMatch(/; Path=\/(;|$)/i);
      expect(line).not.toMatch(/; Secure|; Domain/i);
    }
  });

  test('a browser keeps the session alone: nothing piles up with each sign-up and reset', async () => {
    const person = await signedUp('rapi@contoh.test');
    for (let n = 0; n < 3; n++) {
      await person.visit((door) => askReset(door, 'rapi@contoh.test'));
      await new Promise((resolve) => setTimeout(resolve, 1_050));
    }
    expect([...person.kept.keys()].filter((name) => !/^tanggap(\.\d)?$/.test(name))).toEqual([]);
  });

  async function refreshTokens(email: string): Promise<number> {
    const [row] = await backend.sql`select count(*) as n from auth.refresh_tokens t
      join auth.users u on u.id::text = t.user_id::text where u.email = ${email}`;
    return Number(row!.n);
  }
});

describe('with a mail server, behind TLS', () => {
  let backend: Backend;
  let mailbox: Mailbox;
  const home = 'https://tanggap.example.test';
  const browser = () => new Browser(backend);

  beforeAll(async () => {
    mailbox = await openMailbox();
    backend = await openTestBackend({
      SMTP_URL: mailbox.url,
      PUBLIC_URL: home,
      MAIL_FROM: 'Tanggap <halo@contoh.test>',
    });
  });
  afterAll(async () => {
    await backend.close();
    await mailbox.close();
  });

  /** The one letter to an address since the last look, and the link in it. */
  function letterTo(email: string): { text: string; link: URL } {
    const mine = mailbox.letters.filter(({ to }) => to === email);
    expect(mine).toHaveLength(1);
    mailbox.letters.splice(mailbox.letters.indexOf(mine[0]!), 1);
    const links = mine[0]!.text.match(/https?:\/\/\S+/g)!;
    expect(links).toHaveLength(1);
    return { text: mine[0]!.text, link: new URL(links[0]!) };
  }

  const follow = (link: URL, visitor: Browser) =>
    visitor.visit((door) =>
      confirmLink(door, link.searchParams.get('token_hash')!, link.searchParams.get('type') as 'signup'),
    );

  async function confirmed(email: string): Promise<void> {
    await browser().visit((door) => signUp(door, email, password, 'Dapur Contoh'));
    expect(await follow(letterTo(email).link, browser())).toEqual({ ok: true });
  }

  test('who signs up follows a letter first', async () => {
    const fresh = browser();
    expect(await fresh.visit((door) => signUp(door, 'surat@contoh.test', password, 'Dapur Contoh'))).toEqual({
      ok: true,
      confirm: true,
    });
    expect(await fresh.who()).toBeNull();
    expect(await fresh.visit((door) => signIn(door, 'surat@contoh.test', password))).toEqual({
      ok: false,
      reason: 'unconfirmed',
    });

    const { text, link } = letterTo('surat@contoh.test');
    expect(text).toMatch(/^From: Tanggap <halo@contoh.test>/m);
    expect(text).toMatch(/^Subject: Konfirmasi alamat e-mail/m);
    expect(text).not.toContain('/auth/v1');
    expect(link.origin + link.pathname).toBe(`${home}/konfirmasi`);
    expect([...link.searchParams.keys()]).toEqual(['token_hash', 'type']);
    expect(link.searchParams.get('type')).toBe('signup');

    // Another browser than the one that signed up: letters are read on the phone.
    const phone = browser();
    expect(await follow(link, phone)).toEqual({ ok: true });
    expect(await phone.who()).toMatchObject({ email: 'surat@contoh.test', pendingBusiness: 'Dapur Contoh' });
    expect(await fresh.visit((door) => signIn(door, 'surat@contoh.test', password))).toEqual({ ok: true });
  });

  test('a link works once, and an invented one never', async () => {
    const email = 'sekali@contoh.test';
    await browser().visit((door) => signUp(door, email, password, 'Dapur Contoh'));
    const { link } = letterTo(email);
    expect(await follow(link, browser())).toEqual({ ok: true });
    expect(await follow(link, browser())).toEqual({ ok: false, reason: 'link_expired' });
    link.searchParams.set('token_hash', 'x'.repeat(56));
    const invented = browser();
    expect(await follow(link, invented)).toEqual({ ok: false, reason: 'link_expired' });
    expect(await invented.who()).toBeNull();
  });

  test('a forgotten password is replaced by way of a letter', async () => {
    const email = 'lupa@contoh.test';
    await confirmed(email);
    await browser().visit((door) => askReset(door, email));
    const { text, link } = letterTo(email);
    expect(text).toMatch(/^Subject: Buat kata sandi baru/m);
    expect(link.searchParams.get('type')).toBe('recovery');

    const phone = browser();
    expect(await follow(link, phone)).toEqual({ ok: true });
    expect(await phone.visit((door) => setPassword(door, 'pendek'))).toEqual({
      ok: false,
      reason: 'weak_password',
    });
    expect(await phone.visit((door) => setPassword(door, 'sandi yang baru'))).toEqual({ ok: true });
    expect(await browser().visit((door) => signIn(door, email, password))).toMatchObject({ ok: false });
    expect(await browser().visit((door) => signIn(door, email, 'sandi yang baru'))).toEqual({ ok: true });
  });

  test('asking a reset for an unknown address says the same and sends nothing', async () => {
    const before = mailbox.letters.length;
    expect(await browser().visit((door) => askReset(door, 'tak.dikenal@contoh.test'))).toBeUndefined();
    expect(mailbox.letters).toHaveLength(before);
  });

  test('signing up at a taken address does not tell that it is taken', async () => {
    const email = 'sudah@contoh.test';
    await confirmed(email);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const again = await browser().visit((door) => signUp(door, email, 'sandi orang lain', 'Dapur Contoh'));
    expect(again).toEqual({ ok: true, confirm: true });
    expect(await browser().visit((door) => signIn(door, email, password))).toEqual({ ok: true });
  });

  test('pressing the button twice is no fault: the letter is on its way', async () => {
    const twice = [1, 2].map(() =>
      browser().visit((door) => signUp(door, 'dua.kali@contoh.test', password, 'Dapur Contoh')),
    );
    for (const answer of await Promise.all(twice)) expect(answer).toEqual({ ok: true, confirm: true });
  });

  test('nobody sets a password without a session', async () => {
    expect(await browser().visit((door) => setPassword(door, 'sandi yang baru'))).toMatchObject({
      ok: false,
    });
  });

  test('cookies are Secure and bound to this host', async () => {
    const email = 'tls@contoh.test';
    await confirmed(email);
    const visitor = browser();
    await visitor.visit((door) => signIn(door, email, password));
    await visitor.visit(signOut);
    expect(visitor.said.length).toBeGreaterThan(1);
    for (const line of visitor.said) {
      expect(line).toMatch(/^__Host-tanggap[^_;=]*=/);
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; Secure/i);
      expect(line).toMatch(/; SameSite=Lax/i);
      expect(line).toMatch(/; Path=\/(;|$)/i);
      expect(line).not.toMatch(/; Domain/i);
    }
    expect(visitor.kept.size).toBe(0);
  });

  test('a mail server that is away is an expected refusal, not a fault', async () => {
    const away = await openTestBackend({ SMTP_URL: 'smtp://127.0.0.1:9', PUBLIC_URL: home });
    const visitor = new Browser(away);
    const answer = await visitor.visit((door) => signUp(door, 'tanpa.surat@contoh.test', password, 'Dapur'));
    expect(answer).toEqual({ ok: false, reason: 'unavailable' });
    await away.close();
  });
});

function refresh({ api }: Backend, token: string): Promise<Response> {
  return api.fetch(`${api.url}/auth/v1/token?grant_type=refresh_token`, {
    method: 'POST',
    headers: { apikey: api.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: token }),
  });
}
