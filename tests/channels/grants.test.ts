/** A `signed_request` is believed when one of our secrets signed it, and never otherwise. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSignedRequest } from '#channels/connections/grants.ts';

const secret = 'rahasia aplikasi contoh';
const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
const signed = (encoded: string, by = secret) =>
  `${createHmac('sha256', by).update(encoded).digest('base64url')}.${encoded}`;
const payload = { user_id: '10223344556677', algorithm: 'HMAC-SHA256', issued_at: 1_790_000_000 };

test('whoever one of our secrets signed for is read', () => {
  expect(readSignedRequest(signed(encode(payload)), ['lain', secret])).toBe('10223344556677');
  expect(readSignedRequest(signed(encode({ ...payload, expires: 1 })), [secret])).toBe('10223344556677');
});

test('another secret, another algorithm, another payload, no secret: nobody', () => {
  const good = signed(encode(payload));
  expect(readSignedRequest(good, ['lain'])).toBeNull();
  expect(readSignedRequest(good, [])).toBeNull();
  expect(readSignedRequest(signed(encode(payload), ''), [''])).toBeNull();
  expect(readSignedRequest(signed(encode({ ...payload, algorithm: 'none' })), [secret])).toBeNull();
  const [signature] = good.split('.');
  expect(readSignedRequest(`${signature}.${encode({ ...payload, user_id: '1' })}`, [secret])).toBeNull();
  expect(readSignedRequest(`${good}.more`, [secret])).toBeNull();
  expect(readSignedRequest(signed(encode({ user_id: 7 })), [secret])).toBeNull();
});

test('no text at all throws, or is believed', () => {
  const shapes = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.base64String(), fc.base64String()).map((parts) => parts.join('.')),
    fc.json().map((json) => signed(Buffer.from(json).toString('base64url'), 'lain')),
  );
  fc.assert(fc.property(shapes, (text) => readSignedRequest(text, [secret]) === null));
  fc.assert(
    fc.property(fc.json(), (json) => {
      readSignedRequest(signed(Buffer.from(json).toString('base64url')), [secret]);
    }),
  );
});
