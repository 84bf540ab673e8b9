/** `tanggap media move`: after files were kept elsewhere until now, brings those that are there to where they are kept now. */
import type { Backend } from '../backend/index.ts';
import { bucketOf, folderOf } from '../backend/storage/index.ts';
import type { StorageAdapter } from '../backend/storage/trouble.ts';
import { UsageError, type Command } from './command.ts';

type Body = Parameters<StorageAdapter['uploadObject']>[3];

export const moveCommand: Command = {
  name: 'media move',
  usage: 'media move [--to-folder]',
  does: 'copies stored files from DATA_DIR to S3 (or back); harmless when repeated',
  run: move,
};

async function move(backend: Backend, words: string[]): Promise<string> {
  const { env, sql } = backend;
  if (!env.S3_ENDPOINT) throw new UsageError('S3_ENDPOINT is not set: there is nowhere to move to or from');
  const back = words.includes('--to-folder');
  const [from, to] = back ? [bucketOf(env), folderOf(env)] : [folderOf(env), bucketOf(env)];
  const files = await sql<{ name: string; mime: string | null }[]>`
    select name, metadata ->> 'mimetype' as mime from storage.objects where bucket_id = 'media' order by name`;
  let moved = 0;
  const missing: string[] = [];
  for (const { name, mime } of files) {
    const came = await copyOne(from, to, name, mime ?? 'application/octet-stream');
    if (came === 'moved') moved += 1;
    else if (came === 'missing') missing.push(name);
  }
  const there = files.length - moved - missing.length;
  const gone = missing.length > 0 ? `; in neither place: ${missing.slice(0, 20).join(', ')}` : '';
  const hint = back ? 'take the S3_ settings away' : 'the folder media in DATA_DIR may go';
  return `${moved} copied, ${there} were there${gone}. When nothing is missing, ${hint}.`;
}

async function copyOne(
  from: StorageAdapter,
  to: StorageAdapter,
  name: string,
  mime: string,
): Promise<'moved' | 'there' | 'missing'> {
  const [source, target] = await Promise.all([sizeOf(from, name), sizeOf(to, name)]);
  if (source === null) return target === null ? 'missing' : 'there';
  if (target === source) return 'there';
  const { body } = await from.getObject('media', name, undefined);
  await to.uploadObject('media', name, undefined, body as Body, mime, 'max-age=31536000');
  const stored = await sizeOf(to, name);
  if (stored !== source) throw new Error(`${name} has ${stored} bytes there instead of ${source}`);
  return 'moved';
}

/** Null where it is not. @throws when the store can't be asked */
async function sizeOf(store: StorageAdapter, name: string): Promise<number | null> {
  try {
    return (await store.headObject('media', name, undefined)).size;
  } catch (error) {
    const { code, status } = error as { code?: unknown; status?: unknown };
    if (code === 'ENOENT' || status === 404) return null;
    throw error;
  }
}
