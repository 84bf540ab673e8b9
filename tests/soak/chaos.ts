/** Posts and answers, one after another, through one or two kills and a stumbling network: each exactly once. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, answerEnd, ask } from '../chaos/answers.ts';
import { plan, postEnd } from '../chaos/posts.ts';
import type { Kind, Stage } from '../chaos/stage.ts';
import type { Random } from '../chaos/flood.ts';
import type { Soak } from './main.ts';

const faults = ['accept_then_500', 'accept_then_drop', 'drop_before', 'delay'] as const;
/** A network that dropped the call is believed after half a minute, and each doubt costs a quarter. */
const patienceMs = 150_000;

export async function soakChaos({ stage, random, minutes, say }: Soak): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  let kills = 0;
  for (let round = 1; Date.now() < until; round += 1) {
    const kind: Kind = random() < 0.5 ? 'instagram' : 'facebook';
    const isAnswer = random() < 0.4;
    const op = isAnswer ? 'comment.reply' : kind === 'instagram' ? 'ig.publish' : 'fb.photo';
    const fault = random() < 0.5 ? one(random, faults) : null;
    if (fault) stage.sandbox.fault({ kind: fault, op, ms: 800 });
    say(`${round}: ${isAnswer ? 'answer' : 'post'} on ${kind}, ${fault ?? 'no fault'}`);
    kills += isAnswer ? await answerOnce(stage, kind, random, say) : await postOnce(stage, kind, random, say);
    stage.sandbox.clearFaults();
  }
  say(`${kills} kills, nothing twice, nothing lost`);
}

async function postOnce(stage: Stage, kind: Kind, random: Random, say: Soak['say']): Promise<number> {
  const target = await plan(stage, kind, `Unggahan contoh ${randomUUID()}`);
  const kills = await killSome(stage, random);
  const end = await postEnd(stage, target, patienceMs);
  say(`   ${kills} kills, ${end.state}, ${end.attempts.join(' ')}`);
  assert.equal(end.state, 'published');
  assert.deepEqual(end.posts, [end.remoteId]);
  return kills;
}

async function answerOnce(stage: Stage, kind: Kind, random: Random, say: Soak['say']): Promise<number> {
  const asked = await ask(stage, kind);
  const message = await answer(stage, asked);
  const kills = await killSome(stage, random);
  const end = await answerEnd(stage, asked, message, patienceMs);
  say(`   ${kills} kills, ${end.state}, ${end.sends.join(' ')}`);
  assert.equal(end.state, 'sent');
  assert.deepEqual(end.replies, [end.remoteId]);
  assert.equal(end.rows, 1);
  return kills;
}

/** Once, and in a third of the cases again while what was left is put in order. */
async function killSome(stage: Stage, random: Random): Promise<number> {
  const kills = random() < 0.35 ? 2 : 1;
  for (let kill = 1; kill <= kills; kill += 1) {
    await sleep(random() * 1_500);
    const died = await stage.kill(random() < 0.5);
    await stage.restart();
    await stage.passTime(died);
  }
  return kills;
}

function one<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}
