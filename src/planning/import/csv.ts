/** A plan's file as it came: bytes to rows, with the line each began on. Knows nothing of posts. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Lang } from '#platform/text/i18n.ts';
import { keysOf } from '#platform/text/table.ts';
import { columnNamed } from './columns.ts';
import { importWords, type ImportColumn } from './words.ts';
import { importPageWords } from './page-words.ts';

const mostRows = 500;
const mostBytes = 1024 * 1024;

export interface PlanRow {
  /** The line of the file it begins on; the header is on line 1. */
  line: number;
  cells: Partial<Record<ImportColumn, string>>;
}

export type PlanFile = { ok: true; rows: PlanRow[] } | { ok: false; mistakes: string[] };

const required: ImportColumn[] = ['date', 'time', 'channels', 'kind', 'caption'];

/** The text of a file; a sentence when its bytes are no UTF-8 text. */
export function textOf(bytes: Uint8Array, lang: Lang): { text: string } | { mistake: string } {
  const t = importWords[lang].document;
  if (bytes.length > mostBytes) return { mistake: t.tooLarge };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { mistake: t.workbook };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { mistake: t.encoding } : { text };
  } catch {
    return { mistake: t.encoding };
  }
}

/** Rows by the names of their columns. Empty rows, and notes that begin with `#`, are passed over. */
export function readPlan(text: string, lang: Lang): PlanFile {
  const t = importWords[lang].document;
  const fail = (...mistakes: string[]): PlanFile => ({ ok: false, mistakes });
  if (!text.replace('\ufeff', '').trim()) return fail(t.empty);
  if (Buffer.byteLength(text) > mostBytes) return fail(t.tooLarge);
  let records: { record: string[]; line: number }[];
  try {
    records = recordsOf(text);
  } catch (error) {
    if (error instanceof CsvError) return fail(t.quotes(Number(error.lines)));
    throw error;
  }
  const [header, ...rest] = records;
  const columns = header!.record.map(columnNamed);
  if (columns.every((column) => column === null)) return fail(t.noHeader);
  const wrong = headerMistakes(header!.record, columns, lang);
  if (wrong.length > 0) return fail(...wrong);
  const rows = rest.filter(({ record }) => record.some((cell) => cell.trim()) && !record[0]!.startsWith('#'));
  if (rows.length === 0) return fail(t.noRows);
  if (rows.length > mostRows) return fail(t.tooMany(rows.length));
  const wide = rows.filter(({ record }) => record.slice(columns.length).some((cell) => cell.trim()));
  if (wide.length > 0) return fail(...wide.map(({ line }) => importWords[lang].row(line, t.cells)));
  return { ok: true, rows: rows.map(({ record, line }) => ({ line, cells: cellsOf(record, columns) })) };
}

function recordsOf(text: string): { record: string[]; line: number }[] {
  // The parser counts a line for each of CR and LF within quotes.
  const found = parse(text.replaceAll(/\r\n?/g, '\n'), {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  // The parser tells the line a record ends on.
  return found.map(({ record, info }) => ({ record, line: info.lines - newlines(record) }));
}

/** The separator whose header names the most columns: Excel writes `;` where the comma is the decimal sign. */
function delimiterOf(text: string): string {
  const [first = ''] = text
    .replace('\ufeff', '')
    .trimStart()
    .split(/\r\n|\n|\r/, 1);
  const named = (by: string) =>
    first.split(by).filter((name) => columnNamed(name.replaceAll('"', ''))).length;
  return [';', ',', '\t'].reduce((best, by) => (named(by) > named(best) ? by : best));
}

function newlines(record: string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function headerMistakes(names: string[], columns: (ImportColumn | null)[], lang: Lang): string[] {
  const t = importWords[lang];
  const found = names.flatMap((name, index) => {
    const column = columns[index] ?? null;
    if (!column) return name.trim() ? [t.document.unknownColumn(name)] : [];
    return columns.indexOf(column) < index ? [t.document.twiceColumn(t.names[column])] : [];
  });
  const missing = required.filter((column) => !columns.includes(column));
  return [...found, ...missing.map((column) => t.document.missingColumn(t.names[column]))];
}

function cellsOf(record: string[], columns: (ImportColumn | null)[]): PlanRow['cells'] {
  return Object.fromEntries(
    columns.flatMap((column, index) =>
      column ? [[column, (record[index] ?? '').replaceAll(/\r\n?/g, '\n').trim()]] : [],
    ),
  );
}

/** The template to fill in: header, notes that show how; with the mark that makes Excel read UTF-8. */
export function planTemplate(lang: Lang, delimiter: ';' | ','): string {
  const { names } = importWords[lang];
  const { meanings } = importPageWords[lang];
  const columns = keysOf(names);
  const notes = columns.map((column, index) => (index === 0 ? '# ' : '') + meanings[column]);
  const lines = [columns.map((column) => names[column]), notes];
  return `\ufeff${lines.map((line) => line.map((cell) => quoted(cell, delimiter)).join(delimiter)).join('\r\n')}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
