/** What one thing may cost, in whole rupiah. */
const highestPrice = 1_000_000_000;

const scales: Record<string, number> = {
  rb: 1_000,
  ribu: 1_000,
  k: 1_000,
  jt: 1_000_000,
  juta: 1_000_000,
};

/**
 * Reads a price as people write it: `15000`, `15.000`, `Rp15.000,-`, `15,000.00`, `15 ribu`, `1,5 juta`.
 * @returns whole rupiah, or null when it is not one price
 */
export function readPrice(text: string): number | null {
  const plain = text
    .toLowerCase()
    .replace(/^\s*(rp|idr)\.?/, '')
    .replace(/\s+/g, '')
    .replace(/,-+$|\.-+$|[.,]00$/, '');
  const [, scaled, word = ''] = /^(\d{1,4}(?:[.,]\d{1,2})?)(rb|ribu|k|jt|juta)$/.exec(plain) ?? [];
  const price = scaled
    ? Math.round(Number(scaled.replace(',', '.')) * scales[word]! * 100) / 100
    : /^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$/.test(plain)
      ? Number(plain.replace(/[.,]/g, ''))
      : NaN;
  return Number.isInteger(price) && price >= 1 && price <= highestPrice ? price : null;
}

/** `Rp15.000`: the same in both languages, as it stands on the pack. */
function rupiah(price: number): string {
  return `Rp${new Intl.NumberFormat('id-ID').format(price)}`;
}

/** A price with what one gets for it: `Rp15.000 per bungkus`. */
export function priceText(price: number, unit: string | null): string {
  return unit ? `${rupiah(price)} ${unit}` : rupiah(price);
}

/** As it stands in the form's field. */
export function priceField(price: number | null): string {
  return price === null ? '' : new Intl.NumberFormat('id-ID').format(price);
}
