/** What a video's header tells. */
export interface VideoHeader {
  seconds: number;
  width: number;
  height: number;
}

/**
 * Reads duration and size from an MP4 or MOV file's boxes, or `null` when it is none: `moov` holds `mvhd` (time scale
 * and duration) and for each track a `tkhd` (size; 0 for sound).
 */
export function videoHeader(bytes: Uint8Array): VideoHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = { start: 0, end: bytes.length };
  const [first] = boxes(view, whole);
  if (first?.type !== 'ftyp') return null;
  const moov = find(view, whole, 'moov');
  const mvhd = moov && find(view, moov, 'mvhd');
  if (!moov || !mvhd) return null;
  const seconds = duration(view, mvhd);
  const sizes = boxes(view, moov)
    .filter(({ type }) => type === 'trak')
    .map((trak) => size(view, find(view, trak, 'tkhd')));
  const picture = sizes.find((each) => each !== null && each.width > 0);
  return seconds !== null && picture ? { seconds, ...picture } : null;
}

interface Span {
  start: number;
  end: number;
}

// Content of each box within a span; what is cut off or makes no sense ends the list.
function boxes(view: DataView, { start, end }: Span): (Span & { type: string })[] {
  const found: (Span & { type: string })[] = [];
  let at = start;
  while (at + 8 <= end) {
    const type = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)));
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= end;
    const length = short === 0 ? end - at : isLong ? Number(view.getBigUint64(at + 8)) : short;
    const head = isLong ? 16 : 8;
    if (length < head || at + length > end) return found;
    found.push({ type, start: at + head, end: at + length });
    at += length;
  }
  return found;
}

const find = (view: DataView, span: Span, type: string): Span | undefined =>
  boxes(view, span).find((box) => box.type === type);

function duration(view: DataView, { start, end }: Span): number | null {
  const isLong = end - start > 0 && view.getUint8(start) === 1;
  if (end - start < (isLong ? 32 : 20)) return null;
  const scale = view.getUint32(start + (isLong ? 20 : 12));
  const units = isLong ? Number(view.getBigUint64(start + 24)) : view.getUint32(start + 16);
  return scale > 0 ? units / scale : null;
}

// The last eight bytes of a track header: 16.16 fixed point.
function size(view: DataView, span: Span | undefined): { width: number; height: number } | null {
  if (!span || span.end - span.start < 8) return null;
  return { width: view.getUint32(span.end - 8) >>> 16, height: view.getUint32(span.end - 4) >>> 16 };
}
