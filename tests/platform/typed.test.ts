import { expect, test } from 'vitest';
import { typed } from '#platform/text/typed.ts';

test.each([
  ['  baris satu\r\nbaris dua\t ', 'baris satu\nbaris dua'],
  ['Se\u202Enang\u0000 \u2066sekali\u2069\uFEFF', 'Senang sekali'],
  ['\u001B[31mmerah\u0085', '[31mmerah'],
  ['separuh \uD83D emoji', 'separuh \uFFFD emoji'],
  ['👩‍👩‍👧‍👦 مرحبا', '👩‍👩‍👧‍👦 مرحبا'],
  ['<script>"\'&', '<script>"\'&'],
])('%j is kept as %j', (written, kept) => {
  expect(typed(written)).toBe(kept);
});
