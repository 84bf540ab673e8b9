import { dictionary } from '#platform/text/i18n.ts';

export const seriesWords = dictionary({
  id: {
    title: 'Seri',
    sentence: 'Unggahan informasi yang terbit rutin, misalnya setiap Selasa dan Jumat.',
    what: 'Unggahan rutin pada hari dan jam tetap',
    newSeries: 'Buat seri',
    newSentence: 'Pilih harinya, tulis beberapa versi, dan empat minggu ke depan langsung masuk kalender.',
    empty: 'Belum ada seri',
    emptyText: 'Jadwal buka, cara memesan, stok hari ini: yang rutin ditanyakan bisa terbit sendiri.',
    ended: 'Sudah diakhiri',
    states: { running: 'Berjalan', paused: 'Dijeda', ended: 'Diakhiri' },
    next: (when: string) => `Berikutnya ${when}`,
    noNext: 'Tidak ada yang akan terbit',
    pause: 'Jeda',
    resume: 'Lanjutkan',
    end: 'Akhiri seri',
    endTitle: 'Akhiri seri ini?',
    endText:
      'Unggahannya yang belum Anda ubah keluar dari kalender. Yang sudah terbit dan yang Anda ubah sendiri tetap ada. Seri yang diakhiri tidak bisa dilanjutkan.',
    keep: 'Batal',
    when: 'Hari dan jam',
    name: 'Nama seri',
    nameHint: 'Hanya Anda yang melihatnya. Contoh: Jadwal buka mingguan.',
    weekdays: 'Setiap hari',
    dayNames: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
    everyDay: 'Setiap hari',
    rhythm: (days: string, hour: string, zone: string) => `${days}, pukul ${hour} ${zone}`,
    hour: 'Jam',
    hourHint: (zone: string) => `Waktu ${zone}. Tetap jam ini, juga bila zona waktu usaha diganti.`,
    firstDay: 'Mulai tanggal',
    lastDay: 'Sampai tanggal',
    captions: 'Tulisan bergiliran',
    captionsHint:
      'Tulis dua versi atau lebih. Dipakai bergiliran, karena Facebook menolak unggahan yang sama persis dua kali berturut-turut.',
    caption: (n: number) => `Tulisan ${n}`,
    more: 'Tambah tulisan',
    oneCaption:
      'Hanya ada satu tulisan. Facebook bisa menolak unggahan yang sama berturut-turut, dan pelanggan mengiranya spam. Tambahkan satu versi lagi.',
    save: 'Simpan seri',
    saved: (made: number, changed: number) =>
      [
        'Seri tersimpan.',
        made > 0 && `${made} unggahan masuk kalender.`,
        changed > 0 && `${changed} unggahan ikut berubah.`,
      ]
        .filter(Boolean)
        .join(' '),
    moved: {
      running: (n: number) => `Seri berjalan lagi. ${n} unggahan masuk kalender.`,
      paused: (n: number) => `Seri dijeda. ${n} unggahan keluar dari kalender.`,
      ended: (n: number) => `Seri diakhiri. ${n} unggahan keluar dari kalender.`,
    },
    refused: {
      moved:
        'Seri ini sudah diubah di tempat lain sejak halaman dibuka. Bukalah lagi untuk melihat yang baru.',
      ended: 'Seri ini sudah diakhiri. Buat seri baru bila masih perlu.',
      gone: 'Seri ini sudah tidak ada.',
    },
    coming: 'Yang akan datang',
    comingText: 'Empat minggu ke depan. Buka satu untuk mengubahnya sendiri; yang lain tetap ikut seri.',
    noneComing: 'Belum ada unggahan yang akan datang.',
    touched: 'Anda ubah sendiri',
    skips: 'Tidak dibuat',
    skipReasons: {
      deleted: 'dihapus dari kalender',
      late: 'jamnya sudah lewat saat akan dibuat, jadi tidak diterbitkan terlambat',
    },
    noChannel:
      'Kanal seri ini terputus, jadi tidak ada unggahan baru yang dibuat. Sambungkan lagi, atau pilih kanal lain.',
    by: (state: string, who: string, when: string) => `${state} oleh ${who}, ${when}`,
    someone: 'anggota',
    edit: 'Ubah seri',
    editText: 'Perubahan berlaku untuk unggahan yang akan datang, kecuali yang sudah Anda ubah sendiri.',
    part: 'Bagian dari seri',
    partTouched: 'Unggahan ini sudah diubah sendiri, jadi tidak ikut bila serinya berubah.',
    approvalNote: 'Setiap unggahan seri menunggu persetujuan anggota lain sebelum terbit.',
    error: {
      name: 'Isi nama, paling panjang 60 karakter.',
      weekdays: 'Pilih paling sedikit satu hari.',
      hour: 'Isi jamnya, misalnya 09:00.',
      firstDay: 'Isi tanggal mulai.',
      firstPast: 'Tanggal ini sudah lewat. Mulai hari ini atau sesudahnya.',
      lastDay: 'Tanggal akhir harus sesudah tanggal mulai.',
      lastPast: 'Tanggal ini sudah lewat.',
      same: (n: number) => `Sama dengan tulisan ${n}. Ubah sedikit agar tidak ditolak.`,
    },
  },
  en: {
    title: 'Series',
    sentence: 'Information posts that go out regularly, for example every Tuesday and Friday.',
    what: 'Regular posts on fixed days and hours',
    newSeries: 'Create a series',
    newSentence: 'Choose the days, write a few versions, and the next four weeks are in the calendar.',
    empty: 'No series yet',
    emptyText: 'Opening hours, how to order, stock of the day: what people keep asking can go out by itself.',
    ended: 'Ended',
    states: { running: 'Running', paused: 'Paused', ended: 'Ended' },
    next: (when) => `Next ${when}`,
    noNext: 'Nothing is to go out',
    pause: 'Pause',
    resume: 'Resume',
    end: 'End the series',
    endTitle: 'End this series?',
    endText:
      'Its posts that you have not edited leave the calendar. Published ones and those you edited stay. An ended series cannot be resumed.',
    keep: 'Cancel',
    when: 'Days and hour',
    name: 'Name of the series',
    nameHint: 'Only you see it. Example: Weekly opening hours.',
    weekdays: 'Every',
    dayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    everyDay: 'Every day',
    rhythm: (days, hour, zone) => `${days} at ${hour} ${zone}`,
    hour: 'Hour',
    hourHint: (zone) => `Time in ${zone}. It stays at this hour, also when the business changes its zone.`,
    firstDay: 'From',
    lastDay: 'Until',
    captions: 'Captions in turn',
    captionsHint:
      'Write two versions or more. They take turns, because Facebook refuses the very same post twice in a row.',
    caption: (n) => `Caption ${n}`,
    more: 'Add a caption',
    oneCaption:
      'There is only one caption. Facebook may refuse the same post in a row, and customers take it for spam. Add another version.',
    save: 'Save the series',
    saved: (made, changed) =>
      [
        'The series is saved.',
        made > 0 && `Posts put into the calendar: ${made}.`,
        changed > 0 && `Posts changed with it: ${changed}.`,
      ]
        .filter(Boolean)
        .join(' '),
    moved: {
      running: (n) => `The series runs again. Posts put into the calendar: ${n}.`,
      paused: (n) => `The series is paused. Posts taken out of the calendar: ${n}.`,
      ended: (n) => `The series is ended. Posts taken out of the calendar: ${n}.`,
    },
    refused: {
      moved: 'This series was changed elsewhere since the page was opened. Open it again to see that.',
      ended: 'This series was ended. Create a new one if you still need it.',
      gone: 'This series is gone.',
    },
    coming: 'To come',
    comingText: 'The next four weeks. Open one to edit it by itself; the others stay with the series.',
    noneComing: 'No post is to come.',
    touched: 'Edited by itself',
    skips: 'Not made',
    skipReasons: {
      deleted: 'deleted from the calendar',
      late: 'its hour had passed when it was to be made, so it is not published late',
    },
    noChannel:
      'The channels of this series are disconnected, so no new post is made. Reconnect, or choose others.',
    by: (state, who, when) => `${state} by ${who}, ${when}`,
    someone: 'a member',
    edit: 'Change the series',
    editText: 'Changes apply to the posts to come, except those you edited by themselves.',
    part: 'Part of the series',
    partTouched: 'This post was edited by itself, so it does not follow when the series changes.',
    approvalNote: 'Every post of a series waits for a colleague’s approval before it goes out.',
    error: {
      name: 'Give a name of at most 60 characters.',
      weekdays: 'Choose at least one day.',
      hour: 'Fill in the hour, for example 09:00.',
      firstDay: 'Fill in the first day.',
      firstPast: 'This day has passed. Begin today or later.',
      lastDay: 'The last day must be after the first.',
      lastPast: 'This day has passed.',
      same: (n) => `The same as caption ${n}. Change it a little so that it is not refused.`,
    },
  },
});

/** `Selasa, Jumat, pukul 09.00 WIB`. */
export function rhythm(
  { weekdays, localHour }: { weekdays: number[]; localHour: string },
  lang: 'id' | 'en',
  zone: string,
): string {
  const t = seriesWords[lang];
  const days = weekdays.length === 7 ? t.everyDay : weekdays.map((day) => t.dayNames[day - 1]).join(', ');
  return t.rhythm(days, lang === 'id' ? localHour.replace(':', '.') : localHour, zone);
}
