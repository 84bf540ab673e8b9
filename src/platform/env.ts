/** The only file that reads the environment. A wrong variable stops the start and is named. */
import { resolve } from 'node:path';
import { z } from 'zod';

/** An address without its last slash; `META_GRAPH_URL` and its like may have a path. */
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => /^\/?$/.test(new URL(url).pathname), 'is an origin, without a path')
  .transform((url) => new URL(url).origin);
const onOff = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((value) => value === 'on' || value === 'true' || value === '1');

const variables = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4321),
  PUBLIC_URL: origin.optional(),
  TRUST_PROXY: onOff.default(false),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_DIRECT_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CA: z.string().min(1).optional(),
  DATABASE_POOL: z.coerce.number().int().min(5).max(500).optional(),
  SUPABASE_URL: address.optional(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1).optional(),
  SUPABASE_SECRET_KEY: z.string().min(1).optional(),
  TANGGAP_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  TANGGAP_SECRET_OLD: z.string().min(32, 'needs at least 32 characters').optional(),
  META_APP_ID: z.string().regex(/^\d+$/, 'is a number').optional(),
  META_APP_SECRET: z.string().min(1).optional(),
  META_IG_APP_SECRET: z.string().min(1).optional(),
  META_VERIFY_TOKEN: z.string().min(8, 'needs at least 8 characters').optional(),
  META_GRAPH_URL: address.default('https://graph.facebook.com'),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'looks like v26.0')
    .default('v26.0'),
  SANDBOX_URL: address.optional(),
  S3_ENDPOINT: address.optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: address.optional(),
  OPENAI_MODEL: z.string().min(1).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Tanggap <tanggap@localhost>'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WORKER: z.enum(['in-process', 'off']).default('in-process'),
});

/** Variables that mean nothing without the others. */
const together: [string, ...string[]][] = [
  ['DATABASE_URL', 'TANGGAP_SECRET'],
  ['DATABASE_DIRECT_URL', 'DATABASE_URL'],
  ['SUPABASE_URL', 'DATABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY'],
  ['META_APP_ID', 'META_APP_SECRET', 'META_VERIFY_TOKEN'],
  ['META_APP_SECRET', 'META_APP_ID'],
  ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['S3_BUCKET', 'S3_ENDPOINT'],
  ['S3_ACCESS_KEY_ID', 'S3_ENDPOINT'],
  ['S3_SECRET_ACCESS_KEY', 'S3_ENDPOINT'],
  ['S3_REGION', 'S3_ENDPOINT'],
  ['SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_URL'],
  ['SUPABASE_SECRET_KEY', 'SUPABASE_URL'],
];

export type Env = Omit<z.infer<typeof variables>, 'PUBLIC_URL'> & { PUBLIC_URL: string };

export class EnvError extends Error {
  override name = 'EnvError';
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(`The environment is wrong:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/**
 * Reads and checks the environment.
 * @throws EnvError that names each wrong variable and why
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const missing = new Map(
    together
      .filter(([first]) => given[first])
      .flatMap(([first, ...needed]) => needed.filter((name) => !given[name]).map((name) => [name, first])),
  );
  const mistakes = [...missing].map(([name, first]) => `${name} is missing: ${first} needs it`);
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    mistakes.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`));
  }
  if (mistakes.length > 0 || !parsed.success) throw new EnvError(mistakes);
  const { HOST, PORT, PUBLIC_URL, DATA_DIR } = parsed.data;
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  return { ...parsed.data, DATA_DIR: resolve(DATA_DIR), PUBLIC_URL: PUBLIC_URL ?? `http://${host}:${PORT}` };
}

const ours = Object.keys(variables.shape);

/** Variables that nobody reads and that look like ours, each with the one that may have been meant. */
export function strangeVariables(source: NodeJS.ProcessEnv = process.env): [name: string, meant: string][] {
  return Object.keys(source)
    .filter((name) => !ours.includes(name))
    .flatMap((name): [string, string][] => {
      const [nearest] = ours
        .map((known) => ({ known, away: distance(name, known) }))
        .sort((a, b) => a.away - b.away);
      const { known, away } = nearest!;
      // Short names lie near to everything.
      const isNear = away <= 2 && known.length >= 7;
      return isNear || prefix.test(name) ? [[name, known]] : [];
    });
}

const prefix = /^(TANGGAP|DATABASE|META|S3|SMTP)_/;

/** How many letters have to change, come or go. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + Number(a[i - 1] !== b[j - 1]);
      next[j] = Math.min(swap, row[j]! + 1, next[j - 1]! + 1);
    }
    row = next;
  }
  return row[b.length]!;
}
