/* The processes of this installation that run: each says so every half minute, and who missed three times is dead. */
create or replace view private.living_processes as
  select p.id, p.kind, p.host, p.pid, p.works, p.healthy, p.pool
  from private.processes p where p.seen_at > now() - interval '95 seconds';
