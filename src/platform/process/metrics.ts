import type { Backend } from '../backend/index.ts';
import { listProcesses } from './processes.ts';
import { readiness } from './readiness.ts';
import { spaceIn } from './space.ts';

/** What an operator watches, in Prometheus's text format: nothing about any one business. */
export async function metricsText(backend: Backend): Promise<string> {
  const { database, jobs } = await readiness(backend);
  const { free } = await spaceIn(backend.env.DATA_DIR);
  const lines = [
    gauge('tanggap_database_up', 'Whether the database answers', Number(database)),
    gauge('tanggap_worker_up', 'Whether some worker of this installation is alive and well', Number(jobs)),
    gauge('tanggap_memory_bytes', 'Resident memory of this process', process.memoryUsage.rss()),
    gauge('tanggap_uptime_seconds', 'Since this process began', Math.round(process.uptime())),
  ];
  if (free !== null) lines.push(gauge('tanggap_disk_free_bytes', 'Room in the folder of data', free));
  if (database) lines.push(...(await alive(backend)), ...(await backlog(backend)));
  return `${lines.join('\n')}\n`;
}

async function alive({ sql }: Backend): Promise<string[]> {
  const running = (await listProcesses(sql)).filter(({ isAlive }) => isAlive);
  const servers = running.filter(({ kind }) => kind === 'server');
  const workers = running.filter(({ works, healthy }) => works && healthy);
  return [
    gauge(
      'tanggap_servers_alive',
      'Web processes that were heard of in the last minute and a half',
      servers.length,
    ),
    gauge('tanggap_workers_alive', 'Processes with a worker that is alive and well', workers.length),
  ];
}

async function backlog({ sql }: Backend): Promise<string[]> {
  const [row] = await sql<
    {
      items: number;
      due: number;
      unsent: number;
      broken: number;
      age: number;
      unknown: number;
      unmatched: number;
      files: number;
    }[]
  >`
    select
      (select count(*) from webhook_items where projected_at is null)::int as items,
      (select coalesce(extract(epoch from now() - min(received_at)), 0)
        from webhook_items where projected_at is null)::int as age,
      (select count(*) from post_targets
        where state in ('scheduled', 'container_ready') and scheduled_at < now())::int as due,
      (select count(*) from messages where delivery in ('queued', 'sending'))::int as unsent,
      (select count(*) from channels where problem is not null and disconnected_at is null)::int as broken,
      (select count(*) from webhook_items where outcome = 'unknown')::int as unknown,
      (select count(*) from webhook_items where outcome = 'unmatched')::int as unmatched,
      (select count(*) from message_attachments where state = 'waiting')::int as files`;
  return [
    gauge('tanggap_items_waiting', 'Webhook items that are not projected', row!.items),
    gauge('tanggap_items_oldest_seconds', 'How long the oldest of them has waited', row!.age),
    gauge('tanggap_items_unknown', 'Webhook items of a shape nobody knows (tanggap unknown)', row!.unknown),
    gauge('tanggap_items_unmatched', 'Webhook items about a message that is not here', row!.unmatched),
    gauge('tanggap_attachments_waiting', 'Files of messages that are not copied yet', row!.files),
    gauge('tanggap_targets_overdue', 'Targets past their hour that are not out yet', row!.due),
    gauge('tanggap_replies_unsent', 'Answers that are not delivered yet', row!.unsent),
    gauge('tanggap_channels_broken', 'Connected channels that must be connected again', row!.broken),
  ];
}

function gauge(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}`;
}
