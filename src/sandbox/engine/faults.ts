import { z } from 'zod';
import { matchesOperation } from './call-log.ts';

export const faultKind = z.enum([
  'error_before',
  'accept_then_500',
  'accept_then_drop',
  'drop_before',
  'delay',
  'expire_token',
  'revoke_token',
  'rate_limit',
  'container_stuck',
  'container_error',
  'container_expired',
  'quota_reached',
  'hidden_from_list',
  'media_unreachable',
  'permission_missing',
  'duplicate_post',
  'policy_block',
  'spam_suspected',
  'accept_then_spam',
  'fail_later',
]);
export type FaultKind = z.infer<typeof faultKind>;

export const faultSchema = z.strictObject({
  kind: faultKind,
  /** Operation name, `*`, `ig.*` or `*.list`; each kind has a sensible default. */
  op: z.string().optional(),
  method: z.string().optional(),
  /** Part of the path after the version. */
  path: z.string().optional(),
  times: z.number().int().min(1).default(1),
  code: z.number().int().optional(),
  subcode: z.number().int().optional(),
  status: z.number().int().optional(),
  message: z.string().optional(),
  transient: z.boolean().optional(),
  /** For `delay`. */
  ms: z.number().min(0).optional(),
  /** For `rate_limit`: minutes until calls are allowed again. */
  minutes: z.number().min(0).optional(),
  /** For `container_stuck`: polls until it is ready; without it, never. */
  polls: z.number().int().min(1).optional(),
  /** For `hidden_from_list`: how many of the newest are left out. */
  newest: z.number().int().min(1).default(1),
});
export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

const shows = ['fb.feed', 'fb.photo', 'fb.reel.finish', 'fb.video.publish', 'fb.story.*'];
const prepares = ['ig.container', 'fb.reel.start', 'fb.video', 'fb.story.start'];

const defaultOperations: Partial<Record<FaultKind, string[]>> = {
  container_stuck: prepares,
  container_error: prepares,
  container_expired: prepares,
  quota_reached: ['ig.publish'],
  hidden_from_list: ['*.list'],
  media_unreachable: ['ig.container', 'fb.photo', 'fb.video', 'fb.upload'],
  duplicate_post: shows,
  policy_block: ['ig.publish', ...shows],
  spam_suspected: ['ig.publish', ...shows],
  accept_then_spam: ['ig.publish', ...shows],
  // WhatsApp takes the message and tells in a status that it failed, with `code`.
  fail_later: ['wa.send'],
};

export interface FaultBook {
  add(fault: Fault): void;
  clear(): void;
  pending(): Fault[];
  /** Takes the faults meant for this call: at most one of each kind, each used up by one. */
  take(op: string, method: string, path: string): Fault[];
}

export function createFaultBook(): FaultBook {
  let faults: Fault[] = [];
  return {
    add: (fault) => void faults.push({ ...fault }),
    clear: () => void (faults = []),
    pending: () => faults.map((fault) => ({ ...fault })),
    take(op, method, path) {
      const taken: Fault[] = [];
      for (const fault of faults) {
        const another = taken.some((other) => other.kind === fault.kind);
        if (another || !isMeantFor(fault, op, method, path)) continue;
        fault.times -= 1;
        taken.push({ ...fault });
      }
      faults = faults.filter((fault) => fault.times > 0);
      return taken;
    },
  };
}

function isMeantFor(fault: Fault, op: string, method: string, path: string): boolean {
  const patterns = fault.op === undefined ? (defaultOperations[fault.kind] ?? ['*']) : [fault.op];
  return (
    patterns.some((pattern) => matchesOperation(pattern, op)) &&
    (fault.method ?? method) === method &&
    path.includes(fault.path ?? '')
  );
}
