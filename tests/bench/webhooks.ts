/** Signed webhook bodies as Meta sends them, and clients that post them at full load or by the clock. */
import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchChannel } from './people.ts';
import { randomNumbers } from './report.ts';

/** Longer than any answer may take; Meta itself gives up sooner. */
const patienceMs = 30_000;

/** One body with the ids of what is said in it. */
export interface SignedBody {
  body: Buffer;
  signature: string;
  externalIds: string[];
}

/** Comments and direct messages of 200 customers under 20 posts for each channel; every item is new. */
export class Customers {
  private readonly channels: BenchChannel[];
  private readonly secret: string;
  private readonly run = randomBytes(4).toString('hex');
  private readonly random = randomNumbers(1);
  private said = 0;

  constructor(channels: BenchChannel[], secret: string) {
    this.channels = channels;
    this.secret = secret;
  }

  body(items: number): SignedBody {
    const { kind } = this.anyChannel();
    const channels = this.channels.filter((each) => each.kind === kind);
    const said = Array.from({ length: items }, () => this.say(channels[this.below(channels.length)]!));
    const object = kind === 'instagram' ? 'instagram' : 'page';
    const body = Buffer.from(JSON.stringify({ object, entry: said.map(({ entry }) => entry) }));
    const signature = `sha256=${createHmac('sha256', this.secret).update(body).digest('hex')}`;
    return { body, signature, externalIds: said.map(({ externalId }) => externalId) };
  }

  /** What is kept of an item, for the reference's rows. */
  item(): string {
    return JSON.stringify(this.say(this.anyChannel()).entry);
  }

  private say({ kind, externalId: id }: BenchChannel): { externalId: string; entry: object } {
    this.said += 1;
    const time = Math.floor(Date.now() / 1000);
    const customer = String(6_000_000_000_000 + this.below(200));
    const post = String(18_000_000_000_000 + this.below(20));
    const text = `Kak, sate bandengnya masih ada? Bisa kirim ke Cilegon hari ini? (${this.said})`;
    const externalId = `${this.run}${this.said}`;
    if (this.random() < 0.3) {
      const message = { mid: externalId, text };
      const timestamp = Date.now();
      return {
        externalId,
        entry: {
          id,
          time: timestamp,
          messaging: [{ sender: { id: customer }, recipient: { id }, timestamp, message }],
        },
      };
    }
    if (kind === 'instagram') {
      const from = { id: customer, username: `pelanggan_${customer}` };
      const media = { id: post, media_product_type: 'FEED' };
      const value = { id: externalId, text, from, media };
      return { externalId, entry: { id, time, changes: [{ field: 'comments', value }] } };
    }
    const from = { id: customer, name: `Pelanggan ${customer}` };
    const post_id = `${id}_${post}`;
    const place = { item: 'comment', verb: 'add', comment_id: externalId, post_id, parent_id: post_id };
    const value = { from, ...place, created_time: time, message: text };
    return { externalId, entry: { id, time, changes: [{ field: 'feed', value }] } };
  }

  private anyChannel(): BenchChannel {
    return this.channels[this.below(this.channels.length)]!;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}

export class Sender {
  private readonly port: number;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  /** Everything the hub acknowledged, by external id. */
  readonly acknowledged: string[] = [];
  refused = 0;
  /** Those among the refused that got no answer at all for half a minute. */
  unanswered = 0;

  constructor(port: number) {
    this.port = port;
  }

  /** Posts as fast as answers come, over `connections` at once. @returns acknowledged items a second */
  async fullLoad(bodies: SignedBody[], connections: number, seconds: number): Promise<number> {
    const before = this.acknowledged.length;
    const began = performance.now();
    const end = began + seconds * 1000;
    let next = 0;
    const client = async () => {
      while (performance.now() < end && next < bodies.length) await this.post(bodies[next++]!);
    };
    await Promise.all(Array.from({ length: connections }, client));
    return ((this.acknowledged.length - before) * 1000) / (performance.now() - began);
  }

  /**
   * Posts at the hours of a Poisson process, whether or not earlier ones were answered. @returns the times from when
   * each was due until its answer, in milliseconds
   */
  async byTheClock(bodies: SignedBody[], perSecond: number): Promise<number[]> {
    const random = randomNumbers(7);
    const waits: Promise<number>[] = [];
    let due = performance.now();
    for (const body of bodies) {
      due += (-Math.log(1 - random()) * 1000) / perSecond;
      const left = due - performance.now();
      if (left > 0.5) await sleep(left);
      const from = due;
      waits.push(this.post(body).then(() => performance.now() - from));
    }
    return Promise.all(waits);
  }

  close(): void {
    this.agent.destroy();
  }

  private post({ body, signature, externalIds }: SignedBody): Promise<void> {
    return new Promise((done) => {
      const failed = () => {
        this.refused += 1;
        // A server that is down must not make a busy loop.
        setTimeout(done, 20);
      };
      const sent = request(
        {
          agent: this.agent,
          port: this.port,
          host: '127.0.0.1',
          method: 'POST',
          path: '/hooks/meta',
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': body.length,
            'X-Hub-Signature-256': signature,
          },
        },
        (answer) => {
          answer.resume();
          answer.once('error', failed);
          answer.once('end', () => {
            if (answer.statusCode !== 200) return failed();
            this.acknowledged.push(...externalIds);
            done();
          });
        },
      );
      sent.once('error', failed);
      sent.setTimeout(patienceMs, () => {
        this.unanswered += 1;
        sent.destroy(new Error('no answer'));
      });
      sent.end(body);
    });
  }
}
