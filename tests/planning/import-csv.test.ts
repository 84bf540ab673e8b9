import { describe, expect, test } from 'vitest';
import { dayIn, timeIn } from '#planning/import/columns.ts';
import { planTemplate, readPlan, textOf } from '#planning/import/csv.ts';

const header = 'Tanggal;Jam;Kanal;Jenis;Tulisan';
const rowsOf = (text: string) => {
  const file = readPlan(text, 'id');
  if (!file.ok) throw new Error(file.mistakes.join(' '));
  return file.rows;
};
const mistakesOf = (text: string) => {
  const file = readPlan(text, 'id');
  return file.ok ? [] : file.mistakes;
};

describe('a file is read', () => {
  const wanted = { date: '1/12/2026', time: '09:00', channels: 'facebook', kind: 'teks', caption: 'Halo' };

  test.each([
    ['with semicolons', `${header}\n1/12/2026;09:00;facebook;teks;Halo\n`],
    ['with commas', `${header.replaceAll(';', ',')}\n1/12/2026,09:00,facebook,teks,Halo`],
    ['with tabs', `${header}\n1/12/2026;09:00;facebook;teks;Halo`.replaceAll(';', '\t')],
    ['with CRLF and a byte order mark', `\ufeff${header}\r\n1/12/2026;09:00;facebook;teks;Halo\r\n`],
    ['with English names in capitals', 'DATE,Time,Channels,Kind,Caption\n1/12/2026,09:00,facebook,teks,Halo'],
    ['with empty rows and notes', `${header}\n# catatan;;;;\n;;;;\n\n1/12/2026;09:00;facebook;teks;Halo`],
  ])('%s', (_, text) => {
    expect(rowsOf(text).map(({ cells }) => cells)).toEqual([wanted]);
  });

  test('quotes keep separators, quotation marks and new lines; lines are those of the file', () => {
    const text = `${header}\r\n1/12/2026;09:00;a|b;teks;"Satu; ""dua"",\r\ntiga"\r\n2/12/2026;10:00;a;teks;Biasa\r\n`;
    expect(rowsOf(text)).toEqual([
      {
        line: 2,
        cells: {
          date: '1/12/2026',
          time: '09:00',
          channels: 'a|b',
          kind: 'teks',
          caption: 'Satu; "dua",\ntiga',
        },
      },
      { line: 4, cells: expect.objectContaining({ caption: 'Biasa' }) as unknown },
    ]);
  });

  test('a comma in the words of a semicolon file is no separator', () => {
    expect(rowsOf(`${header}\n1/12/2026;09:00;facebook;teks;Satu, dua, tiga`)[0]!.cells.caption).toBe(
      'Satu, dua, tiga',
    );
  });

  test('500 rows are read and 501 are not', () => {
    const rows = (n: number) => `${header}\n${'1/12/2026;09:00;facebook;teks;Halo\n'.repeat(n)}`;
    expect(rowsOf(rows(500))).toHaveLength(500);
    expect(mistakesOf(rows(501))).toEqual(['Ada 501 baris. Paling banyak 500 sekali impor.']);
  });
});

describe('a file is refused with a sentence:', () => {
  test.each([
    ['nothing in it', '\ufeff  \n', /kosong/],
    ['no header', '1;2;3', /nama kolom/],
    ['only a header', header, /Tidak ada baris/],
    ['an unknown column', `${header};Cuaca\n1;2;3;4;5;6`, /"Cuaca" tidak dikenal/],
    ['a column twice', `${header};Jam\n1;2;3;4;5;6`, /Jam ada dua kali/],
    ['an open quotation mark', `${header}\n1;2;3;4;"lima`, /Baris \d+: tanda kutip/],
    ['more cells than columns', `${header}\n1;2;3;4;5;6`, /^Baris 2: jumlah kolom/],
    ['too large', `${header}\n1;2;3;4;${'a'.repeat(1024 * 1024)}`, /1 MB/],
  ])('%s', (_, text, says) => {
    expect(mistakesOf(text)).toEqual([expect.stringMatching(says)]);
  });

  test('missing columns, each', () => {
    expect(mistakesOf('Tanggal;Kanal\n1;2')).toEqual([
      'Kolom Jam tidak ada.',
      'Kolom Jenis tidak ada.',
      'Kolom Tulisan tidak ada.',
    ]);
  });
});

describe('bytes', () => {
  test.each([
    ['Latin letters of another encoding', Buffer.from('caf\xe9', 'latin1'), /UTF-8/],
    ['UTF-16', Buffer.from('\ufeffTanggal', 'utf16le'), /UTF-8/],
    ['an Excel workbook', Buffer.from('PK\x03\x04'), /berkas Excel/],
    ['more than a megabyte', Buffer.alloc(1024 * 1024 + 1, 'a'), /1 MB/],
  ])('%s are refused with a sentence', (_, bytes, says) => {
    expect(textOf(bytes, 'id')).toEqual({ mistake: expect.stringMatching(says) as unknown });
  });

  test('UTF-8 is read', () => {
    expect(textOf(Buffer.from('é'), 'id')).toEqual({ text: 'é' });
  });
});

test.each([
  ['2026-12-01', '2026-12-01'],
  ['2026-2-3', '2026-02-03'],
  ['1/12/2026', '2026-12-01'],
  ['01-12-26', '2026-12-01'],
  ['31.1.2027', '2027-01-31'],
  ['31/02/2026', null],
  ['2026-13-01', null],
  ['Selasa', null],
  ['12/31/2026', null],
])('the day %s is %s', (cell, day) => {
  expect(dayIn(cell)).toBe(day);
});

test.each([
  ['09:00', '09:00'],
  ['9.30', '09:30'],
  ['9', '09:00'],
  ['23:59:00', '23:59'],
  ['24:00', null],
  ['9:60', null],
  ['pagi', null],
])('the time %s is %s', (cell, time) => {
  expect(timeIn(cell)).toBe(time);
});

test.each(['id', 'en'] as const)('the template (%s) is inert, and is read by the importer', (lang) => {
  for (const delimiter of [';', ','] as const) {
    const template = planTemplate(lang, delimiter);
    expect(template.startsWith('\ufeff')).toBe(true);
    for (const cell of template.slice(1).split(new RegExp(`[\r\n"${delimiter}]+`)))
      expect(cell).not.toMatch(/^[=+\-@\t]/);
    const row = ['1/12/2026', '09:00', 'facebook', 'teks', 'Halo'].join(delimiter);
    expect(readPlan(template, lang).ok).toBe(false);
    expect(readPlan(template + row, lang)).toMatchObject({ ok: true, rows: [{ line: 3 }] });
  }
});
