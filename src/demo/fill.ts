/** Fills the sample business, once. */
import { createBusiness } from '#businesses/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import { turnOnWidget } from '#widget/settings/index.ts';
import { planByHand } from './shop/assisted.ts';
import { backdate } from './shop/backdate.ts';
import { tellCases } from './shop/cases.ts';
import { drawCards, storeCards } from './shop/card-files.ts';
import { connectKitchen, kitchen } from './connect.ts';
import type { PlayedNetwork } from './network.ts';
import { signInAll, type People } from './shop/people.ts';
import { planAhead, recordPast, recordPictures, showPast } from './shop/posts.ts';
import { fillCatalogue } from './shop/products.ts';
import { storyLength, readTalks, type Platform } from './story/script.ts';
import { playTalks, untilArrived } from './shop/talks.ts';

export const slug = 'dapur-serang';
const seed = 2014;

export interface FillOptions {
  now?: number;
  /** Ends the filling early; what is half done is done anew at the next start. */
  stop?: AbortSignal;
}

/**
 * Makes the sample business with sixty days behind it. Needs the hub to be reachable at its public address and
 * a worker: what customers say comes in by webhook.
 */
export async function fill(
  backend: Backend,
  network: PlayedNetwork,
  { now = Date.now(), stop = new AbortController().signal }: FillOptions = {},
): Promise<void> {
  const talks = readTalks(now, seed);
  const files = await drawCards();
  await removeHalfDone(backend);
  const people = await signInAll(backend);
  const business = await makeBusiness(backend, people);
  const accounts = await findKitchen(network);
  const storing = storeCards(backend, business, people.owner.token, files);
  // Awaited below; until then a failure must not end the process.
  storing.catch(() => undefined);
  // Before the accounts are connected, so that old posts and likes make no webhooks.
  const shown = await showPast(network, accounts, files, talks, now, seed);
  stop.throwIfAborted();
  const channels = await connectKitchen(backend, people.owner, business, accounts.facebook);
  const posts = await recordPast(backend, business, people, channels, shown);
  const { batched } = await network.settings();
  await network.play('settings', { batched: 200 });
  try {
    const said = await playTalks(network, accounts, shown, talks);
    await untilArrived(backend, business, said, stop);
  } finally {
    await network.play('settings', { batched });
  }
  const stored = await storing;
  await recordPictures(backend, business, posts, stored);
  await fillCatalogue(backend, business, people.owner.token, stored, now);
  await backdate(backend, business, people, new Date(now - storyLength));
  await tellCases(backend, business, people, now);
  await planAhead(backend, business, people.owner.token, channels, stored, now);
  await planByHand(backend, business, people.owner.token, stored, now);
  await turnOnWidget(backend.asUser(people.owner.token), business);
}

/** An earlier start was cut short: its sample business goes, with everything in it. */
async function removeHalfDone({ sql }: Backend): Promise<void> {
  // A new network of the same seed says the same again, and the hub would take it for known.
  await sql`delete from webhook_items where network = 'sandbox'`;
  await sql`delete from businesses where slug = ${slug} and sample`;
}

async function makeBusiness(backend: Backend, people: People): Promise<string> {
  const db = backend.asUser(people.owner.token);
  const made = await createBusiness(db, { name: 'Dapur Serang', slug, timezone: 'Asia/Jakarta' });
  if (!made.ok) throw new Error(`the sample business could not be made: ${made.reason}`);
  const [row] = await backend.sql<{ id: string }[]>`
    update businesses set sample = true, answer_promise_hours = 24, posting_target_per_week = 3
    where slug = ${slug} returning id`;
  await backend.sql`insert into members (business_id, user_id, role)
    values (${row!.id}, ${people.staff.id}, 'staff')`;
  return row!.id;
}

async function findKitchen(network: PlayedNetwork): Promise<Record<Platform, string>> {
  const { accounts } = await network.state();
  const page = accounts.find(({ name, platform }) => platform === 'facebook' && name === kitchen.page);
  const instagram = accounts.find(({ pageId, platform }) => platform === 'instagram' && pageId === page?.id);
  if (!page || !instagram) throw new Error(`the sandbox has no page "${kitchen.page}" with Instagram`);
  return { facebook: page.id, instagram: instagram.id };
}
