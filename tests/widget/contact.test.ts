import { expect, test } from 'vitest';
import { readContact } from '#widget/feedback/contact.ts';
import { readOrigins } from '#widget/settings/keys.ts';

test.each([
  ['', { email: null, whatsapp: null }],
  ['  ', { email: null, whatsapp: null }],
  ['ani@contoh.id', { email: 'ani@contoh.id', whatsapp: null }],
  ['0812-3456-7890', { email: null, whatsapp: '6281234567890' }],
  ['81234567890', { email: null, whatsapp: '6281234567890' }],
  ['62 812 3456 7890', { email: null, whatsapp: '6281234567890' }],
  ['+62 (812) 3456.7890', { email: null, whatsapp: '6281234567890' }],
  ['+60 12-345 6789', { email: null, whatsapp: '60123456789' }],
])('%j is a way to reach somebody', (typed, reachable) => {
  expect(readContact(typed)).toEqual(reachable);
});

test.each(['besok', 'ani@', '@ani', '0812', '0812 tolong', 'a@b@c.id', '+0812345678', '1'.repeat(20)])(
  '%j is none',
  (typed) => {
    expect(readContact(typed)).toBeNull();
  },
);

test('sites are read as people write them', () => {
  expect(
    readOrigins('toko.test\nhttps://toko.test/halaman, http://127.0.0.1:8080  https://Toko.test'),
  ).toEqual({
    origins: ['https://toko.test', 'http://127.0.0.1:8080'],
  });
  expect(readOrigins('')).toEqual({ origins: [] });
});

test.each(['toko saya!', 'javascript:alert(1)', 'https://', 'https://a b', 'ftp://toko.test'])(
  '%j is no site',
  (typed) => {
    expect(readOrigins(typed)).toHaveProperty('wrong');
  },
);
