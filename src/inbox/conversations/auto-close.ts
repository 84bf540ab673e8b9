import type { Backend } from '#platform/backend/index.ts';

/** Answered and silent for this long, a conversation is closed; it opens again by itself when the customer writes. */
const quietDays = 7;

/** Opens what was put off until now, and closes what has been silent since it was answered. */
export async function closeQuiet(backend: Backend): Promise<void> {
  const db = backend.asService('open snoozed conversations and close silent ones');
  for (;;) {
    const { data } = await db.rpc('tend_conversations', { quiet_days: quietDays }).throwOnError();
    if (data === 0) return;
  }
}
