import type { Backend } from '../platform/backend/index.ts';
import { log } from '../platform/log.ts';
import { channel, findAccounts } from '../channels/index.ts';
import { channelKind } from '../channels/schema.ts';

const lookBackDays = 14;

/**
 * Reads the comments of recent posts through the API and projects them like webhooks: finds what webhooks
 * missed, and is the only way in where the hub has no public address. Comments known already change nothing.
 */
export async function pollComments(backend: Backend): Promise<void> {
  const db = backend.asService('find comments that webhooks missed');
  const { data: targets } = await db
    .from('post_targets')
    .select('channel_id, remote_id, channels!inner(kind, network, disconnected_at, problem)')
    .eq('state', 'published')
    .not('remote_id', 'is', null)
    .gt('published_at', new Date(Date.now() - lookBackDays * 86_400_000).toISOString())
    .is('channels.disconnected_at', null)
    .is('channels.problem', null)
    .order('published_at', { ascending: false })
    .limit(500)
    .throwOnError();
  const accounts = await findAccounts(backend, [...new Set(targets.map(({ channel_id }) => channel_id))]);
  for (const { channel_id, remote_id, channels } of targets) {
    const kind = channelKind.parse(channels.kind);
    const account = accounts.get(channel_id);
    const network = channel(kind);
    if (!account || !network || remote_id === null) continue;
    const outcome = await network.comments(account, remote_id, null);
    if (outcome.ok !== true) {
      log('info', 'inbox.poll_waits', { channel: channel_id, reason: outcome.reason });
      // A limit or a dead token concerns the whole account: leave it until the next round.
      accounts.delete(channel_id);
      continue;
    }
    const items = outcome.messages.map((message) => ({
      item_id: null,
      network: channels.network,
      kind,
      incoming: [message],
    }));
    if (items.length > 0) await db.rpc('project_items', { items: items as never }).throwOnError();
  }
}
