import { expect, test } from 'vitest';
import { emptyNumberForm, mistakesOf, parseNumber } from '#channels/connections/numbers/form.ts';
import { whatsappWords } from '#channels/words/whatsapp.ts';
import type { Network } from '#channels/schema.ts';

const t = whatsappWords.id.error;
const whole = { numberId: '106540352242922', wabaId: '102290129340398', token: `EAA${'x'.repeat(60)}` };

function parse(given: Record<string, string>, networks: Network[] = ['sandbox']) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...whole, ...given })) data.set(name, value);
  return parseNumber(data, networks, 'id');
}

test('what is whole is an entry, without the spaces that come with copying', () => {
  const spaced = { numberId: ' 1065 4035 2242 922\u200e', token: `${whole.token}\n` };
  expect(parse(spaced).entry).toEqual({ network: 'sandbox', ...whole });
});

test.each([
  [{ numberId: '' }, { numberId: t.empty }],
  [{ numberId: '0812-3456-7890' }, { numberId: t.phone }],
  [{ numberId: '+62 800-0000-101' }, { numberId: t.phone }],
  [{ numberId: '6281234567890' }, { numberId: t.phone }],
  [{ numberId: 'abc' }, { numberId: t.digits }],
  [{ wabaId: '12x34567' }, { wabaId: t.digits }],
  [{ wabaId: whole.numberId }, { wabaId: t.same }],
  [{ token: '' }, { token: t.empty }],
  [{ token: 'EAA kurang' }, { token: t.token }],
  [{ network: 'meta' }, { network: t.network }],
])('%j is a mistake at its field, and the rest stays', (given, mistakes) => {
  const read = parse(given);
  expect(read.mistakes).toEqual(mistakes);
  expect(read.entry).toBeNull();
  expect(Object.values(read.form).filter(Boolean).length).toBeGreaterThanOrEqual(3);
});

test('with two networks one must be chosen among them', () => {
  expect(parse({ network: 'meta' }, ['meta', 'sandbox']).entry?.network).toBe('meta');
  expect(emptyNumberForm(['meta', 'sandbox']).network).toBe('meta');
});

test.each([
  ['token', 'token_dead', { token: t.tokenDead }],
  ['token', 'permission_missing', { token: t.permission }],
  ['token', 'bad_request', { token: t.tokenOther }],
  ['waba', 'not_found', { wabaId: t.waba }],
  ['number', 'not_found', { numberId: t.number }],
  ['number', 'held_by_another', { numberId: t.held }],
  ['subscription', 'bad_request', { wabaId: t.subscribe }],
] as const)('a refusal of %s for %s is told at its field', (entry, reason, mistakes) => {
  expect(mistakesOf({ entry, reason }, 'id')).toEqual(mistakes);
});

test('trouble of the network is nobody’s mistake', () => {
  const { form, ...fields } = mistakesOf({ entry: null, reason: 'unreachable' }, 'id');
  expect(form).toMatch(/^Belum tersambung. Jaringan tidak terjangkau/);
  expect(fields).toEqual({});
});
