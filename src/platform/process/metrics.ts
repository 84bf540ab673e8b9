import type { Backend } from '../backend/index.ts';
import { readiness } from './readiness.ts';

/** What an operator watches, in Prometheus's text format: nothing about any one business. */
export async function metricsText(backend: Backend): Promise<string> {
  const { database, jobs } = await readiness(backend);
  const lines = [
    gauge('tanggap_database_up', 'Whether the database answers', Number(database)),
    gauge('tanggap_worker_up', 'Whether the worker of this process is healthy', Number(jobs)),
    gauge('tanggap_memory_bytes', 'Resident memory of this process', process.memoryUsage.rss()),
    gauge('tanggap_uptime_seconds', 'Since this process began', Math.round(process.uptime())),
  ];
  if (database) lines.push(...(await backlog(backend)));
  return `${lines.join('\n')}\n`;
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
