/** What was called and how it ended, for assertions, and the moments at which a test may step in. */

export interface LoggedCall {
  op: string;
  method: string;
  path: string;
  at: number;
  /** 0 when the connection was dropped. */
  status: number;
  code: number | null;
  subcode: number | null;
}

export type Phase = 'received' | 'accepted' | 'answered';

/** Called at each moment of a matching call; the call waits for a promise it returns. */
export type RequestHook = (phase: Phase, call: { op: string; path: string }) => void | Promise<void>;

export interface CallLog {
  add(call: LoggedCall): void;
  list(): LoggedCall[];
  hook(op: string, hook: RequestHook): () => void;
  tell(op: string, path: string, phase: Phase): Promise<void>;
}

const KEPT = 2000;

export function createCallLog(): CallLog {
  const calls: LoggedCall[] = [];
  const hooks = new Set<{ op: string; hook: RequestHook }>();
  return {
    add(call) {
      calls.push(call);
      if (calls.length > KEPT) calls.shift();
    },
    list: () => [...calls],
    hook(op, hook) {
      const entry = { op, hook };
      hooks.add(entry);
      return () => hooks.delete(entry);
    },
    async tell(op, path, phase) {
      for (const entry of [...hooks]) {
        if (matchesOperation(entry.op, op)) await entry.hook(phase, { op, path });
      }
    },
  };
}

/** `*` matches all, `ig.*` and `*.list` match a part. */
export function matchesOperation(pattern: string, op: string): boolean {
  if (pattern.endsWith('*')) return op.startsWith(pattern.slice(0, -1));
  if (pattern.startsWith('*')) return op.endsWith(pattern.slice(1));
  return pattern === op;
}
