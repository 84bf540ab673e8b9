/** Makes one signed request about an object. @throws StoreError */
export type CallStore = (method: string, path: string, init?: RequestInit) => Promise<Response>;

/** S3 takes parts of 5 MB and more; this is what is held in memory of a file at a time. */
const partBytes = 8 * 1024 * 1024;

/**
 * Stores what comes piece by piece: in one request when it is small, else in parts that appear together at the end. What
 * fails midway leaves no parts behind.
 * @throws StoreError, or what the source threw
 */
export async function putInParts(
  call: CallStore,
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  headers: Record<string, string>,
): Promise<{ answer: Response; size: number }> {
  let upload: string | null = null;
  let size = 0;
  const tags: string[] = [];
  try {
    for await (const { part, isLast } of partsOf(pieces)) {
      size += part.length;
      if (isLast && upload === null) {
        return { size, answer: await call('PUT', path, { headers, body: part }) };
      }
      upload ??= await begin(call, path, headers);
      const at = new URLSearchParams({ partNumber: String(tags.length + 1), uploadId: upload });
      const answer = await call('PUT', `${path}?${at}`, { body: part });
      tags.push(answer.headers.get('etag') ?? '');
    }
    const answer = await call('POST', `${path}?${new URLSearchParams({ uploadId: upload! })}`, {
      body: listOf(tags),
    });
    return { size, answer };
  } catch (error) {
    if (upload !== null) {
      const abandoned = `${path}?${new URLSearchParams({ uploadId: upload })}`;
      await call('DELETE', abandoned).catch(() => undefined);
    }
    throw error;
  }
}

async function begin(call: CallStore, path: string, headers: Record<string, string>): Promise<string> {
  const answer = await call('POST', `${path}?uploads=`, { headers });
  const upload = /<UploadId>([^<]+)<\/UploadId>/.exec(await answer.text())?.[1];
  if (!upload) throw new Error('storage gave no id for an upload in parts');
  return upload;
}

function listOf(tags: string[]): string {
  const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
}

type Part = { part: Uint8Array<ArrayBuffer>; isLast: boolean };

/** What comes, in parts of one size but for the last; an empty file is one empty part. */
async function* partsOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Part> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      if (bytes === partBytes) {
        yield { part: joined(held, bytes), isLast: false };
        held = [];
        bytes = 0;
      }
      const taken = piece.subarray(from, from + partBytes - bytes);
      held.push(taken);
      bytes += taken.length;
      from += taken.length;
    }
  }
  yield { part: joined(held, bytes), isLast: true };
}

function joined(pieces: Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
