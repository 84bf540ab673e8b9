/** What tests of the platform stand on: a backend on a database of their own, people, and a mailbox. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { createTestDatabase } from './database.ts';

/** A backend on a clone of the migrated template; `close` drops the database and the files. */
export async function openTestBackend(env: Record<string, string> = {}): Promise<Backend> {
  const { connection, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-backend-'));
  const settings = readEnv({
    TANGGAP_SECRET: 'a secret of the tests and of nothing else',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    ...env,
  });
  setLogLevel(settings.LOG_LEVEL);
  return openOn(settings, connection, async () => {
    // NOTE: the process keeps one bell; the next backend of this process needs its own.
    delete (globalThis as { tanggapBell?: unknown }).tanggapBell;
    await drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}

export interface TestPerson {
  id: string;
  email: string;
  token: string;
}

export const testPassword = 'sandi contoh saja';

/** Signs somebody up through the auth API; needs a backend that asks for no confirmation by mail. */
export async function signUpPerson({ api }: Pick<Backend, 'api'>, email: string): Promise<TestPerson> {
  // A client of its own: one that signed somebody up keeps the session and speaks as that person.
  const door = createClient(api.url, api.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: api.fetch },
  });
  const { data, error } = await door.auth.signUp({ email, password: testPassword });
  if (error || !data.session) throw error ?? new Error('no session after sign-up');
  return { id: data.session.user.id, email, token: data.session.access_token };
}

/** @returns the id of a new business that the person owns */
export async function makeBusiness(backend: Backend, owner: TestPerson, slug: string): Promise<string> {
  const { data } = await backend
    .asUser(owner.token)
    .rpc('create_business', { name: `Usaha ${slug}`, slug, timezone: 'Asia/Jakarta' })
    .throwOnError();
  return data.id;
}

export interface Letter {
  to: string;
  /** Headers and body, with quoted-printable undone. */
  text: string;
}

export interface Mailbox {
  /** For SMTP_URL. */
  url: string;
  letters: Letter[];
  close(): Promise<void>;
}

/** A mail server on this machine that keeps what it is given. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.setEncoding('utf8'));
    let unread = '';
    let to = '';
    let letter: string[] | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string) => {
      if (letter && line !== '.') letter.push(line.replace(/^\.\./, '.'));
      else if (letter) {
        letters.push({ to, text: plain(letter.join('\n')) });
        letter = null;
        say('250 kept');
      } else if (/^DATA/i.test(line)) {
        letter = [];
        say('354 go on');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else {
        to = /^RCPT TO:<(.+)>/i.exec(line)?.[1] ?? to;
        say('250 yes');
      }
    };
    socket
      .on('error', () => undefined)
      .on('data', (text) => {
        const lines = (unread + String(text)).split('\r\n');
        unread = lines.pop()!;
        lines.forEach(hear);
      });
    say('220 mailbox of the tests');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function plain(text: string): string {
  if (!/^content-transfer-encoding: quoted-printable/im.test(text)) return text;
  return text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Waits until `holds` is true; says what was waited for when it never is. */
export async function until(what: string, holds: () => unknown, patienceMs = 10_000): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    const waited = performance.now() - began;
    if (waited > patienceMs) throw new Error(`waited ${patienceMs} ms in vain: ${what}`);
    // Asking costs as well: what takes long is asked for less often.
    await new Promise((resolve) => setTimeout(resolve, Math.min(250, 20 + waited / 20)));
  }
}
