/** What the sandbox remembers of WhatsApp, as plain data. */
import { nextId } from '../world/ids.ts';
import type { World } from '../world/shape.ts';

/** A WhatsApp Business account. It may have several numbers. */
export interface WaBusiness {
  id: string;
  name: string;
  /** Apps that hear of its numbers. */
  subscribed: string[];
  templates: WaTemplate[];
}

export interface WaNumber {
  id: string;
  businessId: string;
  shown: string;
  name: string;
}

export interface WaTemplate {
  id: string;
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED';
  body: string;
  footer: string;
}

/** How a sample customer is known: by number, and by an id for this business alone. */
export interface WaPerson {
  phone: string;
  userId: string;
}

export type WaState = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface WaMessage {
  id: string;
  numberId: string;
  personaId: string;
  fromBusiness: boolean;
  type: string;
  /** What stands under the type in a webhook. */
  content: unknown;
  /** The words a person sees. */
  text: string;
  quotesId: string | null;
  createdAt: number;
  /** Of what the business sent. */
  state: WaState | null;
  callbackData: string | null;
  /** The business said that it read it. */
  seen: boolean;
}

/** A file that somebody sent. */
export interface WaFile {
  id: string;
  businessId: string;
  pictureId: string;
  mime: string;
  sha256: string;
  bytes: number;
}

export interface WhatsApp {
  businesses: Record<string, WaBusiness>;
  numbers: Record<string, WaNumber>;
  /** By persona. */
  people: Record<string, WaPerson>;
  messages: Record<string, WaMessage>;
  files: Record<string, WaFile>;
}

export const emptyWhatsApp = (): WhatsApp => ({
  businesses: {},
  numbers: {},
  people: {},
  messages: {},
  files: {},
});

/** One business with two numbers and the templates a shop has; a second one, whose token opens nothing of the first. */
export function addWhatsApp(world: World): void {
  addBusiness(world, 'Dapur Serang (contoh)', ['+62 800-0000-101', '+62 800-0000-102']);
  addBusiness(world, 'Warung Cilegon (contoh)', ['+62 800-0000-201']);
}

function addBusiness(world: World, name: string, shown: string[]): void {
  const id = nextId(world, '10', 15);
  const templates = samples.map((sample) => ({ ...sample, id: nextId(world, '12', 16) }));
  world.whatsapp.businesses[id] = { id, name, subscribed: [], templates };
  for (const number of shown) {
    const numberId = nextId(world, '10', 15);
    world.whatsapp.numbers[numberId] = { id: numberId, businessId: id, shown: number, name };
  }
}

const common = { language: 'id', category: 'UTILITY', status: 'APPROVED', footer: '' } as const;
const samples: Omit<WaTemplate, 'id'>[] = [
  {
    ...common,
    name: 'pesanan_siap',
    body: 'Halo Kak {{1}}, pesanan {{2}} sudah siap diambil. Kami tunggu di toko.',
    footer: 'Dapur Serang (contoh)',
  },
  {
    ...common,
    name: 'lanjutkan_percakapan',
    body: 'Halo Kak, kami ingin menjawab pertanyaan Kakak yang kemarin. Balas pesan ini, lalu kami lanjutkan.',
  },
  {
    ...common,
    name: 'menu_minggu_ini',
    category: 'MARKETING',
    body: 'Menu minggu ini: {{1}}. Balas YA untuk memesan.',
  },
  {
    ...common,
    name: 'promo_akhir_tahun',
    category: 'MARKETING',
    status: 'PENDING',
    body: 'Promo akhir tahun.',
  },
  {
    ...common,
    name: 'diskon_besar',
    category: 'MARKETING',
    status: 'PAUSED',
    body: 'Diskon besar hari ini.',
  },
];

/** A persona's number and id; made when first needed. No real number begins like these. */
export function personFor(world: World, personaId: string): WaPerson {
  const { people } = world.whatsapp;
  people[personaId] ??= { phone: nextId(world, '62800', 13), userId: `ID.${nextId(world, '1', 17)}` };
  return people[personaId];
}

/** The persona behind a number or an id, or `null` when nobody uses WhatsApp with it. */
export function personaAt(world: World, address: string): string | null {
  const plain = address.replace(/^\+/, '');
  const found = Object.entries(world.whatsapp.people).find(
    ([, { phone, userId }]) => phone === plain || userId === address,
  );
  return found?.[0] ?? null;
}
