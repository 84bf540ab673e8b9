/** Forms with files, read without holding the files in memory. */
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { isTooLarge } from './limit.ts';

export interface UploadLimits {
  /** Of one file. A larger one is cut one byte above, so that whoever checks sees that it is too large. */
  fileBytes: number;
  files: number;
}

/**
 * Reads a form as `request.formData()` does, but its files lie on the disk while `use` works with them, and are
 * gone after it: a video of 100 MB passes through in pieces. Forms without files are read as usual.
 */
export async function withForm<T>(
  request: Request,
  limits: UploadLimits,
  use: (data: FormData) => Promise<T>,
): Promise<T> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data') || !request.body) return use(await request.formData());
  const folder = await mkdtemp(join(tmpdir(), 'tanggap-upload-'));
  try {
    const data = await readForm(request, limits, folder).catch((error: unknown) => {
      // Of the sender's making, unless the disk has trouble.
      if (isTooLarge(error) || (error as NodeJS.ErrnoException).errno) throw error;
      throw Object.assign(new Error('not a form', { cause: error }), { code });
    });
    return await use(data);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const code = 'BODY_UNREADABLE';

/**
 * Whether what came is no form at all, or broke off: by its code, as `isTooLarge`, or by what the platform's own
 * `formData` says of it.
 */
export function isUnreadable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    (error as { code?: string }).code === code ||
    (error instanceof TypeError && /\bFormData\b|multipart\/form-data/i.test(error.message))
  );
}

type Entry = Promise<[name: string, value: string | File]>;

async function readForm(request: Request, limits: UploadLimits, folder: string): Promise<FormData> {
  const entries: Entry[] = [];
  const parser = new Busboy({
    headers: Object.fromEntries(request.headers) as BusboyHeaders,
    limits: {
      fileSize: limits.fileBytes + 1,
      files: limits.files,
      fields: 1_000,
      parts: 1_000 + limits.files,
      fieldSize: 256 * 1024,
    },
  });
  parser.on('field', (name, value) => entries.push(Promise.resolve([name, value])));
  parser.on('file', (name, stream, filename, _encoding, type) => {
    const path = join(folder, String(entries.length));
    const kept: Entry = keep(stream, path, filename ?? '', type).then((file) => [name, file]);
    // When the form breaks off, its own error is the one to tell.
    kept.catch(() => undefined);
    entries.push(kept);
  });
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, parser);
  const data = new FormData();
  for (const entry of await Promise.all(entries)) data.append(...(entry as [string, string]));
  return data;
}

async function keep(stream: Readable, path: string, filename: string, type: string): Promise<File> {
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  return new File([await openAsBlob(path, { type })], filename, { type });
}
