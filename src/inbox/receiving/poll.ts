/** What webhooks missed, read through the API; where the hub has no public address, the only way in. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { channel, findAccounts } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type Channel } from '#channels/contract/channel.ts';
import { type Failure, type Unknown } from '#channels/contract/outcome.ts';
import { type Incoming } from '#channels/contract/incoming.ts';
import { storeTemplates } from '../replies/templates/approved.ts';
import { projectRead } from './receive.ts';

const lookBackDays = 14;
/** A round leaves room for the next; what it did not reach comes first then. */
const roundMs = 12 * 60_000;
/** Posts and conversations of one account in one round. */
const mostPlaces = 60;
/** Even where the count of comments is the same: one may have gone and another come. */
const rereadMs = 24 * 3_600_000;

interface Polled {
  id: string;
  business_id: string;
  network: string;
  account: Account;
  reads: Channel;
}
type Marks = Map<string, { mark: string; readAt: number }>;

/**
 * One round over all connected accounts, the one not read for longest first: comments under recent posts, visitors'
 * posts, direct conversations and message templates. What has not changed since costs no call, and what is known already changes nothing.
 */
export async function pollAccounts(backend: Backend): Promise<void> {
  const db = backend.asService('find what webhooks missed');
  const end = Date.now() + roundMs;
  for (const polled of await accountsInTurn(backend, db)) {
    if (Date.now() > end) return;
    const marks = await marksOf(db, polled);
    const problem =
      (await pollComments(backend, db, polled, marks)) ??
      (await pollDirect(backend, db, polled, marks)) ??
      (await storeTemplates(backend, polled.id, polled.account));
    // A limit or a dead token concerns the whole account: leave it until the next round.
    if (problem) log('info', 'inbox.poll_waits', { channel: polled.id, reason: problem.reason });
    await remember(db, polled, '', new Date().toISOString());
  }
}

async function accountsInTurn(backend: Backend, db: Db): Promise<Polled[]> {
  const { data: live } = await db
    .from('channels')
    .select('id, business_id, network, poll_marks(read_at)')
    .in('kind', ['instagram', 'facebook', 'whatsapp'])
    .is('disconnected_at', null)
    .is('problem', null)
    .eq('poll_marks.place', '')
    .limit(1000)
    .throwOnError();
  const accounts = await findAccounts(
    backend,
    live.map(({ id }) => id),
  );
  const since = ({ poll_marks }: (typeof live)[number]) => poll_marks[0]?.read_at ?? '';
  return live
    .toSorted((one, other) => since(one).localeCompare(since(other)))
    .flatMap(({ id, business_id, network }) => {
      const account = accounts.get(id);
      const reads = account && channel(account.kind);
      return account && reads && network ? [{ id, business_id, network, account, reads }] : [];
    });
}

async function pollComments(
  backend: Backend,
  db: Db,
  polled: Polled,
  marks: Marks,
): Promise<Failure | Unknown | null> {
  const { account, reads, network } = polled;
  const since = new Date(Date.now() - lookBackDays * 86_400_000);
  const recent = await reads.recentPosts?.(account, since);
  if (recent && recent.ok !== true) return recent;
  const listed = recent?.posts ?? [];
  const visits = listed.flatMap(({ said }) => (said ? [said] : []));
  await projectRead(backend, network, account.kind, visits);
  const ours = (await ownPosts(db, polled.id, since)).filter((id) => !listed.some((post) => post.id === id));
  const places = [...listed, ...ours.map((id) => ({ id, comments: null }))].filter(({ id, comments }) => {
    const known = marks.get(id);
    if (comments === 0 && !known) return false;
    return (
      !known || comments === null || known.mark !== String(comments) || known.readAt < Date.now() - rereadMs
    );
  });
  for (const { id, comments } of places.slice(0, mostPlaces)) {
    const asked = new Date();
    const answer = await reads.comments(account, id, null);
    if (answer.ok !== true) {
      // A post that is gone is no reason to leave the others.
      if (answer.reason === 'not_found') continue;
      return answer;
    }
    await projectRead(backend, network, account.kind, [
      ...answer.messages,
      ...presentWords(account, answer.messages, asked),
    ]);
    await remember(db, polled, id, String(comments ?? ''));
  }
  return null;
}

/** Comments can be edited on Facebook: the words as they stood when they were asked for. */
function presentWords({ kind }: Account, read: Incoming[], at: Date): Incoming[] {
  if (kind !== 'facebook') return [];
  return read.flatMap((one) =>
    one.type === 'message'
      ? [
          {
            type: 'edit' as const,
            at,
            accountId: one.accountId,
            externalId: one.externalId,
            text: one.text,
            wordless: one.wordless,
          },
        ]
      : [],
  );
}

async function ownPosts(db: Db, channelId: string, since: Date): Promise<string[]> {
  const { data } = await db
    .from('post_targets')
    .select('remote_id')
    .eq('channel_id', channelId)
    .eq('state', 'published')
    .not('remote_id', 'is', null)
    .gt('published_at', since.toISOString())
    .order('published_at', { ascending: false })
    .limit(200)
    .throwOnError();
  return data.flatMap(({ remote_id }) => remote_id ?? []);
}

/** Oldest change first, so that a round which breaks off is gone on with where it stood. */
async function pollDirect(
  backend: Backend,
  db: Db,
  polled: Polled,
  marks: Marks,
): Promise<Failure | Unknown | null> {
  const { account, reads, network } = polled;
  const { directThreads, directMessages } = reads;
  if (!directThreads || !directMessages) return null;
  const reached = marks.get('direct')?.mark;
  const since = new Date(reached ?? Date.now() - lookBackDays * 86_400_000);
  const listed = await directThreads(account, since);
  if (listed.ok !== true) return listed;
  const changed = listed.threads
    .filter(({ id, updated }) => marks.get(`direct:${id}`)?.mark !== updated)
    .reverse();
  for (const thread of changed.slice(0, mostPlaces)) {
    const answer = await directMessages(account, thread);
    if (answer.ok !== true) return answer;
    await projectRead(backend, network, account.kind, answer.messages);
    await remember(db, polled, `direct:${thread.id}`, thread.updated);
    if (Number.isFinite(Date.parse(thread.updated))) await remember(db, polled, 'direct', thread.updated);
    // Meta lets an account read two conversations a second.
    if (network === 'meta') await sleep(500);
  }
  return null;
}

async function marksOf(db: Db, { id }: Polled): Promise<Marks> {
  const forgotten = new Date(Date.now() - 3 * lookBackDays * 86_400_000).toISOString();
  await db
    .from('poll_marks')
    .delete()
    .eq('channel_id', id)
    .neq('place', 'direct')
    .lt('read_at', forgotten)
    .throwOnError();
  const { data } = await db
    .from('poll_marks')
    .select('place, mark, read_at')
    .eq('channel_id', id)
    .order('read_at', { ascending: false })
    .limit(1000)
    .throwOnError();
  return new Map(data.map(({ place, mark, read_at }) => [place, { mark, readAt: Date.parse(read_at) }]));
}

async function remember(db: Db, { id, business_id }: Polled, place: string, mark: string): Promise<void> {
  await db
    .from('poll_marks')
    .upsert({ channel_id: id, business_id, place, mark, read_at: new Date().toISOString() })
    .throwOnError();
}
