import { dictionary } from '#platform/text/i18n.ts';

/** Words for accounts that a person posts on by hand. */
export const assistedWords = dictionary({
  id: {
    title: 'Akun yang belum bisa disambungkan',
    text: 'Untuk akun pribadi, Status WhatsApp, TikTok, dan lainnya: pada jamnya Anda diingatkan, foto dan tulisannya siap dibagikan, dan Anda yang menekan unggah. Tetap tercatat tayang.',
    name: 'Nama akun',
    nameHint: 'Contoh: Status WhatsApp, atau @dapurserang.',
    place: 'Tempat',
    places: {
      instagram: 'Instagram',
      facebook: 'Facebook',
      whatsapp: 'Status WhatsApp',
      tiktok: 'TikTok',
      other: 'Lainnya',
    },
    add: 'Tambahkan',
    added: (name: string) => `${name} ditambahkan. Kanal ini sekarang bisa dipilih saat membuat unggahan.`,
    edit: 'Ubah nama',
    save: 'Simpan',
    saved: 'Nama tersimpan.',
    byHand: 'Anda yang mengunggah',
    remove: 'Hapus',
    removeTitle: (name: string) => `Hapus ${name}?`,
    removeText:
      'Unggahan yang terjadwal di kanal ini tidak akan diingatkan lagi. Yang sudah tayang tetap tercatat.',
    refused: 'Nama itu sudah dipakai di tempat yang sama, atau Anda bukan pemilik.',
    wrong: 'Isi nama akun, paling panjang 60 karakter, dan pilih tempatnya.',
  },
  en: {
    title: 'Accounts that can’t be connected yet',
    text: 'For personal accounts, WhatsApp status, TikTok and others: at the hour you are reminded, picture and words are ready to share, and you press post. It counts as published.',
    name: 'Name of the account',
    nameHint: 'For example: WhatsApp status, or @dapurserang.',
    place: 'Place',
    places: {
      instagram: 'Instagram',
      facebook: 'Facebook',
      whatsapp: 'WhatsApp status',
      tiktok: 'TikTok',
      other: 'Other',
    },
    add: 'Add',
    added: (name) => `${name} was added. The composer offers it from now on.`,
    edit: 'Rename',
    save: 'Save',
    saved: 'The name is saved.',
    byHand: 'You post it yourself',
    remove: 'Remove',
    removeTitle: (name) => `Remove ${name}?`,
    removeText:
      'There are no reminders any more for what is planned here. What was published stays recorded.',
    refused: 'That name is in use at the same place, or you are no owner.',
    wrong: 'Give the account a name of at most 60 characters, and choose its place.',
  },
});
