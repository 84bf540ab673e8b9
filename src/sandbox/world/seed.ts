import { nextId } from './ids.ts';
import { addWhatsApp, emptyWhatsApp } from '../whatsapp/world.ts';
import type { World } from './shape.ts';
import type { Account } from './accounts.ts';

/**
 * The world every run starts from: one person, three Pages, two Instagram accounts, three WhatsApp numbers, six sample
 * customers.
 */
export function createWorld(seed: number): World {
  const world = emptyWorld(seed);
  world.person = { id: nextId(world, '10', 17), name: 'Pemilik Dapur Serang (contoh)' };
  addPage(world, 'Dapur Serang (contoh)', 'dapurserang.contoh', 1284);
  addPage(world, 'Warung Cilegon (contoh)', 'warungcilegon.contoh', 412);
  addPage(world, 'Kebun Pandeglang (contoh)', null, 96);
  for (const [username, name] of personas) {
    const id = nextId(world, '6', 15);
    world.personas[id] = { id, name, username };
  }
  addWhatsApp(world);
  return world;
}

const personas = [
  ['rina.contoh', 'Pelanggan contoh 1 (Rina)'],
  ['agus.contoh', 'Pelanggan contoh 2 (Agus)'],
  ['siti.contoh', 'Pelanggan contoh 3 (Siti)'],
  ['bayu.contoh', 'Pelanggan contoh 4 (Bayu)'],
  ['dewi.contoh', 'Pelanggan contoh 5 (Dewi)'],
  ['joko.contoh', 'Pelanggan contoh 6 (Joko)'],
] as const;

function addPage(world: World, name: string, username: string | null, followers: number): void {
  const pageId = nextId(world, '10', 15);
  const instagramId = username ? nextId(world, '17841', 17) : null;
  const common = { name, pageId, followers, subscribed: {} };
  const page: Account = {
    ...common,
    id: pageId,
    platform: 'facebook',
    username: username ?? 'kebunpandeglang.contoh',
    instagramId,
  };
  world.accounts[pageId] = page;
  if (username && instagramId) {
    world.accounts[instagramId] = {
      ...common,
      id: instagramId,
      platform: 'instagram',
      username,
      instagramId: null,
    };
  }
}

function emptyWorld(seed: number): World {
  return {
    seed,
    ids: 0,
    random: seed >>> 0,
    person: { id: '', name: '' },
    apps: {},
    accounts: {},
    personas: {},
    contacts: {},
    codes: {},
    tokens: {},
    grants: {},
    containers: {},
    posts: {},
    photos: {},
    videos: {},
    comments: {},
    messages: {},
    mentions: {},
    whatsapp: emptyWhatsApp(),
    pictures: {},
    held: [],
    deliveries: [],
  };
}
