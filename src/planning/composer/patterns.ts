/**
 * Ready-made patterns for what the study's customers ask: how to tell the real product from a fake, what is in it,
 * how to order, when the shop is open, what is in stock; and for a promotion through an account with many followers.
 * What stands in [brackets] is for the owner to fill in; a post with brackets left is not scheduled.
 */
import type { Lang } from '#platform/text/i18n.ts';
import type { GoalFigure, MessageType } from '../schema.ts';

export const patternKeys = [
  'authenticity',
  'ingredients',
  'ordering',
  'hours',
  'stock',
  'promotion',
] as const;
export type PatternKey = (typeof patternKeys)[number];

export interface Pattern {
  name: string;
  /** Whom it helps, in one sentence. */
  why: string;
  caption: string;
  messageType: MessageType;
  pillar: string;
  goal: string;
  goalFigure: GoalFigure;
  goalValue: number;
}

/** The patterns in a language, by key. */
export const patterns: Record<Lang, Record<PatternKey, Pattern>> = {
  id: {
    authenticity: {
      name: 'Asli atau tiruan',
      why: 'Pembeli takut tertipu barang tiruan. Tunjukkan cara mengenali yang asli.',
      caption:
        'Bagaimana mengenali [nama produk] yang asli?\n\n1. Kemasan: [ciri kemasan]\n2. Label dan izin: [nomor izin]\n3. Hanya dijual di: [tempat membeli]\n\nRagu? Kirim fotonya kepada kami, kami bantu periksa.',
      messageType: 'conversational',
      pillar: 'Edukasi',
      goal: 'Pelanggan membagikan cara mengenali produk asli',
      goalFigure: 'shares',
      goalValue: 10,
    },
    ingredients: {
      name: 'Bahan dan asalnya',
      why: 'Banyak yang bertanya isinya apa, dari mana, dan aman untuk siapa.',
      caption:
        'Isi [nama produk]: [bahan-bahan].\nAsal bahan: [asal bahan].\nTidak cocok untuk: [alergi atau pantangan].\nTahan sampai: [lama simpan].\n\nAda yang ingin ditanyakan tentang bahannya?',
      messageType: 'conversational',
      pillar: 'Edukasi',
      goal: 'Pelanggan bertanya tentang bahan',
      goalFigure: 'comments',
      goalValue: 10,
    },
    ordering: {
      name: 'Cara memesan',
      why: 'Pertanyaan yang sama setiap hari bisa dijawab sekali, lalu disimpan pelanggan.',
      caption:
        'Cara memesan:\n1. Kirim pesan ke [nomor atau akun].\n2. Sebutkan [apa yang harus disebut].\n3. Bayar lewat [cara bayar].\n4. Diambil atau dikirim: [tempat, ongkir, hari].\n\nSimpan unggahan ini agar mudah dicari.',
      messageType: 'promotional',
      pillar: 'Informasi',
      goal: 'Pelanggan menyimpan cara memesan',
      goalFigure: 'saves',
      goalValue: 10,
    },
    hours: {
      name: 'Jam buka',
      why: 'Orang yang datang saat tutup jarang kembali.',
      caption:
        'Kami buka:\n[hari], pukul [jam buka] sampai [jam tutup].\nTutup: [hari tutup].\nAlamat: [alamat atau patokan].\n\nTolong bagikan kepada yang belum tahu.',
      messageType: 'promotional',
      pillar: 'Informasi',
      goal: 'Banyak orang melihat jam buka kami',
      goalFigure: 'reach',
      goalValue: 300,
    },
    stock: {
      name: 'Stok hari ini',
      why: 'Pelanggan ingin tahu masih ada atau tidak sebelum berangkat.',
      caption:
        'Stok hari ini:\n- [nama produk]: [jumlah]\n- [nama produk]: [jumlah]\n\nHabis? Pesan untuk besok sebelum pukul [jam]. Tulis pesananmu di komentar.',
      messageType: 'promotional',
      pillar: 'Informasi',
      goal: 'Pelanggan memesan lewat komentar',
      goalFigure: 'comments',
      goalValue: 5,
    },
    promotion: {
      name: 'Lewat akun berpengikut banyak',
      why: 'Catat siapa yang membantu, apa kesepakatannya, dan apa hasilnya.',
      caption:
        '[nama akun] mencoba [nama produk] kami. Apa katanya? Lihat di [tautan].\n\nSudah pernah mencoba? Ceritakan juga di komentar.',
      messageType: 'promotional',
      pillar: 'Promosi',
      goal: 'Orang baru melihat produk kami',
      goalFigure: 'reach',
      goalValue: 1000,
    },
  },
  en: {
    authenticity: {
      name: 'Real or fake',
      why: 'Buyers fear imitations. Show how to tell the real one.',
      caption:
        'How to recognise the real [product]?\n\n1. Packaging: [what it looks like]\n2. Label and permit: [permit number]\n3. Only sold at: [where to buy]\n\nIn doubt? Send us a photo and we will check.',
      messageType: 'conversational',
      pillar: 'Education',
      goal: 'Customers share how to recognise the real product',
      goalFigure: 'shares',
      goalValue: 10,
    },
    ingredients: {
      name: 'Ingredients and origin',
      why: 'Many ask what is in it, where it comes from, and for whom it is safe.',
      caption:
        'What is in [product]: [ingredients].\nWhere it comes from: [origin].\nNot for: [allergies].\nKeeps until: [shelf life].\n\nAnything you would like to know about it?',
      messageType: 'conversational',
      pillar: 'Education',
      goal: 'Customers ask about ingredients',
      goalFigure: 'comments',
      goalValue: 10,
    },
    ordering: {
      name: 'How to order',
      why: 'A question asked every day can be answered once and kept by customers.',
      caption:
        'How to order:\n1. Write to [number or account].\n2. Tell us [what to mention].\n3. Pay by [how to pay].\n4. Pick-up or delivery: [place, cost, days].\n\nSave this post to find it again.',
      messageType: 'promotional',
      pillar: 'Information',
      goal: 'Customers save how to order',
      goalFigure: 'saves',
      goalValue: 10,
    },
    hours: {
      name: 'Opening hours',
      why: 'People who come when you are closed seldom come back.',
      caption:
        'We are open:\n[days], [from] to [until].\nClosed: [days].\nAddress: [address or landmark].\n\nPlease share with those who do not know yet.',
      messageType: 'promotional',
      pillar: 'Information',
      goal: 'Many people see our hours',
      goalFigure: 'reach',
      goalValue: 300,
    },
    stock: {
      name: 'In stock today',
      why: 'Customers want to know before they set out.',
      caption:
        'In stock today:\n- [product]: [how many]\n- [product]: [how many]\n\nSold out? Order for tomorrow before [hour]. Write your order in a comment.',
      messageType: 'promotional',
      pillar: 'Information',
      goal: 'Customers order in the comments',
      goalFigure: 'comments',
      goalValue: 5,
    },
    promotion: {
      name: 'Through an account with many followers',
      why: 'Note who helps, what was agreed, and what came of it.',
      caption:
        '[account] tried our [product]. What do they say? See [link].\n\nHave you tried it? Tell us in a comment.',
      messageType: 'promotional',
      pillar: 'Promotion',
      goal: 'New people see our product',
      goalFigure: 'reach',
      goalValue: 1000,
    },
  },
};

/** The first part of a text that is still to be filled in, e.g. `[nama produk]`; null when there is none. */
export function unfilled(text: string): string | null {
  return /\[[^\][\n]{2,60}\]/.exec(text)?.[0] ?? null;
}
