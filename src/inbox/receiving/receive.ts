/** In: signed webhook bodies are stored raw, then projected into conversations; again at any time. */
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { channel, itemKey, parseBody, signingSecrets, splitItems, verifySignature } from '#channels/index.ts';
import { type Incoming } from '#channels/contract/incoming.ts';
import { withSorting } from '../messages/sorting.ts';
import type { ChannelKind } from '#channels/schema.ts';
import { storeTogether, untilQuiet } from './arrivals.ts';

/** Meta sends at most 1,000 updates in one post; this leaves room. */
export const mostBodyBytes = 3 * 1024 * 1024;

export type Received = { ok: true; items: number; stored: number } | { ok: false; reason: 'bad_signature' };

/**
 * Stores the items of a webhook body. Returns only when they are durable; what arrived before is not stored
 * again. What has an unknown shape is stored whole.
 * @throws when the database can't take them: the sender must get no 200
 */
export async function receiveWebhook(
  backend: Backend,
  raw: Uint8Array,
  signature: string | null,
): Promise<Received> {
  const network = (['meta', 'sandbox'] as const).find((each) =>
    verifySignature(raw, signature, signingSecrets(backend, each)),
  );
  if (!network) return { ok: false, reason: 'bad_signature' };
  const items = splitItems(parseBody(raw), new Date()).map((item) => ({
    key: itemKey(item),
    object: item.object,
    account_id: item.accountId,
    field: item.field,
    value: item.value ?? null,
    item_at: item.time.toISOString(),
  }));
  const stored = await storeTogether(backend, network, items);
  return { ok: true, items: items.length, stored };
}

/** Which adapter understands an object's items. */
const kinds: Record<string, ChannelKind> = {
  instagram: 'instagram',
  page: 'facebook',
  whatsapp_business_account: 'whatsapp',
};

/**
 * One round over stored items that are not projected yet. Safe in any number of processes at once.
 * @returns how many were handled
 */
export async function projectPending(backend: Backend): Promise<number> {
  await untilQuiet();
  const db = backend.asService('project webhook items');
  const { data: claimed } = await db
    .rpc('claim_webhook_items', { size: 200, lease_seconds: 60 })
    .throwOnError();
  if (claimed.length === 0) return 0;
  const items = claimed.map((row) => {
    const kind = kinds[row.object] ?? 'facebook';
    const { object, account_id: accountId, field, value } = row;
    const read = channel(kind)?.read({ object, accountId, time: new Date(row.item_at), field, value });
    return { item_id: row.id, network: row.network, kind, incoming: read ? read.map(withSorting) : null };
  });
  await adoptTold(db, items);
  const { data: projected } = await db.rpc('project_items', { items: items as never }).throwOnError();
  if (projected < claimed.length) log('info', 'inbox.items_wait', { claimed: claimed.length, projected });
  return claimed.length;
}

/** Projects what was read through the API, as if a webhook had brought it. */
export async function projectRead(
  backend: Backend,
  network: string,
  kind: ChannelKind,
  read: Incoming[],
): Promise<void> {
  if (read.length === 0) return;
  // Nothing read this way waits for what it answers: that comes first.
  const inOrder = read.toSorted(
    (one, other) => rank(one) - rank(other) || one.at.getTime() - other.at.getTime(),
  );
  const items = inOrder.map(withSorting).map((one) => ({
    item_id: null,
    network,
    kind,
    incoming: [one],
  }));
  await backend
    .asService('project what was read from a network')
    .rpc('project_items', { items: items as never })
    .throwOnError();
}

function rank(one: Incoming): number {
  if (one.type !== 'message') return 2;
  return one.parentId === null ? 0 : 1;
}

/** What a status names by our own id is ours, although its sending never got an answer. */
async function adoptTold(
  db: Db,
  items: { network: string; kind: ChannelKind; incoming: Incoming[] | null }[],
): Promise<void> {
  const told = items.flatMap(({ network, kind, incoming }) =>
    (incoming ?? []).flatMap((one) =>
      one.type === 'receipt' && one.metadata
        ? { network, kind, account: one.accountId, external_id: one.externalIds[0], message: one.metadata }
        : [],
    ),
  );
  if (told.length > 0) await db.rpc('adopt_told_messages', { told: told as never }).throwOnError();
}

/** Projects again everything received since an instant. @returns how many items */
export async function replay(backend: Backend, since: Date): Promise<number> {
  const { data } = await backend
    .asService('replay webhook items')
    .rpc('replay_webhook_items', { since: since.toISOString() })
    .throwOnError();
  return data;
}
