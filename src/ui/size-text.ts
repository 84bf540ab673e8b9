/** How large something is, as people say it: `812 kB`, `3,4 MB`, `2 GB`. Runs in the browser too. */
export function sizeText(bytes: number, lang: string): string {
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  const number = new Intl.NumberFormat(lang === 'en' ? 'en-GB' : 'id-ID', { maximumFractionDigits: digits });
  return `${number.format(unit === 0 ? Math.max(1, Math.round(value)) : value)} ${units[unit]}`;
}
