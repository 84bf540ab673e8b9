/** What there is of WhatsApp at the beginning, and who is who. */
import { nextId } from '../world/ids.ts';
import type { World } from '../world/shape.ts';
import type { WaPerson, WaTemplate, WhatsApp } from './shape.ts';

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
