/** One part of a file, as a browser that plays a video asks for it (RFC 9110, range requests). */
export interface ByteRange {
  start: number;
  /** Inclusive. */
  end: number;
}

/** `null`: the whole file. Several ranges at once are answered with the whole file, which the standard allows. */
export function rangeOf(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') {
    const last = Math.min(Number(to), size);
    return last === 0 ? 'unsatisfiable' : { start: size - last, end: size - 1 };
  }
  const start = Number(from);
  if (to !== '' && Number(to) < start) return null;
  return start >= size
    ? 'unsatisfiable'
    : { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

/** The bytes of a stream from `start` to `end`; what comes after is not read. */
export function partOf(
  stream: ReadableStream<Uint8Array>,
  { start, end }: ByteRange,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let position = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const from = Math.max(0, start - position);
        const to = Math.min(value.length, end + 1 - position);
        position += value.length;
        if (from < to) controller.enqueue(value.subarray(from, to));
        if (position > end) {
          controller.close();
          return reader.cancel();
        }
        if (from < to) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
