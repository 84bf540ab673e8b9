/** Three processes on one database, as a province runs them: one takes webhooks, one has a page open, one works. */
import { install, type Installation } from './installation.ts';
import { addChannels, signUp, type Owner } from './people.ts';
import { Customers, Sender } from './webhooks.ts';
import { freePort, startTestServer, type TestServer } from '../support/server.ts';

const secret = 'rahasia aplikasi untuk ukuran';
const env = {
  META_APP_ID: '1',
  META_APP_SECRET: secret,
  META_VERIFY_TOKEN: 'token untuk ukuran',
  META_GRAPH_URL: 'http://127.0.0.1:9',
};

export interface Several {
  /** Takes the webhooks, and does nothing else. */
  taking: Installation;
  /** Has pages open, and does nothing else. */
  showing: TestServer;
  owner: Owner;
  customers: Customers;
  sender: Sender;
  close(): Promise<void>;
}

export async function openSeveral(): Promise<Several> {
  const taking = await install({ ...env, WORKER: 'off' });
  const beside = async (WORKER: string) =>
    startTestServer({ dataDir: taking.dataDir, port: await freePort(), env: { ...env, WORKER } });
  const showing = await beside('off');
  const working = await beside('in-process');
  const sql = taking.connect();
  const owner = await signUp(taking, sql);
  const channels = await addChannels(sql, 'meta', [owner.business]);
  await sql.end();
  const sender = new Sender(taking.port);
  return {
    ...{ taking, showing, owner, sender },
    customers: new Customers(channels, secret),
    async close() {
      sender.close();
      for (const one of [working, showing]) await one.stop().catch(() => undefined);
      await taking.remove();
    },
  };
}

/** An event as an open page hears it. */
export interface Heard {
  number: string;
  kind: string;
  at: number;
}

/** Listens to a business until `aborted`; events are added to `heard` as they come. */
export async function listen(
  url: string,
  { slug, cookie }: Owner,
  heard: Heard[],
  aborted: AbortSignal,
  after?: string,
): Promise<void> {
  const headers = { Cookie: cookie, ...(after && { 'Last-Event-ID': after }) };
  const answer = await fetch(`${url}/peristiwa?usaha=${slug}`, { headers, signal: aborted });
  if (!answer.ok || !answer.body) throw new Error(`live events answered ${answer.status}`);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of answer.body) {
    const blocks = (rest + decoder.decode(part, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, number] = /^id: (\d+)$/m.exec(block) ?? [];
      const [, kind] = /^event: (.+)$/m.exec(block) ?? [];
      if (number && kind) heard.push({ number, kind, at: performance.now() });
    }
  }
}
