import type { Backend } from '#platform/backend/index.ts';
import { channel, findAccounts } from '#channels/index.ts';
import { channelKind } from '#channels/schema.ts';

/**
 * Asks the network for the address of a published target and keeps it. Harmless when repeated.
 * @throws when the network could not say yet, so that the job tries again
 */
export async function fetchPermalink(backend: Backend, target: string): Promise<void> {
  const db = backend.asService('fetch the link of a published post');
  const { data } = await db
    .from('post_targets')
    .select('channel_id, remote_id, permalink, channels(kind)')
    .eq('id', target)
    .maybeSingle()
    .throwOnError();
  if (!data?.remote_id || data.permalink) return;
  const account = (await findAccounts(backend, [data.channel_id])).get(data.channel_id);
  const network = channel(channelKind.parse(data.channels.kind));
  if (!account || !network) return;
  const outcome = await network.permalink(account, data.remote_id);
  if (outcome.ok === true) await db.rpc('set_permalink', { target, link: outcome.permalink }).throwOnError();
  else if (outcome.ok === 'unknown' || outcome.retry === 'later') {
    throw new Error(`no permalink yet: ${outcome.reason}`);
  }
}
