import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, unseal } from '#platform/seal.ts';

const key = randomBytes(32);
const context = 'business-1:instagram';

test.each(['EAAG token', '', 'rahasia ünïcode 🗝', 'x'.repeat(100_000)])(
  'what was sealed opens again',
  (plain) => {
    expect(unseal(key, seal(key, plain, context), context)).toBe(plain);
  },
);

test('the seal names its key and shows nothing of what it holds', () => {
  const sealed = seal(key, 'EAAG-very-secret', context);
  expect(sealed).toMatch(/^k1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
  expect(Buffer.from(sealed.split('.')[3]!, 'base64url').toString('latin1')).not.toContain('EAAG');
});

test('the same secret is never sealed the same way twice', () => {
  const seals = Array.from({ length: 100 }, () => seal(key, 'same', context));
  expect(new Set(seals).size).toBe(100);
  expect(new Set(seals.map((sealed) => sealed.split('.')[1])).size).toBe(100);
});

test('another context, and another key, open nothing', () => {
  const sealed = seal(key, 'token', context);
  expect(() => unseal(key, sealed, 'business-2:instagram')).toThrow();
  expect(() => unseal(key, sealed, '')).toThrow();
  expect(() => unseal(randomBytes(32), sealed, context)).toThrow();
});

test('one changed bit anywhere is refused', () => {
  const [id, ...parts] = seal(key, 'token', context).split('.') as [string, string, string, string];
  for (const at of parts.keys()) {
    const bytes = Buffer.from(parts[at]!, 'base64url');
    bytes[0]! ^= 1;
    const changed = parts.with(at, bytes.toString('base64url'));
    expect(() => unseal(key, [id, ...changed].join('.'), context), `part ${at}`).toThrow();
  }
});

test('a shortened tag is refused: four bytes could be guessed', () => {
  const [id, nonce, tag, body] = seal(key, 'token', context).split('.');
  for (const length of [4, 8, 12, 15]) {
    const short = Buffer.from(tag!, 'base64url').subarray(0, length).toString('base64url');
    expect(() => unseal(key, [id, nonce, short, body].join('.'), context), `${length} bytes`).toThrow();
  }
});

test.each(['', 'token', 'k2.a.b.c', 'k1', 'k1.a.b', 'k1...', 'k1.AAAA.AAAA.AAAA'])(
  '%j is no seal',
  (sealed) => {
    expect(() => unseal(key, sealed, context)).toThrow();
  },
);
