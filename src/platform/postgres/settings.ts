/** Server settings of the embedded database: a small machine, real durability, little idle memory. */
export const settings: Record<string, string> = {
  shared_buffers: '48MB',
  max_connections: '60',
  work_mem: '6MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  // The default of PostgreSQL 18 keeps three I/O processes; on one small disk they cost memory and win nothing.
  io_method: 'sync',
  max_parallel_workers_per_gather: '1',
  autovacuum_max_workers: '2',
  max_logical_replication_workers: '0',
  // Nobody replicates from this server, so bulk loads may skip the log where that is safe.
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  checkpoint_timeout: '15min',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors of statements carry customers' words in their details and reach the program anyway;
  // leaving them out also keeps a log that is only shortened at start from filling the disk.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
};

/** Settings for throw-away databases (tests): nothing survives a power cut, everything is faster. */
export const throwAway: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};
