/** What Dapur Serang sells. A made-up kitchen: prices are examples, numbers of marks say that they are. */
import type { CardName } from '../pictures/cards.ts';

export interface StoryProduct {
  name: string;
  cards: CardName[];
  price: number | null;
  price_unit: string | null;
  benefits: string | null;
  strengths: string | null;
  weaknesses: string | null;
  how_to_buy: string | null;
  quality_assurance: string | null;
  /** The last day lies this many days ahead; null is without an end. */
  marks: { kind: 'halal' | 'pirt'; number: string; days: number | null }[];
  archived?: true;
}

const order =
  'Kirim pesan ke Instagram atau Facebook kami: mau apa, berapa, untuk hari apa. Bayar transfer atau di tempat. Ambil sendiri di dapur, diantar kurir dalam kota, atau dikirim beku.';
const real =
  'Yang asli berlabel hijau dengan nomor P-IRT di belakang, tanggal bakar ditulis tangan, dan tusuknya diikat tali pandan. Rusak di jalan, kami ganti.';

export const products: StoryProduct[] = [
  {
    name: 'Sate bandeng',
    cards: ['sate_bandeng', 'label'],
    price: 45_000,
    price_unit: 'per ekor',
    benefits: 'Lauk siap saji tanpa duri, aman untuk anak dan orang tua. Tinggal dihangatkan 10 menit.',
    strengths:
      'Duri dicabut satu per satu, dibakar pelan di arang batok, tanpa pengawet. Bandeng Karangantu.',
    weaknesses: 'Di suhu ruang hanya tahan sehari; di kulkas 5 hari, di freezer 1 bulan. Mengandung santan.',
    how_to_buy: order,
    quality_assurance: real,
    marks: [
      { kind: 'halal', number: 'CONTOH-HALAL-001', days: null },
      { kind: 'pirt', number: 'CONTOH-PIRT-001', days: 700 },
    ],
  },
  {
    name: 'Emping melinjo Pandeglang',
    cards: ['emping'],
    price: 30_000,
    price_unit: 'per 250 gram',
    benefits: 'Camilan dan teman sayur asem, tahan sebulan dalam wadah tertutup.',
    strengths: 'Digoreng setiap pagi, kriuk dan tidak pahit. Ada asin gurih, manis, dan pedas daun jeruk.',
    weaknesses:
      'Mengandung purin: bagi yang asam uratnya tinggi sebaiknya sedikit saja. Mudah remuk di jalan.',
    how_to_buy: order,
    quality_assurance: 'Yang melempem kami ganti baru, cukup kirim foto kemasannya.',
    marks: [
      { kind: 'halal', number: 'CONTOH-HALAL-002', days: 41 },
      { kind: 'pirt', number: 'CONTOH-PIRT-002', days: 400 },
    ],
  },
  {
    name: 'Rabeg kambing',
    cards: ['rabeg'],
    price: 35_000,
    price_unit: 'per porsi',
    benefits: 'Makan siang lengkap: rabeg, nasi, dan acar.',
    strengths: 'Daging empuk dan tidak prengus, bumbu jahe dan kayu manis seperti resep Emak.',
    weaknesses: null,
    how_to_buy: 'Dimasak setiap Jumat, 40 porsi. Pesan sampai Kamis pukul 15.00 lewat pesan.',
    quality_assurance: null,
    marks: [{ kind: 'halal', number: 'CONTOH-HALAL-001', days: null }],
  },
  {
    name: 'Paket besek hantaran',
    cards: ['besek'],
    price: 125_000,
    price_unit: 'per paket',
    benefits: 'Hantaran siap antar: 2 sate bandeng, emping 250 gram, dan sambal merah.',
    strengths: 'Besek bambu berpita, bisa ditulisi nama dan ucapan.',
    weaknesses: 'Harus dipesan dua hari sebelumnya. Sambalnya pedas dan belum bisa diganti.',
    how_to_buy: order,
    quality_assurance: real,
    marks: [{ kind: 'pirt', number: 'CONTOH-PIRT-003', days: -12 }],
  },
  {
    name: 'Ketan bintul',
    cards: [],
    price: null,
    price_unit: null,
    benefits: 'Sarapan orang Serang: ketan pulen dengan serundeng gurih.',
    strengths: null,
    weaknesses: 'Siap dari jam 6 pagi dan biasanya habis jam 9.',
    how_to_buy: null,
    quality_assurance: null,
    marks: [],
  },
  {
    name: 'Kue balok Menes',
    cards: ['kue_balok'],
    price: 20_000,
    price_unit: 'per kotak isi 10',
    benefits: 'Teman kopi sore.',
    strengths: 'Singkong, gula aren, dan kelapa; legit tanpa bikin eneg.',
    weaknesses: 'Hanya tahan 2 hari.',
    how_to_buy: order,
    quality_assurance: null,
    marks: [],
    archived: true,
  },
];
