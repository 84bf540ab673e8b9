import { dictionary } from '#platform/text/i18n.ts';

export const words = dictionary({
  id: {
    results: 'Hasil',
    figure: {
      reach: 'Jangkauan',
      likes: 'Suka',
      comments: 'Komentar',
      shares: 'Dibagikan',
      saves: 'Disimpan',
      views: 'Tayangan',
      interactions: 'Interaksi',
    },
    none: 'tidak ada angka',
    taken: (age: string, when: string) => `Angka ${age} setelah tayang, diambil ${when}.`,
    notYet: 'Belum ada angka. Angka pertama diambil satu jam setelah tayang.',
    hours: (n: number) => `${n} jam`,
    days: (n: number) => `${n} hari`,
    goal: (figure: string, value: string) => `Tujuan: ${figure.toLowerCase()} ${value} dalam 7 hari`,
    reached: 'Tercapai',
    missed: 'Belum tercapai',
    open: 'Belum cukup data',
    value: (value: string, measured: number, published: number) =>
      `${value} dari ${measured} kanal yang angkanya diketahui (tayang di ${published} kanal).`,
    waiting: (measured: number, published: number) =>
      `Dinilai dari angka 7 hari setelah tayang; sekarang ada dari ${measured} dari ${published} kanal.`,
  },
  en: {
    results: 'Results',
    figure: {
      reach: 'Reach',
      likes: 'Likes',
      comments: 'Comments',
      shares: 'Shares',
      saves: 'Saves',
      views: 'Views',
      interactions: 'Interactions',
    },
    none: 'no figure',
    taken: (age, when) => `Figures ${age} after publication, taken ${when}.`,
    notYet: 'No figures yet. The first are taken an hour after publication.',
    hours: (n) => (n === 1 ? '1 hour' : `${n} hours`),
    days: (n) => (n === 1 ? '1 day' : `${n} days`),
    goal: (figure, value) => `Goal: ${figure.toLowerCase()} of ${value} within 7 days`,
    reached: 'Reached',
    missed: 'Not reached',
    open: 'Not enough data',
    value: (value, measured, published) =>
      `${value} from ${measured} of the ${published} channels it went out on.`,
    waiting: (measured, published) =>
      `Judged from the figures 7 days after publication; so far known for ${measured} of ${published} channels.`,
  },
});
