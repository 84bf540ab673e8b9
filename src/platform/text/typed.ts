/**
 * Text as somebody typed it, fit to be kept: with one kind of line break, without what no eye can see and what turns other
 * text around, and with a sign where half a character came.
 */
export function typed(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, (sign) =>
      sign === '\n' || sign === '\t' ? sign : '',
    )
    .trim();
}
