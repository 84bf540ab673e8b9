/** `tanggap doctor`: tries everything this installation stands on, changes nothing, and says what to do. */
import { EnvError, readEnv, strangeVariables, type Env } from '#platform/env.ts';
import type { Streams } from '../command.ts';
import { tryDatabase } from './database.ts';
import type { Finding } from './finding.ts';
import { tryDisk, tryStorage } from './files.ts';
import { tryMeta, tryPublicAddress, trySmtp } from './outside.ts';

/**
 * Prints a line for each thing.
 * @param words `--meta` asks Meta as well
 * @returns 0 when nothing is wrong, else 1
 */
export async function diagnose(
  words: string[],
  { output }: Pick<Streams, 'output'>,
  source?: NodeJS.ProcessEnv,
): Promise<number> {
  const findings = [...strange(source), ...(await examine(source, words.includes('--meta')))];
  for (const finding of findings) output.write(lineOf(finding));
  const wrong = findings.filter(({ state }) => state === 'bad').length;
  output.write(wrong === 0 ? 'nothing is wrong\n' : `${wrong} wrong\n`);
  return wrong === 0 ? 0 : 1;
}

async function examine(source: NodeJS.ProcessEnv | undefined, meta: boolean): Promise<Finding[]> {
  let env: Env;
  try {
    env = readEnv(source);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.mistakes.map((found) => ({ state: 'bad', what: 'setting', found }));
  }
  const looks = [
    tryDatabase(env),
    tryDisk(env),
    tryStorage(env),
    trySmtp(env),
    tryPublicAddress(env),
    tryMeta(env, meta),
  ];
  return [sizeOf(env), ...(await Promise.all(looks)).flat()];
}

function sizeOf(env: Env): Finding {
  const found = env.SUPABASE_URL ? 'hosted' : env.DATABASE_URL ? 'own server' : 'embedded';
  return { state: 'good', what: 'size', found };
}

function strange(source?: NodeJS.ProcessEnv): Finding[] {
  return strangeVariables(source).map(([name, meant]) => ({
    state: 'bad',
    what: 'setting',
    found: `${name} is read by nobody`,
    advice: `did you mean ${meant}?`,
  }));
}

function lineOf({ state, what, found, advice }: Finding): string {
  const mark = { good: 'ok  ', note: 'note', bad: 'BAD ' }[state];
  return `${mark} ${what.padEnd(16)} ${found}${advice ? `\n     ${' '.repeat(16)} -> ${advice}` : ''}\n`;
}
