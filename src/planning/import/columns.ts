/** How people write the columns of a plan and what stands in them, in Indonesian and in English. */
import { entriesOf } from '#platform/text/table.ts';
import type { GoalFigure, MessageType } from '../schema.ts';
import { importColumns, importWords, type ImportColumn } from './words.ts';

const otherNames: Partial<Record<ImportColumn, string[]>> = {
  time: ['waktu', 'pukul', 'hour'],
  channels: ['channel', 'akun'],
  kind: ['jenis isi', 'media type'],
  caption: ['teks', 'isi'],
  link: ['alamat tautan', 'url'],
  picture: ['gambar', 'photo', 'image'],
  altText: ['teks alternatif', 'alt'],
  figure: ['ukuran', 'angka', 'measure'],
  value: ['nilai', 'target'],
  pillar: ['pilar', 'theme'],
};

/** The column a header names, whatever its case and spaces; null when it is none. */
export function columnNamed(header: string): ImportColumn | null {
  return byName.get(plain(header)) ?? null;
}

export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ');
}

const byName = new Map<string, ImportColumn>(
  importColumns.flatMap((column) =>
    [column, importWords.id.names[column], importWords.en.names[column], ...(otherNames[column] ?? [])].map(
      (name): [string, ImportColumn] => [plain(name), column],
    ),
  ),
);

export const kindNamed = finder<'text' | 'link' | 'photo'>({
  text: ['teks', 'text', 'tulisan'],
  link: ['tautan', 'link'],
  photo: ['foto', 'photo', 'gambar'],
});

export const figureNamed = finder<GoalFigure>({
  reach: ['jangkauan', 'reach', 'orang yang melihat', 'people who saw it', 'dilihat'],
  likes: ['suka', 'likes', 'like'],
  comments: ['komentar', 'comments', 'comment'],
  shares: ['dibagikan', 'shares', 'share', 'bagikan'],
  saves: ['disimpan', 'saves', 'save', 'simpan'],
  interactions: ['tanggapan', 'interactions', 'semua tanggapan', 'all reactions', 'interaksi'],
});

export const messageTypeNamed = finder<MessageType>({
  conversational: ['percakapan', 'conversational'],
  promotional: ['promosi', 'promotional'],
});

export const statusNamed = finder<'draft' | 'schedule'>({
  draft: ['draf', 'draft', ''],
  schedule: ['jadwalkan', 'dijadwalkan', 'schedule', 'scheduled'],
});

/** `2026-12-01`, also from `01/12/2026`, `1-12-26` and `1.12.2026` (day first); null when it is no day. */
export function dayIn(cell: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(cell);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(cell);
  const [year, month, day] = iso ? iso.slice(1) : local ? [local[3]!, local[2]!, local[1]!] : [];
  if (!year || !month || !day) return null;
  const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

/** `09:00`, also from `9.00`, `9:00:00` and `9`; null when it is no time of day. */
export function timeIn(cell: string): string | null {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?(?:[:.]00)?$/.exec(cell) ?? [];
  if (!hour || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}

function finder<T extends string>(names: Record<T, string[]>): (cell: string) => T | null {
  const found = new Map<string, T>(
    entriesOf(names).flatMap(([value, all]) => all.map((name): [string, T] => [name, value])),
  );
  return (cell) => found.get(plain(cell)) ?? null;
}
