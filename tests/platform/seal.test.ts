import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isFreshlySealed, seal, unseal, UnreadableSeal, type KeyRing } from '#platform/seal.ts';

const ring = (id = 'k0123abcd'): KeyRing => [{ id, key: randomBytes(32) }];
const key = ring();
const context = 'business-1:instagram';

test.each(['EAAG token', '', 'rahasia ünïcode 🗝', 'x'.repeat(100_000)])(
  'what was sealed opens again',
  (plain) => {
    expect(unseal(key, seal(key, plain, context), context)).toBe(plain);
  },
);

test('the seal names its key and shows nothing of what it holds', () => {
  const sealed = seal(key, 'EAAG-very-secret', context);
  expect(sealed).toMatch(/^k0123abcd\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
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
  expect(() => unseal(ring(), sealed, context)).toThrow();
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

test('a key that was replaced opens what it sealed, and the new one seals', () => {
  const [newest] = ring('knewkey01');
  const both: KeyRing = [newest, key[0]];
  const old = seal(key, 'token', context);
  expect(unseal(both, old, context)).toBe('token');
  expect([isFreshlySealed(both, old), isFreshlySealed(both, seal(both, 'token', context))]).toEqual([
    false,
    true,
  ]);
  expect(() => unseal([newest], old, context)).toThrow(UnreadableSeal);
});

test('what was sealed before keys had names is opened by whichever key fits', () => {
  const nameless: KeyRing = [{ ...key[0], id: 'k1' }];
  const old = seal(nameless, 'token', context);
  expect(unseal([...ring('knewkey01'), key[0]] as unknown as KeyRing, old, context)).toBe('token');
  expect(() => unseal(ring(), old, context)).toThrow(UnreadableSeal);
});
