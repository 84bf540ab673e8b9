/** What Dapur Serang said in sixty days, and what it plans to say. A made-up kitchen; prices are examples. */
import type { GoalFigure } from '#planning/schema.ts';
import type { CardName } from '../pictures/cards.ts';

export interface StoryPost {
  key: string;
  card: CardName;
  type: 'conversational' | 'promotional';
  goal: string;
  /** Which figure of the post should reach what. */
  figure: GoalFigure;
  value: number;
  caption: string;
}

export interface PastPost extends StoryPost {
  /** Days before today, and the wall clock in Serang. */
  daysAgo: number;
  at: string;
  /** How its copy on Facebook ended, where it did not simply go out. */
  trouble?: 'failed' | 'unconfirmed';
}

export interface ComingPost extends StoryPost {
  /** Minutes from now, or days from now with a wall clock; `null` is a draft. */
  due: { minutes: number } | { days: number; at: string } | null;
}

export const altTexts: Record<CardName, string> = {
  sate_bandeng:
    'Gambar: tiga tusuk sate bandeng di atas daun pisang, dengan sambal, jeruk limau, dan cabai di piring berbibir biru.',
  rabeg:
    'Gambar: semangkuk rabeg berkuah cokelat dengan potongan daging, bawang goreng, dan cabai; masih mengepul.',
  emping:
    'Gambar: setampah emping melinjo yang baru digoreng, dengan satu cabai dan selembar daun di pinggirnya.',
  ketan_bintul: 'Gambar: lima potong ketan bintul bertabur serundeng di atas daun pisang.',
  gerem_asem: 'Gambar: semangkuk gerem asem ayam berkuah kuning dengan tomat kecil, cabai, dan jeruk limau.',
  kue_balok: 'Gambar: lima potong kue balok Menes di atas daun pisang, ditemani secangkir kopi hitam.',
  besek: 'Gambar: besek bambu berpita merah dengan label sate bandeng, siap diantar.',
  cara_pesan: 'Gambar: telepon genggam dengan tiga langkah memesan dan satu balon percakapan.',
  jam_buka: 'Gambar: jam dinding besar yang menunjuk pukul sepuluh.',
  label: 'Gambar: kemasan sate bandeng dengan label hijau, tulisan P-IRT, dan tanda centang.',
  pilih: 'Gambar: dua mangkuk sambal, merah dan kuning, di bawah balon percakapan bertanda tanya.',
  terima_kasih: 'Gambar: hati merah di tengah piring yang dikelilingi daun.',
};

export const past: PastPost[] = [
  {
    key: 'kenalan',
    daysAgo: 59,
    at: '09:15',
    card: 'sate_bandeng',
    type: 'conversational',
    goal: '15 orang bercerita kapan pertama kali makan sate bandeng',
    figure: 'comments',
    value: 15,
    caption:
      'Assalamualaikum, wilujeng sumping! Kami Dapur Serang, dapur rumahan yang masak resep Banten sejak 2014.\n\nAndalan kami sate bandeng: bandeng tanpa duri, dibumbu santan dan ketumbar, dibakar pelan di arang batok.\n\nKalau Kakak, pertama kali makan sate bandeng di mana? Ceritain ya di komentar, kami baca semua.\n\n#satebandeng #kulinerserang #bantenpunya',
  },
  {
    key: 'cara-pesan',
    daysAgo: 57,
    at: '10:00',
    card: 'cara_pesan',
    type: 'conversational',
    goal: 'Pertanyaan "cara pesan" turun jadi paling banyak 5 seminggu',
    figure: 'reach',
    value: 400,
    caption:
      'Biar nggak bolak-balik nanya, begini cara pesannya:\n\n1. Kirim pesan ke akun ini: mau apa, berapa, untuk hari apa.\n2. Kami balas total harga dan ongkirnya. Bayar boleh transfer atau di tempat.\n3. Ambil sendiri, diantar kurir dalam kota, atau dikirim beku ke luar kota.\n\nPesan sehari sebelumnya ya Kak, karena bandengnya baru kami bakar setelah ada yang pesan.\n\nMasih ada yang bikin bingung? Tulis di bawah.',
  },
  {
    key: 'rabeg-jumat',
    daysAgo: 54,
    at: '08:30',
    card: 'rabeg',
    type: 'promotional',
    goal: '20 porsi rabeg terpesan untuk hari Jumat',
    figure: 'interactions',
    value: 20,
    caption:
      'Jumat berkah, rabeg kambing hangat!\n\nRabeg itu konon oleh-oleh Sultan Hasanuddin dari Rabigh. Bumbunya jahe, lada, kayu manis, sedikit manis. Dagingnya empuk, nggak prengus.\n\nRp35.000 seporsi, sudah sama nasi. Pesan sampai Kamis jam 15.00 lewat DM.\n\n#rabeg #kulinerbanten',
  },
  {
    key: 'pilih-sambal',
    daysAgo: 52,
    at: '16:00',
    card: 'pilih',
    type: 'conversational',
    goal: '20 komentar memilih salah satu sambal',
    figure: 'comments',
    value: 20,
    caption:
      'Kami lagi bimbang nih Kak.\n\nBesek yang baru nanti isinya sambal merah (pedas nampol) atau sambal kuning (asam segar)? Yang paling banyak dipilih yang kami masukkan.\n\nTulis MERAH atau KUNING, alasannya juga boleh.',
  },
  {
    key: 'emping-baru',
    daysAgo: 50,
    at: '09:40',
    card: 'emping',
    type: 'promotional',
    goal: '30 bungkus emping terjual minggu ini',
    figure: 'interactions',
    value: 30,
    caption:
      'Emping melinjo dari Pandeglang, baru digoreng pagi tadi. Kriuk dan nggak pahit.\n\nAsin gurih, manis, atau pedas. 250 gram Rp30.000, 500 gram Rp55.000.\n\nPaling enak jadi teman sayur asem. Betul apa betul?',
  },
  {
    key: 'jam-buka',
    daysAgo: 47,
    at: '07:30',
    card: 'jam_buka',
    type: 'conversational',
    goal: 'Tidak ada lagi pelanggan yang datang saat tutup',
    figure: 'reach',
    value: 400,
    caption:
      'Info jam buka ya Kak:\n\nSelasa sampai Minggu, 08.00–16.00. Senin libur, giliran kami yang dimasakin.\n\nPesan yang masuk malam tetap kami baca, dibalas besok paginya. Ditunggu, hatur nuhun.',
  },
  {
    key: 'gerem-asem',
    daysAgo: 45,
    at: '10:20',
    card: 'gerem_asem',
    type: 'promotional',
    goal: '15 porsi gerem asem terjual sampai Minggu',
    figure: 'interactions',
    value: 20,
    caption:
      'Panas-panas gini, gerem asem dulu.\n\nAyam kampung, belimbing wuluh, tomat ceri, cabai rawit utuh. Asamnya bikin melek, nggak pakai penyedap.\n\nAyam Rp30.000, bebek Rp38.000. Ada setiap Sabtu dan Minggu saja.',
  },
  {
    key: 'cerita-emak',
    daysAgo: 43,
    at: '15:10',
    card: 'terima_kasih',
    type: 'conversational',
    goal: '10 orang bercerita tentang masakan ibunya',
    figure: 'comments',
    value: 10,
    caption:
      'Resep sate bandeng kami dari Emak. Dulu Emak keliling Pasar Rau, dagangannya dibawa pakai tampah.\n\nKata beliau, bandeng itu harus sabar. Duri dicabut satu-satu, jangan ditarik. Sampai sekarang kami masih begitu, makanya sehari cuma sanggup 60 ekor.\n\nMasakan ibu Kakak yang paling dikangenin apa?',
  },
  {
    key: 'label-asli',
    daysAgo: 41,
    at: '11:00',
    card: 'label',
    type: 'conversational',
    goal: '10 orang bertanya atau menyimpan info keaslian',
    figure: 'saves',
    value: 10,
    caption:
      'Ada yang jual pakai nama mirip kami. Supaya Kakak nggak salah beli, ini cirinya yang asli:\n\n1. Label hijau, ada nomor P-IRT di belakang.\n2. Tanggal bakar ditulis tangan, bukan dicetak.\n3. Tusuknya bambu hitam, ujungnya diikat tali pandan.\n\nRagu? Foto kemasannya, kirim ke sini. Kami cekkan.',
  },
  {
    key: 'maaf-libur',
    daysAgo: 33,
    at: '08:00',
    card: 'terima_kasih',
    type: 'conversational',
    goal: 'Semua pelanggan yang menunggu mendapat jawaban dalam 2 hari',
    figure: 'reach',
    value: 400,
    caption:
      'Maaf seminggu kemarin kami hilang, Kak. Emak dirawat di rumah sakit, dapur kami tutup.\n\nAlhamdulillah sekarang sudah pulang. Pesanan yang tertunda kami hubungi satu-satu mulai hari ini. Makasih banyak sudah sabar.',
  },
  {
    key: 'buka-lagi',
    daysAgo: 31,
    at: '09:00',
    card: 'sate_bandeng',
    type: 'promotional',
    goal: '40 ekor terpesan di tiga hari pertama',
    figure: 'interactions',
    value: 40,
    caption:
      'Dapur ngebul lagi! Sate bandeng original dan pedas, Rp45.000 seekor. Beli 3 gratis sambal.\n\nBerlaku sampai hari Minggu, atau sampai bandengnya habis. Pesan lewat DM ya.',
  },
  {
    key: 'halal-pirt',
    daysAgo: 29,
    at: '10:30',
    card: 'label',
    type: 'conversational',
    goal: 'Pertanyaan soal halal terjawab di satu unggahan',
    figure: 'reach',
    value: 400,
    caption:
      'Sering ditanya, jadi kami tulis di sini: produk kami ber-P-IRT dan bersertifikat halal. Nomornya ada di belakang setiap kemasan, bisa dicek sendiri.\n\nBandeng dari tambak Karangantu, arang dari batok kelapa, tanpa pengawet. Karena tanpa pengawet, di suhu ruang hanya tahan sehari; di kulkas 5 hari, di freezer 1 bulan.',
  },
  {
    key: 'ketan-bintul',
    daysAgo: 27,
    at: '06:45',
    card: 'ketan_bintul',
    type: 'promotional',
    goal: '100 potong ketan bintul terjual sebelum siang',
    figure: 'interactions',
    value: 100,
    caption:
      'Sarapan orang Serang: ketan bintul! Ketan ditumbuk sampai pulen, ditabur serundeng gurih. Mau pakai semur daging juga boleh.\n\nRp4.000 sepotong, minimal 5. Siap dari jam 6 pagi, biasanya habis jam 9.',
  },
  {
    key: 'tebak-bumbu',
    daysAgo: 24,
    at: '16:30',
    card: 'pilih',
    type: 'conversational',
    goal: '20 orang ikut menebak',
    figure: 'comments',
    value: 20,
    caption:
      'Tebak-tebakan yuk: bumbu apa yang bikin rabeg harum tapi hampir nggak kelihatan?\n\nPetunjuk: bentuknya kulit kayu. Yang benar kami sebut namanya di unggahan berikutnya.',
  },
  {
    key: 'besek',
    daysAgo: 22,
    at: '09:20',
    card: 'besek',
    type: 'promotional',
    goal: '12 besek terpesan untuk akhir pekan',
    figure: 'interactions',
    value: 20,
    caption:
      'Paket besek untuk hantaran: 2 sate bandeng, emping 250 gram, sambal merah (pilihan Kakak-Kakak kemarin menang telak!), dibungkus besek bambu.\n\nRp125.000. Bisa ditulisi nama dan ucapan. Pesan dua hari sebelumnya ya.',
  },
  {
    key: 'jawaban-bumbu',
    daysAgo: 20,
    at: '15:30',
    card: 'rabeg',
    type: 'conversational',
    goal: '10 komentar dari yang belum pernah menulis',
    figure: 'comments',
    value: 10,
    caption:
      'Jawabannya: KAYU MANIS! Selamat untuk yang menebak benar. Seujung jari saja untuk satu panci, kalau kebanyakan malah jadi kolak.\n\nDi rumah Kakak rabegnya pakai apa? Ada yang pakai biji pala?',
  },
  {
    key: 'kirim-luar-kota',
    daysAgo: 18,
    at: '10:10',
    card: 'cara_pesan',
    type: 'conversational',
    goal: '5 pesanan baru dari luar Banten',
    figure: 'interactions',
    value: 20,
    caption:
      'Bisa kirim ke luar kota? Bisa, Kak. Kami vakum, bekukan, lalu kirim pakai kotak es.\n\nJabodetabek sampai besoknya, Bandung dan Lampung maksimal 2 hari. Lebih jauh dari itu kami belum berani, takut sampai sana sudah cair.\n\nOngkirnya ikut kurir, kami kabari sebelum Kakak bayar.',
  },
  {
    key: 'kue-balok',
    daysAgo: 16,
    at: '14:00',
    card: 'kue_balok',
    type: 'promotional',
    goal: '25 kotak kue balok terjual minggu ini',
    figure: 'interactions',
    value: 25,
    caption:
      'Kue balok Menes buat teman kopi sore. Singkong, gula aren, kelapa. Legit, nggak bikin eneg.\n\nSekotak isi 10 Rp20.000. Tahan 2 hari, tapi biasanya nggak sampai sore udah habis.',
  },
  {
    key: 'minta-saran',
    daysAgo: 14,
    at: '09:30',
    card: 'pilih',
    type: 'conversational',
    goal: '10 saran atau kritik yang bisa kami kerjakan',
    figure: 'comments',
    value: 10,
    caption:
      'Boleh minta tolong, Kak? Kami pengin lebih baik.\n\nApa yang masih kurang dari Dapur Serang: rasa, kemasan, harga, cara pesan, atau yang lain? Jangan sungkan, yang pedas pun kami terima.',
  },
  {
    key: 'kemasan-baru',
    daysAgo: 12,
    at: '10:40',
    card: 'besek',
    type: 'conversational',
    goal: '10 tanggapan tentang kemasan baru',
    figure: 'comments',
    value: 10,
    caption:
      'Kemarin banyak yang bilang kotaknya gampang penyok. Jadi mulai minggu ini: kotak tebal dengan sekat, minyaknya nggak rembes lagi.\n\nHarganya tetap. Makasih ya sudah jujur sama kami. Gimana menurut Kakak?',
  },
  {
    key: 'rabeg-lagi',
    daysAgo: 10,
    at: '08:20',
    card: 'rabeg',
    type: 'promotional',
    goal: '25 porsi rabeg terpesan untuk Jumat',
    figure: 'interactions',
    value: 25,
    caption:
      'Rabeg Jumat buka pesanan lagi. Minggu lalu habis jam 10, jadi kali ini kami masak 40 porsi.\n\nRp35.000 sudah sama nasi dan acar. Yang mau tanpa jeroan, tulis di catatan ya.',
  },
  {
    key: 'cara-hangat',
    daysAgo: 8,
    at: '15:00',
    card: 'sate_bandeng',
    type: 'conversational',
    goal: '8 orang menyimpan atau bertanya cara menghangatkan',
    figure: 'saves',
    value: 8,
    caption:
      'Cara menghangatkan sate bandeng dari freezer:\n\n1. Pindahkan ke kulkas bawah semalaman.\n2. Kukus 10 menit, atau teflon api kecil 5 menit tiap sisi.\n3. Jangan microwave lama-lama, nanti kering.\n\nKakak biasanya pakai cara apa?',
  },
  {
    key: 'emping-lagi',
    daysAgo: 6,
    at: '09:50',
    card: 'emping',
    type: 'promotional',
    goal: '30 bungkus emping terjual sampai Minggu',
    figure: 'interactions',
    value: 30,
    caption:
      'Emping pedas daun jeruk, varian baru! Cabainya digiling sendiri, daun jeruknya dari halaman.\n\nRp32.000 per 250 gram. Yang sudah coba, kasih tahu dong: kurang pedas, pas, atau kepedesan?',
  },
  {
    key: 'karangantu',
    daysAgo: 4,
    at: '07:10',
    card: 'sate_bandeng',
    type: 'conversational',
    goal: '15 komentar dari warga sekitar Karangantu dan Kasemen',
    figure: 'comments',
    value: 15,
    caption:
      'Subuh tadi ambil bandeng di Karangantu. Airnya lagi bagus, bandengnya gemuk-gemuk.\n\nKami ambil dari tiga petambak yang itu-itu juga sejak 2014. Kalau harga bandeng naik, kami naikkan juga belinya, biar sama-sama hidup.\n\nAda orang Karangantu atau Kasemen di sini? Absen dulu!',
  },
  {
    key: 'jam-buka-lagi',
    daysAgo: 2,
    at: '07:30',
    card: 'jam_buka',
    type: 'conversational',
    goal: 'Tidak ada pelanggan yang datang saat tutup',
    figure: 'reach',
    value: 400,
    trouble: 'failed',
    caption:
      'Info jam buka ya Kak:\n\nSelasa sampai Minggu, 08.00–16.00. Senin libur, giliran kami yang dimasakin.\n\nPesan yang masuk malam tetap kami baca, dibalas besok paginya. Ditunggu, hatur nuhun.',
  },
  {
    key: 'gerem-asem-lagi',
    daysAgo: 1,
    at: '10:00',
    card: 'gerem_asem',
    type: 'promotional',
    goal: '20 porsi gerem asem terpesan untuk akhir pekan',
    figure: 'interactions',
    value: 20,
    trouble: 'unconfirmed',
    caption:
      'Gerem asem akhir pekan ini: ayam kampung Rp30.000, bebek Rp38.000. Sekarang bisa pilih level: santai, melek, atau minta ampun.\n\nPesan sebelum Jumat sore ya, ayamnya kami ambil hidup-hidup dari Baros.',
  },
];

export const coming: ComingPost[] = [
  {
    key: 'sebentar-lagi',
    due: { minutes: 10 },
    card: 'kue_balok',
    type: 'conversational',
    goal: '10 orang menjawab teman minumnya',
    figure: 'comments',
    value: 10,
    caption:
      'Kue balok baru keluar dari loyang. Kopi hitam, teh tawar, atau susu: Kakak tim yang mana? Jawab di komentar, kami mau tahu.',
  },
  {
    key: 'besok-ketan',
    due: { days: 1, at: '06:30' },
    card: 'ketan_bintul',
    type: 'promotional',
    goal: '80 potong ketan bintul terjual sebelum jam 9',
    figure: 'interactions',
    value: 80,
    caption:
      'Ketan bintul siap dari jam 6 pagi. Rp4.000 sepotong, minimal 5. Tambah semur daging Rp8.000.\n\nAmbil di dapur atau dititip ojek, silakan.',
  },
  {
    key: 'rabeg-coming',
    due: { days: 3, at: '08:30' },
    card: 'rabeg',
    type: 'promotional',
    goal: '30 porsi rabeg terpesan untuk Jumat',
    figure: 'interactions',
    value: 30,
    caption:
      'Buka pesanan rabeg Jumat. 40 porsi, Rp35.000 sudah sama nasi dan acar. Tanpa jeroan juga bisa, tulis di catatan.',
  },
  {
    key: 'tanya-resep',
    due: { days: 4, at: '16:00' },
    card: 'pilih',
    type: 'conversational',
    goal: '15 komentar memilih menu berikutnya',
    figure: 'comments',
    value: 15,
    caption:
      'Bulan depan kami mau nambah satu menu lama yang mulai jarang: nasi sumsum atau angeun lada? Pilih satu ya, yang menang kami masak.',
  },
  {
    key: 'besek-coming',
    due: { days: 6, at: '09:00' },
    card: 'besek',
    type: 'promotional',
    goal: '10 besek terpesan untuk akhir pekan',
    figure: 'interactions',
    value: 20,
    caption:
      'Paket besek hantaran Rp125.000: 2 sate bandeng, emping 250 gram, sambal merah. Bisa ditulisi nama. Pesan dua hari sebelumnya ya Kak.',
  },
  {
    key: 'draf-kuis',
    due: null,
    card: 'terima_kasih',
    type: 'conversational',
    goal: '30 peserta kuis',
    figure: 'comments',
    value: 30,
    caption:
      'Sebentar lagi pengikut kita 1.300! Mau bikin kuis kecil-kecilan. (draf: tanya Emak dulu hadiahnya apa)',
  },
];
