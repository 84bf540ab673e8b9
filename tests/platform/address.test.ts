import { describe, expect, test } from 'vitest';
import { addressOf } from '#platform/http/address.ts';
import type { Env } from '#platform/env.ts';

const direct = { TRUST_PROXY: false } as Env;
const behindProxy = { TRUST_PROXY: true } as Env;
const from = (clientAddress: string, forwarded: string, env: Env) =>
  addressOf(
    { request: new Request('http://hub.test', { headers: { 'X-Forwarded-For': forwarded } }), clientAddress },
    env,
  );

describe('the address that limits are counted for', () => {
  test('is the connection, whatever the caller writes, unless there is a proxy of ours', () => {
    expect(from('198.51.100.7', '203.0.113.9', direct)).toBe('198.51.100.7');
    expect(from('127.0.0.1', '203.0.113.9, 198.51.100.7', behindProxy)).toBe('198.51.100.7');
    expect(from('127.0.0.1', '', behindProxy)).toBe('127.0.0.1');
  });

  test.each([
    ['203.0.113.9:51234', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2:ffff::]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (written, counted) => {
    expect(from('127.0.0.1', written, behindProxy)).toBe(counted);
    expect(from(written, '', direct)).toBe(counted);
  });
});
