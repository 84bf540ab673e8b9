import { dictionary } from '#platform/text/i18n.ts';

/** Why something a customer sent was not taken. */
export const apiWords = dictionary({
  id: {
    refusal: {
      unknown_key: 'Formulir ini tidak aktif lagi.',
      origin: 'Formulir ini tidak boleh dipakai di situs ini.',
      too_many: 'Terlalu banyak pesan dari jaringan ini. Tunggu satu menit, lalu kirim lagi.',
      challenge: 'Formulir ini sedang dibanjiri kiriman otomatis. Pesan Anda diperiksa dulu, lalu dikirim.',
      too_large:
        'Terlalu besar. Pendekkan tulisannya, atau pilih foto yang lebih kecil (paling besar 12 MB).',
      wrong_type: 'Jenis kiriman ini tidak diterima.',
      too_fast: 'Terkirim terlalu cepat. Periksa tulisan Anda, lalu kirim lagi.',
      words: 'Tulis pesan Anda, paling panjang 4.000 huruf.',
      contact: 'Itu bukan nomor WhatsApp atau alamat surel. Perbaiki, atau kosongkan.',
      consent: 'Centang persetujuannya dulu, agar pesan Anda boleh disimpan dan dijawab.',
      shape: 'Kiriman ini tidak lengkap. Muat ulang halaman, lalu coba lagi.',
      not_a_picture: 'Berkas itu bukan foto. Pilih foto JPEG, PNG, atau WebP.',
      heic: 'Foto HEIC dari iPhone belum bisa dibaca. Simpan sebagai JPEG dulu, atau ambil tangkapan layarnya.',
      link: 'Percakapan ini tidak ditemukan.',
    },
  },
  en: {
    refusal: {
      unknown_key: 'This form is not in use any more.',
      origin: 'This form may not be used on this site.',
      too_many: 'Too many messages from this network. Wait a minute, then send again.',
      challenge: 'This form is being flooded by a program. Your message is checked first, then sent.',
      too_large: 'Too large. Shorten your words, or choose a smaller photo (12 MB at most).',
      wrong_type: 'This kind of content is not taken.',
      too_fast: 'Sent too fast. Look over your words, then send again.',
      words: 'Write your message, 4,000 characters at most.',
      contact: 'That is neither a WhatsApp number nor an e-mail address. Correct it, or leave it empty.',
      consent: 'Tick your consent first, so that your message may be kept and answered.',
      shape: 'Something is missing. Load the page again, then try once more.',
      not_a_picture: 'That file is not a photo. Choose a JPEG, PNG or WebP photo.',
      heic: 'HEIC photos of an iPhone cannot be read yet. Save it as JPEG first, or take a screenshot of it.',
      link: 'This conversation was not found.',
    },
  },
});
