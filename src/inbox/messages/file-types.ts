/** What a file is, by its first bytes: names and content types lie. */
import type { IncomingAttachment } from '#channels/contract/incoming.ts';

export interface FileType {
  kind: IncomingAttachment['kind'];
  mime: string;
}

const unknown = 'application/octet-stream';

/** Shown in the page; everything else is only ever downloaded. */
export const shownInline = [
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  ...['video/mp4', 'video/quicktime', 'video/webm'],
  ...['audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/aac', 'audio/wav', 'audio/amr'],
];

const signatures: [at: number, sign: string, kind: FileType['kind'], mime: string][] = [
  [0, '\xff\xd8\xff', 'image', 'image/jpeg'],
  [0, '\x89PNG\r\n\x1a\n', 'image', 'image/png'],
  [0, 'GIF87a', 'image', 'image/gif'],
  [0, 'GIF89a', 'image', 'image/gif'],
  [8, 'WEBP', 'image', 'image/webp'],
  [8, 'WAVE', 'audio', 'audio/wav'],
  [0, 'OggS', 'audio', 'audio/ogg'],
  [0, 'ID3', 'audio', 'audio/mpeg'],
  [0, '\xff\xfb', 'audio', 'audio/mpeg'],
  [0, '\xff\xf3', 'audio', 'audio/mpeg'],
  [0, '\xff\xf1', 'audio', 'audio/aac'],
  [0, '\xff\xf9', 'audio', 'audio/aac'],
  [0, '#!AMR', 'audio', 'audio/amr'],
  [0, '\x1aE\xdf\xa3', 'video', 'video/webm'],
  [0, '%PDF-', 'file', 'application/pdf'],
];

/** @param said what the network called it: it tells a sticker from a picture, and sound from film in one container */
export function typeOf(bytes: Uint8Array, said: FileType['kind']): FileType {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.slice(4, 8) === 'ftyp') return ofContainer(head.slice(8, 12), said);
  const found = signatures.find(([at, sign]) => head.startsWith(sign, at));
  if (!found || (found[0] === 8 && !head.startsWith('RIFF'))) return { kind: 'file', mime: unknown };
  const [, , kind, mime] = found;
  return { kind: kind === 'image' && said === 'sticker' ? 'sticker' : kind, mime };
}

/** ISO media: film, sound alone, or a picture that browsers don't show. */
function ofContainer(brand: string, said: FileType['kind']): FileType {
  if (/^(heic|heix|mif1|msf1|avif|hevc)$/.test(brand)) return { kind: 'file', mime: unknown };
  if (said === 'audio' || /^(M4A|M4B)/.test(brand)) return { kind: 'audio', mime: 'audio/mp4' };
  return { kind: 'video', mime: brand.startsWith('qt') ? 'video/quicktime' : 'video/mp4' };
}
