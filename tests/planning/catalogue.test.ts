import { wallDay } from '#platform/text/clock.ts';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { catalogueSummary, qrPath, whatsappShare, type ShownProduct } from '#catalogue/page/index.ts';
import { markState, priceField, priceText, readPrice } from '#catalogue/products/index.ts';

describe('a price', () => {
  test.each([
    ['15000', 15_000],
    ['15.000', 15_000],
    ['15,000', 15_000],
    ['Rp15.000,-', 15_000],
    ['Rp 15.000,00', 15_000],
    ['rp. 1.250.000', 1_250_000],
    ['IDR 7500', 7_500],
    ['15rb', 15_000],
    ['15 ribu', 15_000],
    ['12,5 ribu', 12_500],
    ['7k', 7_000],
    ['1,5 juta', 1_500_000],
    ['2 jt', 2_000_000],
    ['500', 500],
  ])('%s is %d rupiah', (text, price) => expect(readPrice(text)).toBe(price));

  test.each([
    '',
    'mahal',
    '0',
    '-5000',
    '15.00.0',
    '1.5000',
    '15.000 - 20.000',
    '15.000/kg',
    '1e6',
    '15.000.000.000',
    '2,5',
    '0,0001 juta',
    '12.500,75',
  ])('%j is none', (text) => expect(readPrice(text)).toBeNull());

  test('what the form shows is read back as it was', () => {
    for (const price of [1, 999, 1_000, 15_000, 999_999, 1_000_000, 123_456_789, 1_000_000_000]) {
      expect(readPrice(priceField(price))).toBe(price);
      expect(readPrice(priceText(price, null))).toBe(price);
    }
    expect(priceText(30_000, 'per 250 gram')).toBe('Rp30.000 per 250 gram');
  });
});

describe('a quality mark', () => {
  test.each([
    [null, 'valid', null],
    ['2026-05-01', 'valid', 61],
    ['2026-04-30', 'expiring', 60],
    ['2026-03-01', 'expiring', 0],
    ['2026-02-28', 'expired', -1],
  ] as const)('that ends on %s is %s on the first of March', (expires_on, state, days) =>
    expect(markState({ expires_on }, '2026-03-01')).toEqual({ state, days }),
  );

  test('its day is the day where the business is', () => {
    const late = new Date('2026-02-28T16:30:00Z');
    expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'].map((zone) => wallDay(zone, late))).toEqual([
      '2026-02-28',
      '2026-03-01',
      '2026-03-01',
    ]);
  });
});

test.each(['https://tanggap.test/k/dapur-serang', `https://tanggap.test/k/${'panjang-'.repeat(5)}x`])(
  'the QR code is read as %s',
  async (address) => {
    const { path, size } = qrPath(address);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`;
    const { data, info } = await sharp(Buffer.from(svg))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const read = jsqr(new Uint8ClampedArray(data), info.width, info.height);
    expect(read?.data).toBe(address);
  },
);

test('the WhatsApp link carries words and address whole', () => {
  const link = new URL(whatsappShare('Katalog "A & B" #1', 'https://tanggap.test/k/a-b'));
  expect(link.origin).toBe('https://wa.me');
  expect(link.searchParams.get('text')).toBe('Katalog "A & B" #1\nhttps://tanggap.test/k/a-b');
});

test('the summary of a shared link names the first products with their prices', () => {
  const product = (name: string, price: number | null) =>
    ({ name, price, price_unit: price === null ? null : 'per ekor' }) as ShownProduct;
  expect(catalogueSummary([product('Sate', 45_000), product('Rabeg', null)])).toBe(
    'Sate Rp45.000 per ekor · Rabeg',
  );
  const many = Array.from({ length: 6 }, (_, index) => product(`P${index}`, null));
  expect(catalogueSummary(many)).toBe('P0 · P1 · P2 · P3 …');
});
