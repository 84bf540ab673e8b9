/** Who comes back later than this to what they claimed makes no call any more. */
const mostDelaySeconds = 10;

/**
 * Begins before a claim is asked for, and tells at any later moment whether its holder may still act on it. On a
 * machine that slept, or a process that stood still, the lease has gone on: somebody else may hold the row by now, and
 * what was not sent yet must not be sent behind their back.
 *
 * NOTE: by the clock on the wall, as the monotonic one of Node stands still while a Linux machine or a Mac sleeps. Where
 * the wall clock is set forward meanwhile, a batch waits for its lease for nothing, and that is all.
 */
export function keepAwake(seconds = mostDelaySeconds): () => boolean {
  const began = Date.now();
  return () => Date.now() - began <= seconds * 1000;
}
