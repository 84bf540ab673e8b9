/**
 * Files that came with messages: copied at once, for their addresses expire, and served to members alone.
 * Long, because how a file is fetched, judged, kept and found again is one story.
 */
import sharp from 'sharp';
import { z } from 'zod';
import { jsonb } from '#platform/backend/arguments.ts';
import { found, type Backend, type Db } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { log } from '#platform/log.ts';
import { OutgoingError, send, type Answer } from '#platform/http/outgoing.ts';
import { channel, findAccounts } from '#channels/index.ts';
import { typeOf, type FileType } from './file-types.ts';
import { attachmentKind, type GoneReason } from './received.ts';

/** The hosts on which Meta keeps what people send. */
const metaHosts = [
  'fbcdn.net',
  'fbsbx.com',
  'cdninstagram.com',
  'whatsapp.net',
  'facebook.com',
  'instagram.com',
];
/** Refusals that may pass: a CDN that does not know the file yet. */
const patience = { expired: 3, unreachable: 7 } as const;
const leaseSeconds = 90;
const smallWidth = 480;
export const bucketName = 'media';

const claimedFile = z.object({
  id: z.uuid(),
  kind: attachmentKind,
  name: z.string().nullable(),
  source_url: z.string().nullable(),
  source_id: z.string().nullable(),
  tries: z.number(),
  channel_id: z.uuid(),
  network: z.string().nullable(),
});
type Claimed = z.infer<typeof claimedFile>;
type Verdict =
  | ({ state: 'stored'; bytes: number; width?: number; height?: number; has_preview: boolean } & FileType)
  | { state: 'gone'; reason: GoneReason }
  | { state: 'waiting'; retry_seconds: number };

/**
 * Copies files that wait. Safe in any number of processes at once.
 * @returns how many were handled
 */
export function copyAttachments(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'attachment',
    why: 'copy what came with messages',
    claim: (db) => db.rpc('claim_attachments', { size: 4, lease_seconds: leaseSeconds }).throwOnError(),
    row: claimedFile,
    keys: claimedFile.pick({ id: true }),
    unreadable: ({ id }): Settled => ({ id, verdict: { state: 'gone', reason: 'refused' } }),
    act: (due) => copy(backend, due),
    // A mistake of ours, or of Storage, says nothing about the file: it waits, however long.
    judge: ({ id }, came): Settled => ({
      id,
      verdict: 'state' in came ? came : { state: 'waiting', retry_seconds: leaseSeconds },
    }),
    settle: { one: settle },
    inTurn: true,
    // Copied twice it is one file: only what somebody else has surely claimed is left alone.
    awakeSeconds: leaseSeconds,
  });
}

interface Settled {
  id: string;
  verdict: Verdict;
}

async function settle(db: Db, { id, verdict }: Settled): Promise<void> {
  const { data: kept } = await db
    .rpc('settle_attachment', { attachment: id, result: jsonb(verdict) })
    .throwOnError();
  log('info', 'inbox.attachment', {
    attachment: id,
    state: verdict.state,
    ...('reason' in verdict && verdict),
  });
  // The customer took the message back meanwhile.
  if (!kept && verdict.state === 'stored') await db.storage.from(bucketName).remove(attachmentNames(id));
}

async function copy(backend: Backend, due: Claimed): Promise<Verdict> {
  try {
    const source = await sourceOf(backend, due);
    if ('state' in source) return source;
    const exempt = exemptFor(backend, due);
    if (!isKnownHost(source.url, exempt)) return { state: 'gone', reason: 'refused' };
    const answer = await send(source.url, { method: 'GET', headers: source.headers }, exempt);
    return answer.status === 200 && answer.body.length > 0
      ? await keep(backend, due, answer)
      : refusal(answer.status, due);
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    if (error.code === 'too_large') return { state: 'gone', reason: 'too_large' };
    if (error.code === 'not_https' || error.code === 'not_public')
      return { state: 'gone', reason: 'refused' };
    return again('unreachable', due);
  }
}

/** Where the file is; a network that names it by an id alone is asked first. */
async function sourceOf(
  backend: Backend,
  due: Claimed,
): Promise<{ url: string; headers: Record<string, string> } | Verdict> {
  if (due.source_url) return { url: due.source_url, headers: {} };
  const account = (await findAccounts(backend, [due.channel_id])).get(due.channel_id);
  const fileAddress = account && channel(account.kind)?.fileAddress;
  if (!due.source_id || (account && !fileAddress)) return { state: 'gone', reason: 'no_address' };
  // Without access nothing can be asked; with it again, everything can.
  if (!account || !fileAddress) return { state: 'waiting', retry_seconds: 3600 };
  const address = await fileAddress(account, due.source_id);
  if (address.ok === true) return address;
  if (address.reason === 'not_found' || address.reason === 'bad_request') return again('expired', due);
  return { state: 'waiting', retry_seconds: address.after ?? 900 };
}

function exemptFor({ env }: Backend, { network }: Claimed): string[] {
  return network === 'sandbox' && env.SANDBOX_URL ? [new URL(env.SANDBOX_URL).origin] : [];
}

function isKnownHost(url: string, exempt: string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, hostname } = new URL(url);
  return (
    exempt.includes(origin) || metaHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  );
}

function refusal(status: number, due: Claimed): Verdict {
  return again([400, 401, 403, 404, 410].includes(status) ? 'expired' : 'unreachable', due);
}

function again(reason: keyof typeof patience, { tries }: Claimed): Verdict {
  return tries >= patience[reason]
    ? { state: 'gone', reason }
    : { state: 'waiting', retry_seconds: Math.min(3600, 5 * 3 ** tries) };
}

async function keep(backend: Backend, { id, kind }: Claimed, { body }: Answer): Promise<Verdict> {
  const type = typeOf(body, kind);
  const picture = type.mime.startsWith('image/') ? await readPicture(body) : null;
  // What says that it is a picture and can't be read as one is not shown as one.
  const isTorn = type.mime.startsWith('image/') && !picture;
  const kept: FileType = isTorn ? { kind: 'file', mime: 'application/octet-stream' } : type;
  const [whole, small] = attachmentNames(id);
  const bucket = backend.asService('keep what came with messages').storage.from(bucketName);
  const stored = await bucket.upload(whole, body, { contentType: kept.mime, upsert: true });
  if (stored.error) throw stored.error;
  if (picture?.preview) {
    const preview = await bucket.upload(small, picture.preview, { contentType: 'image/jpeg', upsert: true });
    if (preview.error) throw preview.error;
  }
  const size = picture ? { width: picture.width, height: picture.height } : {};
  return { state: 'stored', ...kept, bytes: body.length, ...size, has_preview: !!picture?.preview };
}

/** Its size as it is shown, and something smaller where that spares a phone much. */
async function readPicture(
  bytes: Buffer,
): Promise<{ width: number; height: number; preview: Buffer | null } | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: 100_000_000 });
    const { autoOrient, pages } = await picture.metadata();
    const isSmall = autoOrient.width <= smallWidth && bytes.length < 100_000;
    const preview =
      isSmall || (pages ?? 1) > 1
        ? null
        : await picture
            .rotate()
            .resize({ width: smallWidth, withoutEnlargement: true })
            .flatten({ background: '#ffffff' })
            .jpeg({ quality: 80, mozjpeg: true })
            .toBuffer();
    return { ...autoOrient, preview };
  } catch {
    return null;
  }
}

/** A copied file as it is served. */
export interface StoredAttachment {
  id: string;
  name: string | null;
  mime: string;
  bytes: number;
  hasPreview: boolean;
}

/** A copied file of a conversation; null when it is not there, or another business's. */
export async function findAttachment(
  db: Db,
  business: string,
  conversation: string,
  id: string,
): Promise<StoredAttachment | null> {
  const { data } = await db
    .from('message_attachments')
    .select('id, name, mime, bytes, has_preview, messages!inner(conversation_id)')
    .eq('id', id)
    .eq('business_id', business)
    .eq('state', 'stored')
    .eq('messages.conversation_id', conversation)
    .maybeSingle()
    .throwOnError();
  if (!data?.mime || !data.bytes) return null;
  return { id: data.id, name: data.name, mime: data.mime, bytes: data.bytes, hasPreview: data.has_preview };
}

/**
 * Its bytes, piece by piece; null when Storage has lost them.
 * @throws when Storage can't be asked now
 */
export async function attachmentStream(
  backend: Backend,
  { id }: Pick<StoredAttachment, 'id'>,
  small = false,
): Promise<ReadableStream<Uint8Array> | null> {
  const bucket = backend.asService('serve a file of a conversation').storage.from(bucketName);
  return found(await bucket.download(attachmentNames(id)[small ? 1 : 0]).asStream());
}

export const attachmentNames = (id: string): [whole: string, small: string] => [
  `attachments/${id}`,
  `attachments/${id}-small`,
];
