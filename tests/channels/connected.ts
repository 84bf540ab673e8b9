import { expect, onTestFinished } from 'vitest';
import * as login from '#channels/meta/login.ts';
import { channels } from '#channels/registry.ts';
import { startSandbox } from '#sandbox/index.ts';
import { mp4, startHub, verifyToken } from '../sandbox/support.ts';
import { settingsFor } from './scripted-network.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Draft, DraftVideo, PublishAttempt } from '#channels/contract/publishing.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import type { Sandbox, SandboxOptions } from '#sandbox/index.ts';

export type Kind = 'instagram' | 'facebook';

export interface Connected {
  sandbox: Sandbox;
  hub: Awaited<ReturnType<typeof startHub>>;
  account(kind: Kind): Account;
  draft(caption?: string, file?: string): Draft;
  /** A video as the hub serves it, of a phone's size unless told otherwise. */
  video(more?: Partial<DraftVideo>, caption?: string): Draft;
}

/** Connects the first Page and its Instagram account the way the hub does: dialog, tokens, list, subscription. */
export async function connect(options: SandboxOptions = {}): Promise<Connected> {
  const hub = await startHub();
  const sandbox = await startSandbox({ port: 0, seed: 1, quiet: true, ...options });
  onTestFinished(() => sandbox.stop());
  const settings = settingsFor(sandbox.url);
  const callbackUrl = `${hub.url}/hooks/meta`;
  sandbox.apps({
    id: settings.appId,
    secret: settings.appSecret,
    callbackUrl,
    verifyToken,
    requireProof: true,
  });
  const redirectUri = `${hub.url}/kembali`;
  const code = sandbox.consent({
    appId: settings.appId,
    redirectUri,
    scopes: [...login.SCOPES, ...login.EXTRA_SCOPES],
  });
  const short = certain(await login.exchangeCode(settings, redirectUri, code));
  const long = certain(await login.longLivedToken(settings, short.token));
  expect(certain(await login.permissions(settings, long.token)).declined).toEqual([]);
  const [page] = certain(await login.accounts(settings, long.token)).pages;
  const account = (kind: Kind): Account => ({
    settings,
    kind,
    externalId: kind === 'facebook' ? page!.pageId : page!.instagram!.id,
    pageId: page!.pageId,
    token: page!.token!,
  });
  certain(await login.subscribe(account('facebook')));
  const draft = (caption = 'Rabeg hari ini', file = 'a.jpg'): Draft => ({
    mediaType: 'photo',
    placement: 'feed',
    caption,
    link: null,
    pictures: [{ url: `${hub.url}/${file}`, altText: 'Semangkuk rabeg' }],
    video: null,
    firstComment: null,
  });
  const video = (more: Partial<DraftVideo> = {}, caption = 'Cara memasak rabeg'): Draft => {
    const { seconds = 15, width = 1080, height = 1920, ...rest } = more;
    const bytes = mp4({ seconds, width, height });
    const url = `/${seconds}-${width}-${height}.mp4`;
    hub.files[url] = bytes;
    const film = {
      url: `${hub.url}${url}`,
      seconds,
      width,
      height,
      bytes: bytes.length,
      coverMs: null,
      ...rest,
    };
    return { ...draft(caption), mediaType: 'video', pictures: [], video: film };
  };
  return { sandbox, hub, account, draft, video };
}

export function certain<T>(outcome: Outcome<T>): { ok: true } & T {
  expect(outcome).toMatchObject({ ok: true });
  return outcome as { ok: true } & T;
}

/** Prepares, waits and publishes, as the ledger does. */
export async function publish(kind: Kind, account: Account, draft: Draft) {
  const channel = channels[kind];
  const { containerId } = certain(await channel.prepare(account, draft));
  if (containerId !== null) await untilReady(() => channel.poll(account, containerId));
  const attempt: PublishAttempt = { draft, containerId, openedAt: new Date(), knownRemoteIds: [] };
  return { attempt, outcome: await channel.publish(account, draft, containerId) };
}

/** Asks until a container is ready, ten times at most. */
export async function untilReady(poll: () => Promise<Outcome<{ ready: boolean }>>): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) if (certain(await poll()).ready) return;
  expect.fail('the container never got ready');
}

/** What became of an attempt, asked as often as the network still works on it. */
export async function untilFound(
  look: () => Promise<Outcome<{ remoteId: string | null }>>,
): Promise<string | null> {
  for (let turn = 0; turn < 10; turn += 1) {
    const found = await look();
    if (found.ok === true) return found.remoteId;
    expect(found).toMatchObject({ ok: 'unknown', reason: 'container_not_ready' });
  }
  return expect.fail('nobody ever knew');
}

/** The same attempt as it looks once lists had time to settle. */
export const settled = (attempt: PublishAttempt): PublishAttempt => ({
  ...attempt,
  openedAt: new Date(attempt.openedAt.getTime() - 115_000),
});
