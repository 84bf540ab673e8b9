/** What an owner does before the first post: connect the accounts, upload a picture. */
import sharp from 'sharp';
import {
  finishConnection,
  offeredAccounts,
  returnFromNetwork,
  startConnection,
} from '#channels/connections/login/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import { storePicture } from '#media/pictures/index.ts';
import type { Sandbox } from '#sandbox/index.ts';
import type { TestPerson } from '../support/backend.ts';

export type Kind = 'instagram' | 'facebook';
export type ConnectedAccounts = Record<Kind, { id: string; externalId: string }>;

/** Goes through the dialog as the owner does, for the first Page and its Instagram account. */
export async function connect(
  backend: Backend,
  sandbox: Sandbox,
  owner: TestPerson,
  business: string,
): Promise<ConnectedAccounts> {
  const person = { ...owner, until: new Date(Date.now() + 3_600_000), pendingBusiness: null };
  const started = await startConnection(backend, person, business, 'sandbox');
  if (started.ok !== true) throw new Error(started.reason);
  const asked = new URL(started.address).searchParams;
  const code = sandbox.consent({
    appId: asked.get('client_id')!,
    redirectUri: asked.get('redirect_uri')!,
    scopes: asked.get('scope')!.split(','),
  });
  const returned = await returnFromNetwork(backend, person, asked.get('state')!, code);
  if (returned?.ok !== true) throw new Error(returned?.reason ?? 'the flow is gone');
  const offered = (await offeredAccounts(backend, person, business, returned.id))!;
  const chosen = offered.filter(({ pageId }) => pageId === offered[0]!.pageId);
  const keys = chosen.map(({ kind, externalId }) => `${kind}:${externalId}`);
  await finishConnection(backend, person, business, returned.id, keys);
  const rows = await backend.sql<{ id: string; kind: Kind; externalId: string }[]>`
    select id, kind, external_id as "externalId" from channels where problem is null`;
  if (rows.length !== 2) throw new Error('both accounts must be connected');
  return Object.fromEntries(rows.map(({ kind, ...row }) => [kind, row])) as ConnectedAccounts;
}

/** @returns the id of a picture that the owner uploaded */
export async function store(backend: Backend, owner: TestPerson, business: string): Promise<string> {
  const plain = { width: 640, height: 640, channels: 3, background: '#b4763c' } as const;
  const jpeg = await sharp({ create: plain }).jpeg().toBuffer();
  const upload = new Blob([new Uint8Array(jpeg)]);
  const stored = await storePicture(backend, backend.asUser(owner.token), business, upload);
  if (!stored.ok) throw new Error(stored.reason);
  return stored.picture.id;
}
