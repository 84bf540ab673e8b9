/** Golden sentences: made up for this test, and not among those the weights were learnt from. */
import { expect, test } from 'vitest';
import { classify } from '#assistant/index.ts';
import { intents, type Intent, type Sentiment, type Urgency } from '#assistant/schema.ts';
import { developmentMessages, madeUpSentences } from '#assistant/learning/train.ts';

const golden: Record<Intent, string[]> = {
  question: [
    'Kak, harga brownis kukus satu loyang berapa?',
    'min ukuran 38 ready gak?',
    'buka sampe jam berapa hari sabtu kak',
    'lokasinya sebelah mana ya bu?',
    'mbak kerudunge piro regane?',
    'kang, aya keneh rasa coklat?',
  ],
  complaint: [
    'Paket saya belum datang juga, sudah 8 hari nunggu',
    'piringnya pecah dua pas dibuka kak',
    'roti yang saya beli tadi pagi ternyata sudah berjamur',
    'saya pesan warna krem kok dikirim abu-abu',
    'sudah transfer dari senin tapi pesanan gak diproses, tolong refund',
  ],
  criticism: [
    'rasanya hambar, porsinya juga kecil',
    'pelayannya jutek banget',
    'kemahalan untuk kualitas begitu',
    'tempatnya kotor dan panas',
  ],
  suggestion: [
    'coba tambahin rasa jeruk dong kak',
    'saran saya, sebaiknya daftar menu ditempel di depan',
    'kalau bisa buka cabang di Rangkasbitung ya',
    'gimana kalau ada paket untuk arisan?',
  ],
  praise: [
    'enaaak bangettt, anak-anak suka',
    'Makasih kak, jahitannya rapi dan halus 😍',
    'pelayanannya ramah, bakal beli lagi',
    'apik tenan mas, matur nuwun',
  ],
  objection: [
    'itu tidak benar, saya tidak pernah bilang begitu',
    'siapa bilang kemahalan? wajar kok segitu',
    'bukan saya yang salah, di chat sudah jelas saya minta ukuran L',
    'koreksi min, itu bukan batik Solo',
  ],
  giveaway_entry: [
    'Done kak, semoga aku yang menang @contoh1 @contoh2',
    'ikut giveaway nya ya min, bismillah',
    'jawabannya D kak, sudah follow dan share',
  ],
  spam: [
    'slot gacor maxwin hari ini, klik link di bio',
    'pinjaman cepat cair tanpa jaminan hubungi WA kami',
    'jasa tambah followers murah dan aman',
    's1ot g4c0r depo 10rb wd 5jt',
  ],
  other: [
    'halo kak',
    'wkwkwk',
    '🙏🙏',
    'oke siap kak, nanti saya kabari',
    'pesan 3 kotak ya, kirim ke alamat kantor',
  ],
};

test.each(intents.flatMap((intent) => golden[intent].map((text) => ({ intent, text }))))(
  '$text: $intent',
  ({ intent, text }) => {
    expect(classify(text).intent).toBe(intent);
  },
);

test('no golden sentence is one that was learnt', () => {
  const learnt = new Set(
    [...developmentMessages(), ...madeUpSentences()].map(({ text }) => text.toLowerCase()),
  );
  // These are so short that everybody writes them.
  const common = ['halo kak', 'wkwkwk'];
  const repeated = Object.values(golden)
    .flat()
    .filter((text) => learnt.has(text.toLowerCase()));
  expect(repeated.filter((text) => !common.includes(text))).toEqual([]);
});

test.each<[string, Sentiment]>([
  ['roti yang saya beli tadi pagi ternyata sudah berjamur', 'negative'],
  ['pelayannya jutek banget', 'negative'],
  ['pelayanannya ramah, bakal beli lagi', 'positive'],
  ['buka sampe jam berapa hari sabtu kak', 'neutral'],
  ['saran saya, sebaiknya daftar menu ditempel di depan', 'neutral'],
  ['siapa bilang kemahalan? wajar kok segitu', 'positive'],
  ['koreksi min, itu bukan batik Solo', 'neutral'],
  ['Done kak, semoga aku yang menang @contoh1 @contoh2', 'positive'],
  ['❤️❤️❤️', 'positive'],
])('%s: %s', (text, sentiment) => {
  expect(classify(text).sentiment).toBe(sentiment);
});

test.each<[string, Urgency]>([
  ['anak saya muntah dan diare setelah makan kue yang saya beli di sini', 'high'],
  ['sudah transfer tapi nomor saya diblokir, ini penipuan', 'high'],
  ['seragamnya belum jadi padahal acaranya besok, tolong segera', 'high'],
  ['piringnya pecah dua pas dibuka kak', 'normal'],
  ['min ukuran 38 ready gak?', 'normal'],
  ['pesan 3 kotak ya, kirim ke alamat kantor', 'normal'],
  ['enaaak bangettt, anak-anak suka', 'low'],
  ['jasa tambah followers murah dan aman', 'low'],
  ['wkwkwk', 'low'],
])('%s: urgency %s', (text, urgency) => {
  expect(classify(text).urgency).toBe(urgency);
});

test.each([
  ['Kak, harga brownis kukus satu loyang berapa?', 'price'],
  ['min ukuran 38 ready gak?', 'stock'],
  ['cara pesannya gimana kak, bisa cod?', 'how_to_buy'],
  ['buka sampe jam berapa hari sabtu kak', 'hours'],
  ['lokasinya sebelah mana ya bu?', 'location'],
  ['bahannya apa aja kak, halal kan?', 'ingredients'],
  ['pelayannya jutek banget', null],
  ['jasa tambah followers murah dan aman', null],
])('%s: topic %s', (text, topic) => {
  expect(classify(text).topic).toBe(topic);
});

test('slang, stretched letters and capitals change nothing', () => {
  const plain = classify('harganya berapa kak');
  for (const text of ['HARGANYA BERAPA KAK', 'hrganya brp kk', 'hargaaanya berapaaa kakkk']) {
    expect(classify(text)).toMatchObject({ intent: plain.intent, topic: plain.topic });
  }
});

test('says how sure it is and which version said it', () => {
  const { confidence, by } = classify('slot gacor maxwin hari ini, klik link di bio');
  expect(confidence).toBeGreaterThan(0.8);
  expect(by).toMatch(/^offline-[0-9a-f]{8}$/);
  expect(classify('asdfgh qwerty').confidence).toBeLessThan(confidence);
});
