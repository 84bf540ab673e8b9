import { dictionary } from '#platform/text/i18n.ts';

/** For a person who asked Facebook or Instagram that we forget them. */
export const deletionWords = dictionary({
  id: {
    title: 'Data Anda sudah dihapus',
    done: (when: string) => `Permintaan Anda lewat Facebook dijalankan ${when}.`,
    what: (channels: string) =>
      `Yang dihapus: nomor pengenal Anda dan izin yang Anda berikan. ${channels} akun usaha kehilangan sambungannya dan harus disambungkan lagi oleh pemiliknya.`,
    customers:
      'Bila Anda pelanggan sebuah usaha dan ingin percakapan Anda dengannya dihapus, mintalah kepada usaha itu: ia dapat menghapusnya sendiri.',
    unknown: 'Kode ini tidak dikenal',
    unknownText: 'Periksa lagi alamat yang Anda terima dari Facebook.',
  },
  en: {
    title: 'Your data is deleted',
    done: (when) => `Your request through Facebook was carried out on ${when}.`,
    what: (channels) =>
      `What was deleted: your identification number and the permissions you gave. ${channels} business accounts lost their connection, and their owner has to connect them again.`,
    customers:
      'If you are a customer of a business and want your conversations with it erased, ask that business: it can do so itself.',
    unknown: 'This code is not known',
    unknownText: 'Check the address that Facebook gave you.',
  },
});
