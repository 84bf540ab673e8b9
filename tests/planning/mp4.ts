/** Video files of a few hundred bytes: a true header, and zeros where the frames would be. Written here, box by box. */

export interface Film {
  brand?: string;
  /** In thousandths of a second. */
  duration?: number;
  width?: number;
  height?: number;
  rotation?: 0 | 90 | 180 | 270;
  video?: string;
  /** Sample entry of the sound; null for a silent film. */
  audio?: string | null;
  /** Whether the header comes after the frames, as phones write it. */
  headerLast?: boolean;
  /** Bytes of frames. */
  frames?: number;
  /** Recorded for streaming: the header knows no duration. */
  fragmented?: boolean;
  /** How many frames the table of sizes claims. */
  claimed?: number;
}

export function film(of: Film = {}): Uint8Array<ArrayBuffer> {
  const ftyp = box('ftyp', letters(of.brand ?? 'isom'), u32(512), letters('isom'), letters('mp41'));
  const mdat = box('mdat', Buffer.alloc(of.frames ?? 100));
  const moov = header(of);
  const parts = of.headerLast ? [ftyp, mdat, moov] : [ftyp, moov, mdat];
  return new Uint8Array(Buffer.concat(parts));
}

export function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), letters(type), body]);
}

function header(of: Film): Buffer {
  const { duration = 5_000, width = 1080, height = 1920, rotation = 0 } = of;
  const units = of.fragmented ? 0 : duration;
  const mvhd = box(
    'mvhd',
    ...[u32(0), u32(0), u32(0), u32(1000), u32(units)],
    ...[u32(0x10000), u16(0x100), Buffer.alloc(10), matrix(0), Buffer.alloc(24), u32(3)],
  );
  const audio = of.audio === undefined ? 'mp4a' : of.audio;
  return box(
    'moov',
    mvhd,
    track(
      1,
      'vide',
      units,
      { width, height, rotation },
      visual(of.video ?? 'avc1', width, height),
      of.claimed ?? 0,
    ),
    ...(audio === null
      ? []
      : [track(2, 'soun', units, { width: 0, height: 0, rotation: 0 }, sound(audio), 0)]),
    ...(of.fragmented ? [box('mvex', box('trex', u32(0), u32(1), u32(1), u32(0), u32(0), u32(0)))] : []),
  );
}

function track(
  id: number,
  handler: 'vide' | 'soun',
  units: number,
  shown: { width: number; height: number; rotation: number },
  entry: Buffer,
  claimed: number,
): Buffer {
  const tkhd = box(
    'tkhd',
    ...[u32(7), u32(0), u32(0), u32(id), u32(0), u32(units), Buffer.alloc(8), Buffer.alloc(8)],
    ...[matrix(shown.rotation), u32(shown.width * 65_536), u32(shown.height * 65_536)],
  );
  const mdhd = box('mdhd', u32(0), u32(0), u32(0), u32(1000), u32(units), u16(0x55c4), u16(0));
  const hdlr = box('hdlr', u32(0), u32(0), letters(handler), Buffer.alloc(12), Buffer.from('x\0'));
  const kind = handler === 'vide' ? box('vmhd', u32(1), Buffer.alloc(8)) : box('smhd', u32(0), u32(0));
  const dinf = box('dinf', box('dref', u32(0), u32(1), box('url ', u32(1))));
  const tables = [
    box('stsd', u32(0), u32(1), entry),
    box('stts', u32(0), u32(0)),
    box('stsc', u32(0), u32(0)),
    // One size for all frames: then the table is no longer than this, whatever it claims.
    box('stsz', u32(0), u32(1), u32(claimed)),
    box('stco', u32(0), u32(0)),
  ];
  return box('trak', tkhd, box('mdia', mdhd, hdlr, box('minf', kind, dinf, box('stbl', ...tables))));
}

function visual(type: string, width: number, height: number): Buffer {
  const rest = [u16(width), u16(height), u32(0x480000), u32(0x480000), u32(0), u16(1), Buffer.alloc(32)];
  // Profile, level and no parameter sets: as much as a reader needs to name the codec.
  const avcC = box('avcC', Buffer.from([1, 0x64, 0, 0x1f, 0xff, 0xe0, 0]));
  const config = type.startsWith('avc') ? [avcC] : [];
  return box(type, Buffer.alloc(6), u16(1), Buffer.alloc(16), ...rest, u16(24), u16(0xffff), ...config);
}

function sound(type: string): Buffer {
  const rest = [u16(2), u16(16), u32(0), u32(48_000 * 65_536)];
  return box(type, Buffer.alloc(6), u16(1), Buffer.alloc(8), ...rest);
}

function matrix(rotation: number): Buffer {
  const [a, b] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[rotation] as [number, number];
  const fixed = (value: number) => {
    const buffer = Buffer.alloc(4);
    buffer.writeInt32BE(value * 65_536);
    return buffer;
  };
  return Buffer.concat([
    ...[fixed(a), fixed(b), u32(0)],
    ...[fixed(-b), fixed(a), u32(0)],
    ...[u32(0), u32(0), u32(0x40000000)],
  ]);
}

const letters = (text: string) => Buffer.from(text, 'latin1');
const u16 = (value: number) => Buffer.from([(value >>> 8) & 255, value & 255]);
const u32 = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value >>> 0);
  return buffer;
};
