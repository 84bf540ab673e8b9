/** Server-sent events: streams that stay open, tell what is new, and come back by themselves when the line breaks. */
import type { Backend } from '../backend/index.ts';
import { bell, eventsAfter, lastNumber } from './events.ts';
import type { Person } from '../http/session.ts';

const heartbeatMs = 20_000;

export interface Watch {
  /** Writes what is new. `more`: there may be more at once; `over`: whoever watches may no longer. */
  read(write: (event: string) => void): Promise<'done' | 'more' | 'over'>;
  /** Asked at each heartbeat: whether whoever watches still may. */
  beat?(): Promise<boolean>;
  /** Called once, when the stream has ended. */
  ended?(): void;
}

/**
 * Server-sent events of one business: the event's number is the SSE id, so a browser that comes back sends
 * `Last-Event-ID` and gets what it missed first. Carries kinds and ids, never what was said. Ends when the
 * session or the membership ends.
 * @param after the last number seen, or null to begin now
 */
export async function liveEvents(
  backend: Backend,
  person: Person,
  business: string,
  after: number | null,
  aborted: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const db = backend.asUser(person.token);
  let cursor = after ?? (await lastNumber(db, business));
  return watchBusiness(backend, business, aborted, {
    async read(write) {
      const events = await eventsAfter(db, business, cursor);
      for (const { number, kind, subject } of events) {
        write(`id: ${number}\nevent: ${kind}\ndata: ${JSON.stringify({ subject })}\n\n`);
        cursor = number;
      }
      return events.length === 200 ? 'more' : 'done';
    },
    async beat() {
      return person.until.getTime() > Date.now() && (await isMember(backend, person, business));
    },
  });
}

/** A stream that reads whenever the business has a new event, and at each heartbeat. */
export async function watchBusiness(
  backend: Backend,
  business: string,
  aborted: AbortSignal,
  watch: Watch,
): Promise<ReadableStream<Uint8Array>> {
  const bells = await bell(backend.sql);
  let close: () => void = () => undefined;

  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      let open = true;
      let reading = false;
      let again = false;
      const write = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text));
      };

      const read = async () => {
        if (reading) {
          again = true;
          return;
        }
        reading = true;
        try {
          do {
            again = false;
            const came = await watch.read(write);
            if (came === 'over') close();
            again ||= came === 'more';
          } while (again && open);
        } catch {
          // The browser reconnects by itself and continues where it was.
          close();
        } finally {
          reading = false;
        }
      };

      const beat = async () => {
        const may = (await watch.beat?.()) ?? true;
        if (!open) return;
        if (!may) return close();
        write(': \n\n');
        await read();
      };

      const stopListening = bells.onBusiness(business, () => void read());
      const timer = setInterval(() => void beat().catch(() => close()), heartbeatMs);
      close = () => {
        if (!open) return;
        open = false;
        openStreams.delete(close);
        clearInterval(timer);
        stopListening();
        aborted.removeEventListener('abort', close);
        watch.ended?.();
        try {
          controller.close();
        } catch {
          // The browser was quicker.
        }
      };
      aborted.addEventListener('abort', close);
      openStreams.add(close);
      write('retry: 3000\n\n');
      if (aborted.aborted) close();
      else void read();
    },
    cancel: () => close(),
  });
}

/** Streams would keep the server from closing; stopping ends them, and browsers come back by themselves. */
export function closeLiveEvents(): void {
  for (const close of openStreams) close();
  openStreams.clear();
}

const holder = globalThis as { tanggapStreams?: Set<() => void> };
const openStreams = (holder.tanggapStreams ??= new Set());

async function isMember(backend: Backend, person: Person, business: string): Promise<boolean> {
  const { data } = await backend
    .asUser(person.token)
    .from('businesses')
    .select('id')
    .eq('id', business)
    .throwOnError();
  return data.length === 1;
}
