/** A row in `media` and its files in Storage, made and removed together. */
import { z } from 'zod';
import { found, type Backend, type Db } from '#platform/backend/index.ts';
import type { Database } from '#platform/database.types.ts';

/** The business has no room left; both figures in bytes. */
export interface QuotaReached {
  ok: false;
  reason: 'quota';
  used: number;
  quota: number;
}

export interface NewFile {
  /** Begins with the media id, which nobody can guess. */
  name: string;
  type: string;
  body: Uint8Array | Blob;
}

type Row = Omit<Database['public']['Tables']['media']['Insert'], 'bytes'>;

const bucketName = 'media';
const full = z.object({ used: z.number(), quota: z.number() });

/**
 * Stores a row and its files. The row comes first: it decides whether the person may, and counts against the
 * quota before a byte is stored; when a file fails, it goes again.
 * @throws what the database or Storage said; 23505 when this frame is there already
 */
export async function keepMedia(
  backend: Backend,
  db: Db,
  row: Row,
  files: NewFile[],
): Promise<QuotaReached | null> {
  const bytes = files.reduce((sum, { body }) => sum + lengthOf(body), 0);
  const { error } = await db.from('media').insert({ ...row, bytes });
  if (error?.hint === 'media_quota') {
    const { used, quota } = full.parse(JSON.parse(error.details));
    return { ok: false, reason: 'quota', used, quota };
  }
  if (error) throw error;
  const service = backend.asService('store what was uploaded');
  const bucket = service.storage.from(bucketName);
  try {
    for (const { name, type, body } of files) {
      const options = { contentType: type, cacheControl: '31536000' };
      // A file on the disk is handed on piece by piece; Storage would otherwise gather it in memory.
      const sent = body instanceof Blob ? body.stream() : body;
      const answer = await bucket.upload(name, sent, options);
      if (answer.error) throw answer.error;
    }
  } catch (failure) {
    await service.from('media').delete().eq('id', row.id!);
    throw failure;
  }
  return null;
}

export async function storedFile(backend: Backend, name: string): Promise<Blob | null> {
  const bucket = backend.asService('serve a stored file').storage.from(bucketName);
  return found(await bucket.download(name));
}

/** The same piece by piece, for what is too large to hold. */
export async function storedStream(backend: Backend, name: string): Promise<ReadableStream | null> {
  const bucket = backend.asService('serve a stored file').storage.from(bucketName);
  return found(await bucket.download(name).asStream());
}

/**
 * Removes files whose row is gone; harmless when run twice or by two processes at once.
 * @returns how many rows were done
 */
export async function removeFiles(backend: Backend): Promise<number> {
  const db = backend.asService('remove files of deleted media');
  const { data: due } = await db
    .from('media_removals')
    .select('media_id, names')
    .order('queued_at')
    .limit(50)
    .throwOnError();
  for (const { media_id, names } of due) {
    const { error } = await db.storage.from(bucketName).remove(names);
    if (error) throw error;
    await db.from('media_removals').delete().eq('media_id', media_id).throwOnError();
  }
  return due.length;
}

const lengthOf = (body: Uint8Array | Blob) => (body instanceof Blob ? body.size : body.length);
