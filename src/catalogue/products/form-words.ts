import { dictionary } from '#platform/text/i18n.ts';

/** A product's form, with its pictures and its place. */
export const productFormWords = dictionary({
  id: {
    factHint: {
      benefits: 'Apa gunanya bagi pembeli. Contoh: lauk siap saji, tinggal dihangatkan 10 menit.',
      strengths: 'Apa yang membuatnya lebih baik. Contoh: duri dicabut satu per satu, tanpa pengawet.',
      weaknesses:
        'Apa yang perlu diketahui sebelum membeli. Contoh: hanya tahan sehari di suhu ruang. Yang jujur lebih dipercaya.',
      price: 'Dalam rupiah. Contoh: 15.000 atau 15 ribu.',
      how_to_buy: 'Langkah memesan, membayar, dan menerima barang.',
      quality_assurance: 'Garansi, bahan, dan cara mengenali yang asli.',
    },
    priceUnitHint: 'Contoh: per bungkus, per 250 gram.',
    optional: 'boleh kosong',
    picture: 'Tambah foto',
    pictureHint: (n: number) =>
      `Masih bisa ${n} foto lagi, masing-masing paling besar 25 MB. Tempat pengambilan dihapus.`,
    picturesFull: 'Sudah lima foto. Hapus satu untuk menambah yang lain.',
    newAlt: 'Keterangan foto yang ditambah',
    newAltHint:
      'Untuk orang yang tidak bisa melihatnya. Bila beberapa foto, yang lain ditanyakan setelah disimpan.',
    pictureNth: (n: number) => `Foto ${n}`,
    altText: 'Keterangan foto',
    order: 'Urutan',
    removePicture: 'Hapus foto ini',
    marksSentence: 'Isi yang ada saja. Tanda yang lewat masa berlakunya tidak ditampilkan kepada umum.',
    marksOpen: 'Isi nomor dan tanggalnya',
    markNumber: (mark: string) => `Nomor ${mark}`,
    markUntil: (mark: string) => `${mark} berlaku sampai`,
    halalUntilHint: 'Kosongkan bila sertifikatnya tanpa batas waktu.',
    save: 'Simpan produk',
    moved: 'Produk ini sudah diubah di tempat lain. Isian Anda masih ada; simpan lagi bila ini yang benar.',
    storedNow: (field: string, text: string) => `${field} yang tersimpan sekarang: ${text || '(kosong)'}`,
    storedPictures: 'Fotonya juga berubah. Semua foto, yang lama dan yang baru, ada di bawah.',
    mistakes: (n: number) =>
      n === 1
        ? 'Satu isian perlu diperbaiki. Yang lain tersimpan di halaman ini.'
        : `${n} isian perlu diperbaiki. Yang lain tersimpan di halaman ini.`,
    error: {
      name: 'Tulis nama produk, paling panjang 80 karakter.',
      long: (field: string) => `${field}: paling panjang 1.000 karakter.`,
      price: 'Tulis satu harga dalam rupiah bulat, misalnya 15.000.',
      unitLong: 'Untuk berapa: paling panjang 40 karakter.',
      unitAlone: 'Isi harganya juga.',
      altText: (n: number) => `Tulis keterangan foto ${n}, satu kalimat cukup.`,
      altTextLong: (n: number) => `Keterangan foto ${n} paling panjang 1.000 karakter.`,
      tooMany: 'Paling banyak lima foto. Yang berlebih tidak disimpan.',
      pictureGone: 'Salah satu foto tidak ditemukan. Pilih lagi.',
      markNumber: (mark: string) => `Isi nomor ${mark}, 3 sampai 60 karakter.`,
      markUntil: (mark: string) => `Isi tanggal terakhir ${mark} berlaku.`,
      full: 'Katalog sudah berisi 200 produk. Satu katalog tidak bisa lebih dari itu.',
    },
    placeNow: (n: number, all: number) => `Sekarang nomor ${n} dari ${all}.`,
    move: 'Pindahkan',
    archive: 'Arsipkan',
    archiveTitle: 'Arsipkan produk ini?',
    archiveText: 'Produk keluar dari katalog. Isinya tetap tersimpan dan bisa diaktifkan lagi.',
    archivedText: 'Produk ini tidak ada di katalog umum.',
    restore: 'Aktifkan lagi',
    keep: 'Tidak jadi',
  },
  en: {
    factHint: {
      benefits: 'What it does for the buyer. Example: a ready dish, warm in 10 minutes.',
      strengths: 'What makes it better. Example: boned by hand, no preservatives.',
      weaknesses:
        'What to know before buying. Example: keeps one day at room temperature. Honesty is trusted more.',
      price: 'In rupiah. Example: 15.000.',
      how_to_buy: 'The steps to order, pay and receive it.',
      quality_assurance: 'Guarantee, ingredients, and how to tell the real one.',
    },
    priceUnitHint: 'Example: per pack, per 250 grams.',
    optional: 'optional',
    picture: 'Add a photo',
    pictureHint: (n) =>
      n === 1
        ? 'Room for one more photo, at most 25 MB. Where it was taken is removed.'
        : `Room for ${n} more photos, at most 25 MB each. Where they were taken is removed.`,
    picturesFull: 'Five photos already. Remove one to add another.',
    newAlt: 'Description of the added photo',
    newAltHint: 'For people who cannot see it. With several photos, the others are asked for after saving.',
    pictureNth: (n) => `Photo ${n}`,
    altText: 'Description of the photo',
    order: 'Order',
    removePicture: 'Remove this photo',
    marksSentence: 'Fill in those you have. A mark that has expired is not shown to the public.',
    marksOpen: 'Fill in numbers and dates',
    markNumber: (mark) => `${mark} number`,
    markUntil: (mark) => `${mark} valid until`,
    halalUntilHint: 'Leave empty if the certificate has no end.',
    save: 'Save product',
    moved: 'This product was changed elsewhere. What you typed is still here; save again if it is right.',
    storedNow: (field, text) => `${field} saved at present: ${text || '(empty)'}`,
    storedPictures: 'The photos changed too. All of them, old and new, are below.',
    mistakes: (n) =>
      n === 1
        ? 'One field needs another look. The rest is kept on this page.'
        : `${n} fields need another look. The rest is kept on this page.`,
    error: {
      name: 'Write the name of the product, at most 80 characters.',
      long: (field) => `${field}: at most 1,000 characters.`,
      price: 'Write one price in whole rupiah, such as 15.000.',
      unitLong: 'For how much: at most 40 characters.',
      unitAlone: 'Fill in the price as well.',
      altText: (n) => `Describe photo ${n}; one sentence is enough.`,
      altTextLong: (n) => `The description of photo ${n} can be 1,000 characters at most.`,
      tooMany: 'Five photos at most. The others were not kept.',
      pictureGone: 'One of the photos was not found. Choose it again.',
      markNumber: (mark) => `Fill in the ${mark} number, 3 to 60 characters.`,
      markUntil: (mark) => `Fill in the last day of ${mark}.`,
      full: 'The catalogue holds 200 products already, and no more than that.',
    },
    placeNow: (n, all) => `Now number ${n} of ${all}.`,
    move: 'Move',
    archive: 'Archive',
    archiveTitle: 'Archive this product?',
    archiveText: 'It leaves the catalogue. What you wrote is kept, and it can come back.',
    archivedText: 'This product is not in the public catalogue.',
    restore: 'Make active again',
    keep: 'Keep it',
  },
});
