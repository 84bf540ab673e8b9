import { createFile, MP4BoxBuffer, type Movie } from 'mp4box';
import { describe, expect, test } from 'vitest';
import { readVideoHeader } from '#media/videos/header.ts';
import { box, film, type Film } from './mp4.ts';

const read = (bytes: BlobPart) => readVideoHeader(new Blob([bytes]));

describe('what a header says', () => {
  test('type, duration, size, codecs', async () => {
    expect(await read(film())).toEqual({
      mime: 'video/mp4',
      durationMs: 5000,
      width: 1080,
      height: 1920,
      rotation: 0,
      video: 'avc1',
      audio: 'mp4a',
    });
  });

  test('a film held upright is told lying down, and turned', async () => {
    const lying = { width: 1920, height: 1080 };
    expect(await read(film({ ...lying, rotation: 90 }))).toMatchObject({
      width: 1080,
      height: 1920,
      rotation: 90,
    });
    expect(await read(film({ ...lying, rotation: 270 }))).toMatchObject({
      width: 1080,
      height: 1920,
      rotation: 270,
    });
    expect(await read(film({ ...lying, rotation: 180 }))).toMatchObject({ ...lying, rotation: 180 });
  });

  test('a silent QuickTime film in HEVC with its header last', async () => {
    const quick = film({ brand: 'qt  ', video: 'hvc1', audio: null, headerLast: true });
    expect(await read(quick)).toMatchObject({ mime: 'video/quicktime', video: 'hvc1', audio: null });
  });

  const films: Film[] = [
    {},
    { width: 1920, height: 1080 },
    { duration: 900_000, headerLast: true },
    { audio: null },
  ];
  test.each(films)('another reader (mp4box) says the same of %j', async (of) => {
    const bytes = film(of);
    const file = createFile();
    const told = await new Promise<Movie>((done) => {
      file.onReady = done;
      file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(bytes.buffer, 0));
      file.flush();
    });
    const [track] = told.videoTracks;
    const ours = await read(bytes);
    expect(ours).toMatchObject({
      durationMs: (told.duration / told.timescale) * 1000,
      width: track!.track_width,
      height: track!.track_height,
      video: track!.codec.slice(0, 4),
      audio: told.audioTracks[0]?.codec.slice(0, 4) ?? null,
    });
  });
});

describe('what is no film', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('ini bukan video sama sekali')],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1])],
    ['boxes that do not begin with their type', Buffer.concat([box('moov'), Buffer.from(film())])],
    ['a film without pictures', Buffer.from(film({ width: 0 }))],
    ['a film without duration', Buffer.from(film({ duration: 0 }))],
  ])('%s', async (_, bytes) => {
    expect(await read(new Uint8Array(bytes))).toBe('not_a_video');
  });

  test('one that was cut off, wherever it was cut', async () => {
    const whole = film({ frames: 400 });
    for (let length = 40; length < whole.length; length += 7)
      expect(await read(whole.slice(0, length)), `${length} bytes`).toBe('incomplete');
  });

  test('one recorded for streaming', async () => {
    expect(await read(film({ fragmented: true }))).toBe('fragmented');
  });
});

describe('a hostile header', () => {
  test('that claims four billion frames is read like any other', async () => {
    expect(await read(film({ claimed: 0xffff_ffff }))).toMatchObject({ durationMs: 5000 });
  });

  test('with any byte changed gives an answer, never an error', async () => {
    const whole = film();
    for (let at = 0; at < whole.length; at += 1) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = whole.slice();
        changed[at] = value;
        const answer = await read(changed);
        expect(typeof answer === 'string' || answer.durationMs > 0).toBe(true);
      }
    }
  });

  test('of a gigabyte is not read', async () => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(17 * 1024 * 1024);
    const large = Buffer.concat([Buffer.from(film().slice(0, 24)), size, Buffer.from('moov')]);
    const padded = new Blob([large, new Uint8Array(17 * 1024 * 1024 - 8)]);
    expect(await readVideoHeader(padded)).toBe('not_a_video');
  });
});
