/**
 * What of the server the kills fall into, as a process that starts in a fraction of the time: the door for webhooks, the
 * stored pictures that the network fetches, and the loops that project, publish and answer, turned as the worker turns
 * them. It has no pages, no queues and no other room's work. Each ledger has a kill of the whole server besides.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import { answerWebhook } from '#inbox/receiving/index.ts';
import { projectPending } from '#inbox/receiving/receive.ts';
import { deliverDue } from '#inbox/replies/deliver.ts';
import { backend, type Backend } from '#platform/backend/index.ts';
import { turn, type Drain } from '#platform/jobs/drain.ts';
import { runUntilStopped } from '#platform/process/run-until-stopped.ts';
import { publishDue } from '#publishing/publish/round.ts';
import { sweepTargets } from '#publishing/publish/sweep.ts';

const drains: Drain[] = [
  ...Array<Drain>(3).fill({
    ...{ name: 'publishing.publish', channel: 'tanggap_due' },
    ...{ everySeconds: 60, run: publishDue },
  }),
  { name: 'publishing.sweep', everySeconds: 60, run: sweepTargets },
  { name: 'inbox.project', channel: 'tanggap_webhooks', everySeconds: 60, run: projectPending },
  { name: 'inbox.sweep', everySeconds: 60, run: deliverDue },
];

/** Rows that fall due are found this late at most: there is no queue here that tells of an answer. */
const lookEveryMs = 250;

async function serve(running: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const signature = String(request.headers['x-hub-signature-256'] ?? '');
    response.writeHead(await answerWebhook(running, request, signature)).end();
    return;
  }
  const { pathname, searchParams } = new URL(request.url!, running.env.PUBLIC_URL);
  const [, name] = /^\/media\/([0-9a-f-]{36}\.jpg)$/.exec(pathname) ?? [];
  if (!name) {
    // The network sends nothing to a door that does not give back its challenge.
    const isKnown = ['/readyz', '/hooks/meta'].includes(pathname);
    return void response.writeHead(isKnown ? 200 : 404).end(searchParams.get('hub.challenge') ?? '');
  }
  // Without what shows pictures smaller: loading that takes as long as all of this.
  const stored = running.asService('serve a picture to the network').storage.from('media');
  const { data } = await stored.download(name);
  if (!data) return void response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(Buffer.from(await data.arrayBuffer()));
}

await runUntilStopped(async () => {
  const running = await backend();
  const turning = await Promise.all(drains.map((drain) => turn(running, drain, () => undefined)));
  const look = async () => {
    const due = await running.sql<{ drain: string; seconds: number | null }[]>`
      select drain, seconds from private.next_due()`;
    for (const { drain, seconds } of due) {
      turning.forEach((lane, at) => drains[at]!.name === drain && lane.due(seconds));
    }
  };
  const looking = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  const server = createServer((request, response) => void serve(running, request, response));
  await new Promise<void>((done) => server.listen(running.env.PORT, running.env.HOST, done));
  // Who is killed leaves no cache behind.
  flushCompileCache();
  return {
    async stop() {
      clearInterval(looking);
      server.close();
      server.closeAllConnections();
      await Promise.all(turning.map((drain) => drain.stop()));
      await running.close();
    },
  };
});
