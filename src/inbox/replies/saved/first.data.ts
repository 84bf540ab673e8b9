/** What a business is given to start with; all can be changed or deleted. */
export const firstTemplates: readonly { shortcut: string; body: string }[] = [
  {
    shortcut: 'halo',
    body: 'Halo {nama}, terima kasih sudah menghubungi {usaha}. Ada yang bisa kami bantu?',
  },
  {
    shortcut: 'harga',
    body: 'Halo {nama}, harga lengkapnya ada di katalog kami: {katalog}. Yang mana yang ingin dipesan?',
  },
  { shortcut: 'stok', body: 'Halo {nama}, masih tersedia. Mau kami sisihkan? Sebutkan jumlahnya, ya.' },
  {
    shortcut: 'habis',
    body: 'Mohon maaf {nama}, hari ini sudah habis. Mau kami kabari begitu tersedia lagi?',
  },
  {
    shortcut: 'pesan',
    body: 'Siap {nama}. Untuk memesan, kirimkan: nama, jumlah, alamat, dan kapan diambil atau diantar.',
  },
  {
    shortcut: 'ongkir',
    body: 'Bisa diantar, {nama}. Kirimkan alamat atau patokannya, nanti kami hitung ongkirnya.',
  },
  {
    shortcut: 'bayar',
    body: 'Terima kasih {nama}. Pesanan kami siapkan setelah pembayaran masuk; kirim bukti transfernya ke sini, ya.',
  },
  {
    shortcut: 'lokasi',
    body: 'Halo {nama}, alamat dan petunjuk arah {usaha} ada di profil kami. Ditunggu kedatangannya.',
  },
  {
    shortcut: 'maaf',
    body: 'Mohon maaf atas kejadian ini, {nama}. Boleh ceritakan kapan dan apa yang terjadi? Kami bereskan.',
  },
  {
    shortcut: 'ganti',
    body: 'Kami mengerti, {nama}. Kami ganti dengan yang baru. Kapan bisa kami antar atau diambil?',
  },
  {
    shortcut: 'pribadi',
    body: 'Halo {nama}, kami lanjutkan lewat pesan pribadi, ya. Mohon dicek kotak pesannya.',
  },
  {
    shortcut: 'terima-kasih',
    body: 'Terima kasih banyak, {nama}! Senang sekali mendengarnya. Ditunggu lagi di {usaha}.',
  },
];
