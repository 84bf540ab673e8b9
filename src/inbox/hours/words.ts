import { dictionary } from '#platform/text/i18n.ts';

/** Words of opening hours, days that differ, and what is said while the business is closed. */
export const hoursWords = dictionary({
  id: {
    hours: 'Jam buka',
    sentence: 'Dipakai untuk menghitung lama jawaban dalam jam buka, dan untuk pesan saat tutup.',
    days: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
    opens: (day: string) => `${day}, buka`,
    closes: 'tutup',
    closedHint: 'Kosongkan keduanya bila libur.',
    wrongHours: (day: string) => `${day}: isi jam buka dan tutup, buka lebih dulu dari tutup.`,
    away: 'Pesan saat tutup',
    awayHint:
      'Dikirim otomatis ke pesan langsung yang masuk saat tutup, paling banyak sekali sehari tiap percakapan.',
    awayOn: 'Kirim pesan ini saat tutup',
    awayOnHint: 'Tidak dihitung sebagai jawaban Anda.',
    awayExample:
      'Terima kasih sudah menghubungi kami. Kami sedang tutup, dan akan membalas begitu buka kembali.',
    wrongAway: 'Tulis pesannya, paling panjang 900 karakter.',
    save: 'Simpan jam buka',
    saved: 'Tersimpan.',
    ownersOnly: 'Hanya pemilik yang dapat mengubah jam buka.',
    mistakes: (n: string) => `${n} isian perlu diperbaiki. Yang lain tersimpan.`,
    exceptions: 'Hari yang berbeda',
    exceptionsHint: 'Libur, hari raya, atau jam selama Ramadan.',
    name: 'Nama, misalnya Ramadan',
    from: 'Mulai tanggal',
    to: 'Sampai tanggal',
    optional: 'boleh kosong',
    opensThen: 'Buka pukul',
    closesThen: 'Tutup pukul',
    closedThen: 'Kosongkan keduanya bila tutup.',
    add: 'Tambah hari',
    wrongException:
      'Belum tersimpan: isi nama, tanggal yang berurutan, dan jam buka sebelum jam tutup (atau kosong bila tutup).',
    closed: 'tutup',
    remove: 'Hapus',
    removed: 'Terhapus.',
    back: 'Pengaturan',
    waited: (plain: string, open: string) => `Menunggu ${plain}, ${open} di antaranya dalam jam buka.`,
    waitedPlain: (plain: string) => `Menunggu ${plain}.`,
    duration: (days: string, hours: string, minutes: string) =>
      [days !== '0' && `${days} hari`, hours !== '0' && `${hours} jam`, days === '0' && `${minutes} menit`]
        .filter(Boolean)
        .join(' '),
    automatic: 'Otomatis',
  },
  en: {
    hours: 'Opening hours',
    sentence: 'Used to count answering time in opening hours, and for the message sent while closed.',
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    opens: (day) => `${day}, opens`,
    closes: 'closes',
    closedHint: 'Leave both empty on days off.',
    wrongHours: (day) => `${day}: fill in when it opens and closes, opening first.`,
    away: 'Message while closed',
    awayHint:
      'Sent automatically to direct messages that arrive while closed, at most once a day per conversation.',
    awayOn: 'Send this message while closed',
    awayOnHint: 'It does not count as your answer.',
    awayExample:
      'Thank you for writing to us. We are closed at the moment and will answer as soon as we open again.',
    wrongAway: 'Write the message, at most 900 characters.',
    save: 'Save opening hours',
    saved: 'Saved.',
    ownersOnly: 'Only owners can change the opening hours.',
    mistakes: (n) => `${n} to mend. Everything else is kept.`,
    exceptions: 'Days that differ',
    exceptionsHint: 'Days off, holidays, or the hours during Ramadan.',
    name: 'Name, for example Ramadan',
    from: 'From',
    to: 'To',
    optional: 'may be empty',
    opensThen: 'Opens at',
    closesThen: 'Closes at',
    closedThen: 'Leave both empty when closed.',
    add: 'Add days',
    wrongException:
      'Not saved: fill in a name, dates in order, and opening before closing (or empty when closed).',
    closed: 'closed',
    remove: 'Remove',
    removed: 'Removed.',
    back: 'Settings',
    waited: (plain, open) => `Waiting for ${plain}, of which ${open} in opening hours.`,
    waitedPlain: (plain) => `Waiting for ${plain}.`,
    duration: (days, hours, minutes) =>
      [days !== '0' && `${days} d`, hours !== '0' && `${hours} h`, days === '0' && `${minutes} min`]
        .filter(Boolean)
        .join(' '),
    automatic: 'Automatic',
  },
});

/** Minutes as one says them. */
export function durationText(minutes: number, lang: 'id' | 'en'): string {
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return hoursWords[lang].duration(String(days), String(hours), String(minutes % 60));
}
