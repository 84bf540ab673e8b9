-- By what the database knows the secrets of this installation: digests from which no secret can be told. One as a rule,
-- two while a secret is being replaced. A process that has not all of them does not start.
create table private.installation_secrets (
  fingerprint text primary key check (fingerprint ~ '^[0-9a-f]{32}$'),
  since timestamptz not null default now()
);
alter table private.installation_secrets enable row level security;

-- Which processes run: each says so every half minute. What is silent for longer is dead.
create table private.processes (
  id uuid primary key,
  kind text not null check (kind in ('server', 'worker')),
  host text not null check (char_length(host) <= 200),
  pid integer not null,
  -- Whether there is a worker in it, and whether that is well.
  works boolean not null,
  healthy boolean not null,
  fingerprint text not null,
  -- How many connections it may open.
  pool integer not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
alter table private.processes enable row level security;
