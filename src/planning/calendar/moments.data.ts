/**
 * Moments worth planning for in Indonesia. Each year's holidays come from the joint decree of three ministers
 * (SKB 3 Menteri), which appears in September of the year before: add the next one then, with its source.
 *
 * NOTE: The decree says itself that the first of Ramadan, Idulfitri and Iduladha are settled by the Minister of
 * Religious Affairs shortly before (sidang isbat); its dates are the official plan until then.
 */

/** When this file was last checked against its sources. */
export const knownOn = '2026-11-21';

export type MomentKind = 'holiday' | 'joint_leave' | 'ramadan' | 'shopping' | 'payday' | 'remembrance';

export interface MomentName {
  id: string;
  en: string;
}

export interface Decree {
  year: number;
  title: string;
  decided: string;
  source: string;
  /** Month and day. */
  holidays: [day: string, name: MomentName][];
  jointLeave: [day: string, name: MomentName][];
}

const names = {
  newYear: { id: 'Tahun Baru Masehi', en: "New Year's Day" },
  miraj: { id: 'Isra Mikraj', en: "Isra and Mi'raj" },
  imlek: { id: 'Tahun Baru Imlek', en: 'Lunar New Year' },
  nyepi: { id: 'Hari Suci Nyepi', en: 'Nyepi, day of silence' },
  lebaran: { id: 'Idulfitri (Lebaran)', en: 'Eid al-Fitr' },
  goodFriday: { id: 'Wafat Yesus Kristus', en: 'Good Friday' },
  easter: { id: 'Paskah', en: 'Easter' },
  labour: { id: 'Hari Buruh Internasional', en: 'Labour Day' },
  ascension: { id: 'Kenaikan Yesus Kristus', en: 'Ascension Day' },
  adha: { id: 'Iduladha', en: 'Eid al-Adha' },
  waisak: { id: 'Hari Raya Waisak', en: 'Vesak' },
  pancasila: { id: 'Hari Lahir Pancasila', en: 'Pancasila Day' },
  muharam: { id: 'Tahun Baru Islam', en: 'Islamic New Year' },
  independence: { id: 'Hari Kemerdekaan', en: 'Independence Day' },
  maulid: { id: 'Maulid Nabi Muhammad', en: "The Prophet's birthday" },
  christmas: { id: 'Hari Raya Natal', en: 'Christmas' },
} satisfies Record<string, MomentName>;

export const decrees: Decree[] = [
  {
    year: 2026,
    title:
      'SKB Menteri Agama 1497/2025, Menteri Ketenagakerjaan 2/2025, Menteri PANRB 5/2025 tentang Hari Libur Nasional dan Cuti Bersama Tahun 2026',
    decided: '2025-09-19',
    source: 'https://setneg.go.id/baca/index/inilah_skb_3_menteri_libur_nasional_dan_cuti_bersama_2026',
    holidays: [
      ['01-01', names.newYear],
      ['01-16', names.miraj],
      ['02-17', names.imlek],
      ['03-19', names.nyepi],
      ['03-21', names.lebaran],
      ['03-22', names.lebaran],
      ['04-03', names.goodFriday],
      ['04-05', names.easter],
      ['05-01', names.labour],
      ['05-14', names.ascension],
      ['05-27', names.adha],
      ['05-31', names.waisak],
      ['06-01', names.pancasila],
      ['06-16', names.muharam],
      ['08-17', names.independence],
      ['08-25', names.maulid],
      ['12-25', names.christmas],
    ],
    jointLeave: [
      ['02-16', names.imlek],
      ['03-18', names.nyepi],
      ['03-20', names.lebaran],
      ['03-23', names.lebaran],
      ['03-24', names.lebaran],
      ['05-15', names.ascension],
      ['05-28', names.adha],
      ['12-24', names.christmas],
    ],
  },
  {
    year: 2027,
    title:
      'SKB Menteri Agama 1205/2026, Menteri Ketenagakerjaan 3/2026, Menteri PANRB 2/2026 tentang Hari Libur Nasional dan Cuti Bersama Tahun 2027',
    decided: '2026-09-15',
    source: 'https://setneg.go.id/baca/index/inilah_skb_3_menteri_libur_nasional_dan_cuti_bersama_2027',
    holidays: [
      ['01-01', names.newYear],
      ['01-05', names.miraj],
      ['02-06', names.imlek],
      ['03-08', names.nyepi],
      ['03-10', names.lebaran],
      ['03-11', names.lebaran],
      ['03-26', names.goodFriday],
      ['03-28', names.easter],
      ['05-01', names.labour],
      ['05-06', names.ascension],
      ['05-17', names.adha],
      ['05-20', names.waisak],
      ['06-01', names.pancasila],
      ['06-06', names.muharam],
      ['08-15', names.maulid],
      ['08-17', names.independence],
      ['12-25', names.christmas],
      ['12-26', names.miraj],
    ],
    jointLeave: [
      ['02-05', names.imlek],
      ['03-09', names.lebaran],
      ['03-12', names.lebaran],
      ['03-15', names.lebaran],
      ['03-25', names.goodFriday],
      ['05-18', names.adha],
      ['05-19', names.waisak],
      ['12-24', names.christmas],
    ],
  },
];

/**
 * First days of Ramadan that were settled, by year; others are expected by calculation and marked so.
 * Source: Kementerian Agama, sidang isbat 17 February 2026 (1 Ramadan 1447 H).
 */
export const settledRamadan: Record<number, { first: string; last: string }> = {
  2026: { first: '2026-02-19', last: '2026-03-20' },
};

/** Where no decree is known yet: what is calculated from the Islamic calendar (Umm al-Qura), as month and day of it. */
export const islamicDays: [month: number, day: number, name: MomentName][] = [
  [1, 1, names.muharam],
  [3, 12, names.maulid],
  [7, 27, names.miraj],
  [10, 1, names.lebaran],
  [10, 2, names.lebaran],
  [12, 10, names.adha],
];

/** Holidays that fall on the same date each year, for the years without a decree (Keppres 8/2024). */
export const fixedHolidays: [day: string, name: MomentName][] = [
  ['01-01', names.newYear],
  ['05-01', names.labour],
  ['06-01', names.pancasila],
  ['08-17', names.independence],
  ['12-25', names.christmas],
];

/**
 * The same date each year. Kartini: Keppres 108/1964. Ibu: Keppres 316/1959. Pahlawan: Keppres 316/1959. Sumpah
 * Pemuda: Keppres 316/1959. Pendidikan: Keppres 316/1959. Anak: Keppres 44/1984. Guru: Keppres 78/1994. Batik:
 * Keppres 33/2009. UMKM: Piagam Yogyakarta, 25 May 2016 (birthday of Mohammad Hatta). Harbolnas: idEA, each
 * 12 December since 2012.
 */
export const everyYear: [day: string, kind: MomentKind, name: MomentName][] = [
  ['04-21', 'remembrance', { id: 'Hari Kartini', en: 'Kartini Day' }],
  ['05-02', 'remembrance', { id: 'Hari Pendidikan Nasional', en: 'National Education Day' }],
  ['07-23', 'remembrance', { id: 'Hari Anak Nasional', en: "National Children's Day" }],
  ['08-12', 'remembrance', { id: 'Hari UMKM Nasional', en: 'National MSME Day' }],
  ['10-02', 'remembrance', { id: 'Hari Batik Nasional', en: 'National Batik Day' }],
  ['10-28', 'remembrance', { id: 'Hari Sumpah Pemuda', en: 'Youth Pledge Day' }],
  ['11-10', 'remembrance', { id: 'Hari Pahlawan', en: "Heroes' Day" }],
  ['11-25', 'remembrance', { id: 'Hari Guru Nasional', en: "National Teachers' Day" }],
  ['12-22', 'remembrance', { id: 'Hari Ibu', en: "Mothers' Day" }],
  ['11-11', 'shopping', { id: 'Belanja 11.11', en: '11.11 sale' }],
  ['12-12', 'shopping', { id: 'Harbolnas 12.12', en: '12.12 online shopping day' }],
];

export const ramadanName: MomentName = { id: 'Awal Ramadan', en: 'Ramadan begins' };
export const paydayName: MomentName = { id: 'Gajian', en: 'Payday' };
/** From this day of a month to the first of the next. */
export const paydayFrom = 25;
