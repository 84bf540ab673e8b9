/** The words of pictures and videos. */
import { dictionary, type Lang } from '#platform/text/i18n.ts';
import { sizeText } from '#ui/size-text.ts';
import type { PictureRefusal } from '../pictures/store.ts';
import type { VideoRefusal } from '../videos/store.ts';

export const mediaWords = dictionary({
  id: {
    library: 'Foto dan video',
    librarySentence: 'Semua yang pernah Anda unggah, untuk dipakai lagi.',
    usage: (used: string, quota: string) => `Terpakai ${used} dari ${quota}.`,
    usageLabel: 'Tempat yang terpakai',
    emptyTitle: 'Belum ada foto atau video',
    emptyText: 'Yang Anda unggah di sini atau di unggahan muncul di sini, dan bisa dipakai lagi.',
    addTitle: 'Tambah',
    pictures: 'Foto',
    video: 'Video',
    upload: 'Unggah',
    optional: 'boleh kosong',
    altText: 'Keterangan untuk yang tidak bisa melihatnya',
    altTextHint: 'Dipakai lagi saat foto ini dipilih. Contoh: sepiring sate bandeng di atas daun pisang.',
    saveAltText: 'Simpan keterangan',
    altTextSaved: 'Keterangan tersimpan.',
    altTextLong: 'Keterangan paling panjang 1.000 karakter.',
    noAltText: 'Belum ada keterangan.',
    pictureAt: (when: string) => `Foto, ${when}`,
    videoAt: (when: string) => `Video, ${when}`,
    pixels: (width: number, height: number) => `${width} × ${height} piksel`,
    length: (minutes: number, seconds: number) =>
      minutes === 0
        ? `${seconds} detik`
        : seconds === 0
          ? `${minutes} menit`
          : `${minutes} menit ${seconds} detik`,
    usedIn: (n: number) => `Dipakai di ${n} unggahan`,
    usedInProducts: 'Dipakai di katalog',
    usedInSeries: 'Dipakai di seri',
    unused: 'Belum dipakai. Yang tidak dipakai dihapus setelah 30 hari.',
    noCaption: '(tanpa tulisan)',
    remove: 'Hapus',
    removeTitle: 'Hapus dari penyimpanan?',
    removeText: 'Berkasnya hilang untuk seterusnya.',
    keep: 'Tidak jadi',
    removed: 'Sudah dihapus.',
    stillUsed: 'Masih dipakai, jadi tidak dihapus. Keluarkan dulu dari unggahan atau produk yang memakainya.',
    gone: 'Sudah tidak ada.',
    stored: (n: number) => `${n} berkas tersimpan.`,
    nothing: 'Pilih foto atau video dulu.',
    newer: 'Terbaru',
    older: 'Lebih lama',
    pages: 'Halaman lain',
    notStored: (name: string, why: string) => `${name}: ${why}`,
    noRoom: (name: string) => `${name}: paling banyak 10 foto dalam satu unggahan.`,
    pictureGone: 'Salah satu foto sudah dihapus dari media. Pilih foto lain.',
    refusal: {
      not_a_picture: 'Berkas ini bukan foto yang bisa dibaca. Pakai JPEG, PNG, atau WebP.',
      heic: 'Foto HEIC belum bisa dibaca. Di iPhone buka Pengaturan, Kamera, Format, lalu pilih Paling Kompatibel; atau kirim tangkapan layarnya.',
      too_large: 'Foto lebih besar dari 25 MB. Pilih yang lebih kecil.',
      quota: (used: string, quota: string) =>
        `Tempat penyimpanan penuh: terpakai ${used} dari ${quota}. Hapus foto atau video yang tidak dipakai, lalu coba lagi.`,
      not_a_video: 'Berkas ini bukan video yang bisa dibaca. Pakai MP4 atau MOV dari kamera ponsel.',
      incomplete: 'Video ini terpotong dan tidak lengkap. Kirim ulang berkas aslinya.',
      fragmented:
        'Video ini direkam untuk siaran. Simpan dulu sebagai MP4 biasa di aplikasi galeri atau penyunting.',
      video_too_large: 'Video lebih besar dari 100 MB. Potong, atau kecilkan ke 720p.',
      video_too_short: 'Video paling pendek 3 detik. Pilih yang lebih panjang.',
      video_too_long: 'Video terlalu panjang: reel paling lama 15 menit, story 60 detik. Potong dulu.',
      video_too_wide: 'Gambar video terlalu lebar. Simpan sebagai 1080p, paling lebar 1.920 piksel.',
      video_codec:
        'Jenis video ini tidak diterima Instagram dan Facebook. Simpan sebagai MP4 (H.264 atau HEVC).',
      video_sound:
        'Jenis suara video ini tidak diterima Instagram dan Facebook. Simpan sebagai MP4 dengan suara AAC.',
    },
  },
  en: {
    library: 'Photos and videos',
    librarySentence: 'Everything you uploaded, to be used again.',
    usage: (used, quota) => `${used} of ${quota} used.`,
    usageLabel: 'Room used',
    emptyTitle: 'No photo or video yet',
    emptyText: 'What you upload here or in a post appears here and can be used again.',
    addTitle: 'Add',
    pictures: 'Photos',
    video: 'Video',
    upload: 'Upload',
    optional: 'optional',
    altText: 'Description for people who cannot see it',
    altTextHint: 'Used again when this photo is chosen. Example: a plate of sate bandeng on a banana leaf.',
    saveAltText: 'Save description',
    altTextSaved: 'Description saved.',
    altTextLong: 'The description can be 1,000 characters at most.',
    noAltText: 'No description yet.',
    pictureAt: (when) => `Photo, ${when}`,
    videoAt: (when) => `Video, ${when}`,
    pixels: (width, height) => `${width} × ${height} pixels`,
    length: (minutes, seconds) =>
      minutes === 0 ? `${seconds} s` : seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`,
    usedInProducts: 'Used in the catalogue',
    usedInSeries: 'Used in series',
    usedIn: (n) => (n === 1 ? 'Used in one post' : `Used in ${n} posts`),
    unused: 'Not used yet. What is not used is deleted after 30 days.',
    noCaption: '(no words)',
    remove: 'Delete',
    removeTitle: 'Delete from storage?',
    removeText: 'The file is gone for good.',
    keep: 'Keep it',
    removed: 'Deleted.',
    stillUsed: 'It is still in use, so it was not deleted. Take it out of the post or product first.',
    gone: 'It is not there any more.',
    stored: (n) => (n === 1 ? 'One file stored.' : `${n} files stored.`),
    nothing: 'Choose a photo or a video first.',
    newer: 'Newest',
    older: 'Older',
    pages: 'Other pages',
    notStored: (name, why) => `${name}: ${why}`,
    noRoom: (name) => `${name}: a post holds 10 photos at most.`,
    pictureGone: 'One of the photos was deleted from your media. Choose another.',
    refusal: {
      not_a_picture: 'This file is not a photo that can be read. Use JPEG, PNG or WebP.',
      heic: 'HEIC photos cannot be read yet. On the iPhone open Settings, Camera, Formats and choose Most Compatible; or send a screenshot of it.',
      too_large: 'The photo is larger than 25 MB. Choose a smaller one.',
      quota: (used, quota) =>
        `There is no room left: ${used} of ${quota} used. Delete photos or videos that are not in use, then try again.`,
      not_a_video: 'This file is not a video that can be read. Use MP4 or MOV from a phone camera.',
      incomplete: 'This video is cut off and not complete. Send the original file again.',
      fragmented:
        'This video was recorded for streaming. Save it as a plain MP4 in a gallery or editing app first.',
      video_too_large: 'The video is larger than 100 MB. Cut it, or make it smaller (720p).',
      video_too_short: 'A video is at least 3 seconds. Choose a longer one.',
      video_too_long:
        'The video is too long: a reel is at most 15 minutes, a story 60 seconds. Cut it first.',
      video_too_wide: 'The video is too wide. Save it as 1080p, at most 1,920 pixels wide.',
      video_codec: 'Instagram and Facebook do not take this kind of video. Save it as MP4 (H.264 or HEVC).',
      video_sound: 'Instagram and Facebook do not take this kind of sound. Save it as MP4 with AAC sound.',
    },
  },
});

/** Why an upload was not taken, and what to do. */
export function mediaRefusal(lang: Lang, refusal: PictureRefusal | VideoRefusal): string {
  const t = mediaWords[lang].refusal;
  return refusal.reason === 'quota'
    ? t.quota(sizeText(refusal.used, lang), sizeText(refusal.quota, lang))
    : t[refusal.reason];
}
