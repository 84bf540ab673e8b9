import { dictionary } from '#platform/text/i18n.ts';

/** Post templates and sets of hashtags. */
export const templatesWords = dictionary({
  id: {
    templates: 'Templat Anda',
    noTemplates: 'Belum ada templat. Buka sebuah unggahan dan simpan tulisannya sebagai templat.',
    setsTitle: 'Set tagar dan templat',
    setsSentence: 'Yang sering Anda pakai, tinggal pilih.',
    setsTags: 'Set tagar',
    setName: 'Nama set',
    setNameHint: 'Contoh: Harian',
    setTags: 'Tagar',
    setTagsHint: 'Pisahkan dengan spasi, paling banyak 30.',
    setSave: 'Simpan set',
    remove: 'Hapus',
    removeTitle: (name: string) => `Hapus "${name}"?`,
    templateSaved: 'Templat tersimpan.',
    setSaved: 'Set tagar tersimpan.',
    removed: 'Sudah dihapus.',
    namedError: {
      name: 'Isi nama, paling panjang 60 karakter.',
      tags: 'Isi satu sampai 30 tagar.',
      taken: 'Nama ini sudah dipakai.',
    },
  },
  en: {
    templates: 'Your templates',
    noTemplates: 'No template yet. Open a post and keep its words as a template.',
    setsTitle: 'Hashtag sets and templates',
    setsSentence: 'What you use often, one tap away.',
    setsTags: 'Hashtag sets',
    setName: 'Name of the set',
    setNameHint: 'Example: Daily',
    setTags: 'Hashtags',
    setTagsHint: 'Separate them with spaces, 30 at most.',
    setSave: 'Save the set',
    remove: 'Delete',
    removeTitle: (name) => `Delete "${name}"?`,
    templateSaved: 'The template is saved.',
    setSaved: 'The hashtag set is saved.',
    removed: 'Deleted.',
    namedError: {
      name: 'Give a name of at most 60 characters.',
      tags: 'Give one to 30 hashtags.',
      taken: 'This name is taken.',
    },
  },
});
