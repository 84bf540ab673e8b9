/** What can happen to a plan: what its owner does, what the network does, what dies, and time. */
import fc from 'fast-check';
import type { FaultInput } from '#sandbox/index.ts';

export type Step =
  /** `same`: words that other posts carry as well. */
  | {
      do: 'plan';
      on: 'instagram' | 'facebook' | 'both';
      inMinutes: number;
      validHours: number;
      same: boolean;
    }
  | { do: 'edit'; which: number; inMinutes: number }
  | { do: 'reschedule'; which: number; inMinutes: number; validHours: number }
  | { do: 'cancel'; which: number }
  /** The owner does what the buttons of a target in trouble are for. */
  | { do: 'press'; which: number }
  | { do: 'fault'; fault: FaultInput }
  | { do: 'publish'; by: 1 | 2; death: Death | null }
  | { do: 'pass'; minutes: number }
  | { do: 'reconnect' };

/** Kill -9 at a moment of the ledger (`attempt:settling`) or of a call as the network sees it (`fb.photo accepted`). */
export interface Death {
  at: string;
  nth: number;
}

const which = fc.nat(30);
const inMinutes = fc.constantFrom(0, 0, 0, 5, 30);
const validHours = fc.constantFrom(1, 1, 6);

const calls = ['ig.container', 'ig.publish', 'ig.status', 'ig.list', 'fb.photo', 'fb.list'];
const lost = (['accept_then_500', 'accept_then_drop', 'drop_before'] as const).flatMap((kind) =>
  calls.map((op): FaultInput => ({ kind, op })),
);
const refused = [
  { op: 'ig.publish', code: 4, subcode: 2207051 },
  { op: 'ig.publish', code: 25, subcode: 2207050 },
  { op: 'ig.publish', code: 9007, subcode: 2207027 },
  { op: 'ig.publish', code: -1, subcode: 2207032 },
  { op: 'ig.container', code: 9004, subcode: 2207052 },
  { op: 'ig.container', code: 2 },
  { op: 'ig.status', code: 2, times: 20 },
  { op: 'ig.list', code: 2, times: 20 },
  { op: 'fb.photo', code: 2 },
  { op: 'fb.photo', code: 368 },
  { op: 'fb.photo', code: 506 },
  { op: 'fb.photo', code: 200 },
  { op: 'fb.list', code: 2, times: 20 },
].map((error): FaultInput => ({ kind: 'error_before', ...error }));
const others: FaultInput[] = [
  { kind: 'rate_limit', op: 'ig.container', minutes: 5 },
  { kind: 'rate_limit', op: 'fb.photo', minutes: 5 },
  { kind: 'container_stuck', polls: 2 },
  { kind: 'container_stuck' },
  { kind: 'container_error' },
  { kind: 'container_error', op: 'ig.status' },
  { kind: 'container_expired' },
  { kind: 'container_expired', op: 'ig.publish' },
  { kind: 'quota_reached' },
  { kind: 'media_unreachable' },
  // Not on Facebook: a Page's list that hides a post for longer than a publisher waits leaves nobody a witness.
  { kind: 'hidden_from_list', op: 'ig.list', times: 20 },
  { kind: 'expire_token', op: '*' },
  { kind: 'revoke_token', op: 'ig.publish' },
  { kind: 'revoke_token', op: 'fb.list' },
];

const ledgerMoments = [
  ...['attempt:claimed', 'attempt:prepare_opened', 'attempt:publish_opened'],
  ...['attempt:answered', 'attempt:settling', 'attempt:settled'],
];
const callMoments = ['ig.container', 'ig.status', 'ig.publish', 'fb.photo', 'fb.list'].flatMap((op) =>
  ['received', 'accepted', 'answered'].map((phase) => `${op} ${phase}`),
);
const death = fc.record({
  at: fc.oneof(fc.constantFrom(...ledgerMoments), fc.constantFrom(...callMoments)),
  nth: fc.constantFrom(1, 1, 1, 2),
});

const plan = fc.record({
  do: fc.constant('plan' as const),
  on: fc.constantFrom('instagram' as const, 'facebook' as const, 'both' as const),
  ...{ inMinutes, validHours },
  same: fc.boolean(),
});
const publish = fc.record({
  do: fc.constant('publish' as const),
  by: fc.constantFrom(1 as const, 1 as const, 2 as const),
  death: fc.option(death, { freq: 2 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: plan },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), which, inMinutes }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('reschedule' as const), which, inMinutes, validHours }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('press' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      fault: fc.oneof(...[lost, refused, others].map((kind) => fc.constantFrom(...kind))),
    }),
  },
  { weight: 8, arbitrary: publish },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      minutes: fc.constantFrom(1, 3, 12, 40, 90),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const) }) },
);

/** A history; at least some of it is planned and published. */
export const history = (length: number): fc.Arbitrary<Step[]> =>
  fc
    .tuple(plan, fc.array(step, { minLength: length - 2, maxLength: length - 2 }), publish)
    .map(([first, steps, last]) => [first, ...steps, last]);
