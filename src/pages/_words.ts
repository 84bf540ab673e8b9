import { dictionary } from '#platform/text/i18n.ts';

/** Words of the pages that belong to no one room: the front page and today. */
export const pageWords = dictionary({
  id: {
    today: 'Hari ini',
    landingTitle: 'Yang bertanya pasti dijawab',
    landing:
      'Tanggap membantu usaha kecil merencanakan unggahan Instagram dan Facebook, dan menjawab setiap komentar, pesan, dan komplain di satu kotak masuk.',
    points: [
      'Unggahan tayang tepat waktu, sekali saja',
      'Semua komentar dan pesan di satu tempat',
      'Tidak ada pelanggan yang terlupa',
    ],
    nobodyWaits: 'Tidak ada yang menunggu jawaban.',
    someWait: (n: string, oldest: string) =>
      n === '1'
        ? `Satu pelanggan menunggu jawaban, sejak ${oldest}.`
        : `${n} pelanggan menunggu jawaban. Yang terlama sejak ${oldest}.`,
    answer: 'Jawab sekarang',
    next: 'Tayang berikutnya',
    nothingPlanned: 'Belum ada yang dijadwalkan. Informasi yang rutin membangun kepercayaan.',
    plan: 'Buat unggahan',
    turnText: 'Sudah jamnya: bagikan foto dan tulisannya, lalu tandai sudah.',
    trouble: 'Perlu Anda lihat',
    done: 'Selesai untuk hari ini.',
    channelBroken: (name: string) => `${name} perlu disambungkan lagi.`,
    noChannel: 'Belum ada kanal yang tersambung.',
    connect: 'Sambungkan kanal',
    waitingTitle: 'Menunggu jawaban',
    suggestion: 'Saran',
    language: 'Bahasa',
  },
  en: {
    today: 'Today',
    landingTitle: 'Who asks gets an answer',
    landing:
      'Tanggap helps small businesses plan Instagram and Facebook posts, and answer every comment, message and complaint in one inbox.',
    points: [
      'Posts go out on time, and once',
      'Every comment and message in one place',
      'No customer is forgotten',
    ],
    nobodyWaits: 'Nobody is waiting for an answer.',
    someWait: (n, oldest) =>
      n === '1'
        ? `One customer waits for an answer; the message came ${oldest}.`
        : `${n} customers wait for an answer. The first wrote ${oldest}.`,
    answer: 'Answer now',
    next: 'Next to go out',
    nothingPlanned: 'Nothing is scheduled. Regular information builds trust.',
    plan: 'Create a post',
    turnText: 'Their hour has come: share picture and words, then mark them as done.',
    trouble: 'Needs your attention',
    done: 'Done for today.',
    channelBroken: (name) => `${name} must be connected again.`,
    noChannel: 'No channel is connected yet.',
    connect: 'Connect a channel',
    waitingTitle: 'Waiting for an answer',
    suggestion: 'Suggestion',
    language: 'Language',
  },
});
