import { dictionary } from '#platform/text/i18n.ts';

/** Words of the checks before the hour, and of the first comment. */
export const preflightWords = dictionary({
  id: {
    title: 'Belum bisa tayang',
    kind: { instagram: 'Instagram', facebook: 'Facebook', other: 'kanalnya' },
    tokenDead: (kind: string) => `Belum bisa tayang: sambungkan lagi ${kind}.`,
    permissionMissing: (kind: string) =>
      `Belum bisa tayang: sambungkan lagi ${kind} dan setujui semua izinnya.`,
    tokenEnds: (kind: string) =>
      `Belum bisa tayang: izin ${kind} habis sebelum jam tayang. Sambungkan lagi ${kind}.`,
    quotaReached: (kind: string, limit: string) =>
      `Belum bisa tayang: ${kind} menerima ${limit} unggahan dalam 24 jam, dan rencana Anda lebih dari itu. Pindahkan satu ke hari lain.`,
    mediaUnreachable:
      'Belum bisa tayang: alamat Tanggap ini tidak bisa dibuka dari luar, jadi foto atau videonya tidak bisa diambil jaringan. Beri tahu pengelola pemasangan ini.',
    mediaMissing:
      'Belum bisa tayang: berkas foto atau videonya tidak ada di penyimpanan. Unggah sekali lagi.',
    mediaTooLarge: 'Belum bisa tayang: berkas fotonya lebih dari 8 MB. Ganti dengan yang lebih kecil.',
    refused: (sentence: string) => `Belum bisa tayang: ${sentence}`,
    connect: 'Buka kanal',
    edit: 'Ubah unggahan',
    open: 'Lihat unggahan',
    checked: (when: string) => `Diperiksa ${when}.`,
    letter: {
      subject: (channel: string) => `${channel} perlu disambungkan lagi`,
      text: (channel: string, business: string, link: string) =>
        `Unggahan terjadwal ${business} belum bisa tayang di ${channel}, karena izin akunnya sudah tidak berlaku atau segera habis.\n\n` +
        `Sambungkan lagi di sini:\n${link}\n\nTulisan, foto, dan jadwal Anda aman.\n\nTanggap`,
    },
    comment: {
      title: 'Komentar pertama',
      waiting: 'Komentar pertama menunggu dikirim.',
      sent: 'Komentar pertama sudah terkirim.',
      failed: 'Komentar pertama belum terkirim.',
      byHand: 'Tanggap tidak tahu unggahan mana yang Anda maksud. Tulis komentarnya sendiri di aplikasinya.',
      unconfirmed: 'Belum pasti komentar pertama sudah ada. Periksa di bawah unggahannya.',
      again: 'Kirim lagi',
      done: 'Komentarnya sudah ada',
      moved: 'Keadaannya sudah berubah. Lihat lagi di bawah.',
    },
  },
  en: {
    title: 'Can’t go out yet',
    kind: { instagram: 'Instagram', facebook: 'Facebook', other: 'the channel' },
    tokenDead: (kind) => `Can’t go out yet: connect ${kind} again.`,
    permissionMissing: (kind) => `Can’t go out yet: connect ${kind} again and accept every permission.`,
    tokenEnds: (kind) =>
      `Can’t go out yet: the permission of ${kind} ends before the hour. Connect ${kind} again.`,
    quotaReached: (kind, limit) =>
      `Can’t go out yet: ${kind} takes ${limit} posts in 24 hours, and you planned more. Move one to another day.`,
    mediaUnreachable:
      'Can’t go out yet: this Tanggap’s address does not open from outside, so the network can’t fetch the photo or video. Tell whoever runs this installation.',
    mediaMissing: 'Can’t go out yet: the file of the photo or video is not in the storage. Upload it again.',
    mediaTooLarge: 'Can’t go out yet: the photo’s file is larger than 8 MB. Use a smaller one.',
    refused: (sentence) => `Can’t go out yet: ${sentence}`,
    connect: 'Open channels',
    edit: 'Edit the post',
    open: 'See the post',
    checked: (when) => `Checked ${when}.`,
    letter: {
      subject: (channel) => `${channel} must be connected again`,
      text: (channel, business, link) =>
        `Planned posts of ${business} can’t go out on ${channel} yet, because the account’s permission is no longer valid or ends soon.\n\n` +
        `Connect it again here:\n${link}\n\nYour words, photos and plan are safe.\n\nTanggap`,
    },
    comment: {
      title: 'First comment',
      waiting: 'The first comment waits to be sent.',
      sent: 'The first comment is sent.',
      failed: 'The first comment is not sent.',
      byHand: 'Tanggap does not know which post you mean. Write the comment yourself in the app.',
      unconfirmed: 'It is not certain that the first comment is there. Look under the post.',
      again: 'Send again',
      done: 'The comment is there',
      moved: 'This has changed meanwhile. See below.',
    },
  },
});
