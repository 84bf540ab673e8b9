import { dictionary } from '../platform/i18n.ts';

/** Words around the hosted form: the page itself, the privacy notice, a lost link. */
export const formWords = dictionary({
  id: {
    sentence: 'Tanya, puji, beri saran, kritik, atau komplain. Tanpa akun, tanpa aplikasi.',
    summary: (business: string) =>
      `Sampaikan pertanyaan, pujian, saran, kritik, atau komplain kepada ${business}.`,
    mistakes: (n: string) => (n === '1' ? 'Satu hal perlu diperbaiki' : `${n} hal perlu diperbaiki`),
    notSent: 'Belum terkirim',
    about: (product: string) => `Tentang: ${product}`,
    flooded: (seconds: number) =>
      `Formulir ini sedang dibanjiri kiriman otomatis. Tunggu ${seconds} detik, pilih lagi fotonya bila ada, lalu tekan Kirim sekali lagi.`,
    needKind: 'Pilih salah satu, atau langsung tulis.',
    justWrite: 'Langsung tulis saja',
    only: 'Hanya untuk komplain',
    lost: 'Tautan percakapan Anda hilang?',
    tooMany: 'Terlalu banyak permintaan',
    tooManyText: 'Tunggu satu menit, lalu coba lagi.',
    lostTitle: 'Minta tautan baru',
    lostSentence:
      'Tulis nomor yang Anda terima dan alamat surel yang dulu Anda tinggalkan. Tautan baru dikirim ke alamat itu, dan tidak ke alamat lain.',
    lostNumber: 'Nomor',
    lostEmail: 'Alamat surel',
    lostSend: 'Kirim tautan',
    lostSent:
      'Bila nomor dan alamatnya cocok, tautan baru sudah dikirim ke alamat itu. Periksa juga folder spam.',
    lostWrongNumber: 'Tulis nomornya, lima angka atau lebih.',
    lostWrongEmail: 'Tulis alamat surel, seperti nama@contoh.id.',
    lostWhatsapp:
      'Dulu Anda meninggalkan nomor WhatsApp? Tautan baru belum bisa dikirim ke sana. Hubungi usahanya lewat WhatsApp dan sebutkan nomor Anda.',
    back: 'Kembali ke formulir',
    privacy: 'Pemberitahuan privasi',
    privacySentence: (business: string) => `Apa yang terjadi dengan pesan Anda kepada ${business}.`,
    version: (date: string) => `Versi ${date}.`,
    privacyPoints: [
      'Yang disimpan: tulisan dan foto Anda, nama dan kontak bila Anda isi, alamat halaman tempat Anda menulis (tanpa bagian di belakang tanda tanya), dan kapan Anda menyetujuinya.',
      'Untuk apa: supaya usaha ini membaca, menjawab, dan membereskan yang Anda sampaikan. Tidak untuk iklan, dan tidak dijual.',
      'Siapa yang membaca: pemilik usaha dan anggotanya, Anda sendiri, dan siapa pun yang memegang tautan pribadi Anda.',
      'Foto dikecilkan, dan tempat pengambilannya dihapus sebelum disimpan.',
      'Tidak ada kuki, tidak ada pelacak, dan tidak ada pihak ketiga di formulir ini. Alamat internet Anda hanya dipakai sebagai sidik untuk membatasi kiriman berlebihan, paling lama dua hari.',
      'Ingin pesan Anda dihapus? Tekan “Hapus data saya” di halaman percakapan Anda.',
    ],
  },
  en: {
    sentence: 'Ask, praise, suggest, criticise or complain. No account, no app.',
    summary: (business) => `Tell ${business} your question, praise, suggestion, criticism or complaint.`,
    mistakes: (n) => (n === '1' ? 'One thing needs a correction' : `${n} things need a correction`),
    notSent: 'Not sent yet',
    about: (product) => `About: ${product}`,
    flooded: (seconds) =>
      `This form is being flooded by a program. Wait ${seconds} seconds, choose your photo again if there was one, then press Send once more.`,
    needKind: 'Choose one, or just write.',
    justWrite: 'Just write',
    only: 'For complaints only',
    lost: 'Lost the link to your conversation?',
    tooMany: 'Too many requests',
    tooManyText: 'Wait a minute, then try again.',
    lostTitle: 'Ask for a new link',
    lostSentence:
      'Write the number you were told and the e-mail address you left at the time. A new link is sent to that address, and to no other.',
    lostNumber: 'Number',
    lostEmail: 'E-mail address',
    lostSend: 'Send the link',
    lostSent:
      'If number and address belong together, a new link has been sent to that address. Look into the spam folder too.',
    lostWrongNumber: 'Write the number, five digits or more.',
    lostWrongEmail: 'Write an e-mail address, like name@example.com.',
    lostWhatsapp:
      'Did you leave a WhatsApp number? A new link cannot be sent there yet. Write to the business on WhatsApp and say your number.',
    back: 'Back to the form',
    privacy: 'Privacy notice',
    privacySentence: (business) => `What happens with your message to ${business}.`,
    version: (date) => `Version ${date}.`,
    privacyPoints: [
      'What is kept: your words and photo, your name and contact if you give them, the address of the page you wrote on (without what stands behind the question mark), and when you agreed.',
      'What for: so that this business reads, answers and settles what you tell it. Not for advertising, and it is not sold.',
      'Who reads it: the owner of the business and its members, you, and whoever has your private link.',
      'Photos are made smaller, and where they were taken is removed before they are kept.',
      'No cookie, no tracker and no third party in this form. Your internet address is used only as a fingerprint to limit abuse, for two days at most.',
      'Do you want your message erased? Press “Erase my data” on the page of your conversation.',
    ],
  },
});
