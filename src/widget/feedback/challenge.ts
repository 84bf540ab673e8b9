/**
 * A proof of work, asked for only while a key (or a hosted form) is under attack. What is asked is ALTCHA's challenge
 * (v2, one SHA-256 a try): signed, bound to the door it was made for, good for an hour, and used up by the first who
 * brings it. The element solves it; the program that attacks has to do the same for each message.
 */
import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { isFirst, isPressed, press, type Pressure } from '#platform/http/rate-limit.ts';
import type { Challenge } from '../schema.ts';

/** By which door something comes in. */
export type Door = { key: string; slug?: never } | { slug: string; key?: never };

/**
 * More than thirty tries at once, or three a minute for long, is no day of a small shop, and a quarter of what a key
 * takes at all: those who solve find three quarters left. Ten minutes after the last try it is calm again.
 */
const attack: Pressure = { calm: 30, most: 60, seconds: 600 };

/** 125,000 tries on average: a fifth of a second on a desk, one or two on a cheap phone. */
const mostTries = 250_000;

const lifeSeconds = 3_600;

/** Nobody writes a message and its consent faster; see `hasWaited`. */
export const waitSeconds = 20;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const signed = z.strictObject({
  parameters: z.strictObject({
    algorithm: z.literal('SHA-256'),
    cost: z.literal(1),
    data: z.strictObject({ door: z.string().max(100), at: z.number() }),
    expiresAt: z.number(),
    keyLength: z.literal(32),
    keyPrefix: hex(16),
    nonce: hex(16),
    salt: hex(16),
  }),
  signature: hex(32),
});
const payload = z.object({
  challenge: signed,
  solution: z.object({ counter: z.number(), derivedKey: hex(32) }),
});

export function isUnderAttack(backend: Backend, door: Door): Promise<boolean> {
  return isPressed(backend, pressureOn(door), attack);
}

/** Counts a try that brought no proof; whether one is needed. */
export function needsProof(backend: Backend, door: Door): Promise<boolean> {
  return press(backend, pressureOn(door), attack);
}

export async function freshChallenge({ keys }: Backend, door: Door, now = Date.now()): Promise<Challenge> {
  const at = Math.floor(now / 1000);
  const made = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    counter: randomInt(mostTries),
    data: { door: nameOf(door), at },
    deriveKey,
    expiresAt: at + lifeSeconds,
    hmacSignatureSecret: secretOf(keys),
  });
  return signed.parse(made);
}

/** Whether a proof (ALTCHA's payload) solves a challenge of this door; the same one does it once. */
export async function isSolved(backend: Backend, door: Door, proof: string): Promise<boolean> {
  const given = payload.safeParse(decoded(proof));
  if (!given.success) return false;
  const { challenge, solution } = given.data;
  const { verified } = await verify(backend, challenge, solution);
  return verified && isHere(challenge, door) && isFirst(backend, `tantangan:${challenge.signature}`);
}

/**
 * Whether a challenge of this door has only been waited with, `waitSeconds` or longer: what somebody without script can
 * do. It is used up as well.
 */
export async function hasWaited(
  backend: Backend,
  door: Door,
  ticket: string,
  now = Date.now(),
): Promise<boolean> {
  const given = signed.safeParse(decoded(ticket));
  if (!given.success) return false;
  const { parameters, signature } = given.data;
  const { expired, invalidSignature } = await verify(backend, given.data, { counter: 0, derivedKey: '00' });
  const isOurs = !expired && invalidSignature === false;
  const isOldEnough = parameters.data.at + waitSeconds <= now / 1000;
  return isOurs && isOldEnough && isHere(given.data, door) && isFirst(backend, `tantangan:${signature}`);
}

/** As it stands in a form. */
export function ticketOf(challenge: Challenge): string {
  return btoa(JSON.stringify(challenge));
}

function verify({ keys }: Backend, challenge: Challenge, solution: { counter: number; derivedKey: string }) {
  return verifySolution({
    challenge,
    solution: { ...solution, time: 0 },
    deriveKey,
    hmacSignatureSecret: secretOf(keys),
  });
}

function isHere({ parameters }: Challenge, door: Door): boolean {
  return parameters.data.door === nameOf(door);
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(atob(text));
  } catch {
    return null;
  }
}

const nameOf = ({ key, slug }: Door) => key ?? `/f/${slug}`;
const pressureOn = (door: Door) => `masukan-tekanan:${nameOf(door)}`;
const secretOf = (keys: Backend['keys']) => keys.derive('widget-challenge', 32).toString('base64url');
