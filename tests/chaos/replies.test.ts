import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installedFolder } from '../support/prepared.ts';
import { answer, answerEnd, answerHeld, answerThrough, ask, type AnswerEnd } from './answers.ts';
import { both } from './publish-at.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(await installedFolder(), 'hub');
});
beforeEach(() => stage.ready());
afterAll(() => stage?.close());

const kinds = ['instagram', 'facebook'] as const;
const moments = [
  'delivery:claimed',
  'comment.reply received',
  'comment.reply accepted',
  'comment.reply answered',
  'delivery:answered',
  'delivery:settled',
];

/** Sent, and nothing else: one answer on the network, one in the conversation, no attempt left open. */
function expectOne(end: AnswerEnd): void {
  expect(end).toMatchObject({ state: 'sent', replies: [end.remoteId], rows: 1 });
  expect(end.sends).not.toContain(null);
}

describe.each(both)('kill -9 of $who', ({ together }) => {
  describe.each(kinds)('while answering on %s', (kind) => {
    test.each(moments)('at %s: one answer', async (at) => {
      expectOne(await answerThrough(stage, kind, { at, together }));
    });
  });
});

test.each(kinds)('an echo settles an answer on %s whose sender died, before its lease ends', async (kind) => {
  const asked = await ask(stage, kind);
  const dying = stage.arrange({ at: 'comment.reply accepted' });
  const message = await answer(stage, asked);
  await dying;
  await stage.restart();
  expectOne(await answerEnd(stage, asked, message));
});

test.each([
  { at: 'delivery:claimed', replies: 0 },
  { at: 'comment.reply accepted', replies: 1 },
])('with lookup switched off, a person is asked: killed at $at', async ({ at, replies }) => {
  const meanwhile = () => stage.sandbox.fault({ kind: 'error_before', op: 'comment.list', times: 1000 });
  const asked = await ask(stage, 'facebook');
  stage.sandbox.settings({ paused: true });
  const dying = stage.arrange({ at });
  const message = await answer(stage, asked);
  const died = await dying;
  meanwhile();
  await stage.passTime(died, 11);
  await stage.restart();
  const end = await answerEnd(stage, asked, message);
  stage.sandbox.clearFaults();
  stage.sandbox.settings({ paused: false });
  expect(end).toMatchObject({ state: 'unconfirmed', remoteId: null });
  expect(end.replies).toHaveLength(replies);
});

// The last: whoever comes after it would have to change back.
describe('the whole server', () => {
  beforeAll(() => stage.becomeWhole());

  test('kill -9 of it and PostgreSQL while it answers: one answer', async () => {
    const death = { at: 'comment.reply accepted', together: true };
    expectOne(await answerThrough(stage, 'instagram', death));
  });

  test.each(both)(
    'kill -9 of $who while an answer can still be taken back: it goes out once',
    async (one) => {
      const asked = await ask(stage, 'instagram');
      const message = await answerHeld(stage, asked);
      await stage.kill(one.together);
      await stage.restart();
      expectOne(await answerEnd(stage, asked, message));
    },
  );
});
