import type { Note, Refusal } from '../contract/publishing.ts';
import type { Language } from './reasons.ts';

type RefusalWords = { [C in Refusal['code']]: (refusal: Extract<Refusal, { code: C }>) => string };

/** For the composer: why this channel won't take the draft, and what would help. */
export const refusalWords: Record<Language, RefusalWords> = {
  id: {
    no_posts: () =>
      'Di nomor WhatsApp hanya ada percakapan, tidak ada unggahan. Untuk Status WhatsApp, tambahkan akun yang diunggah sendiri di halaman Kanal.',
    needs_picture: () => 'Kanal ini memerlukan foto. Tambahkan satu foto.',
    too_many_pictures: ({ limit, count }) =>
      `Ada ${count} foto; kanal ini menerima ${limit}. Pilih yang terbaik.`,
    needs_link: () => 'Tautannya belum diisi. Tempelkan tautan, atau pilih jenis teks.',
    no_link: () => 'Kanal ini tidak menerima tautan terpisah di sini. Tulis tautannya di dalam keterangan.',
    needs_video: () => 'Videonya belum ada. Tambahkan satu video, atau pilih jenis lain.',
    needs_media: () => 'Cerita selalu berupa foto atau video. Tambahkan salah satu.',
    one_media: ({ count }) => `Ada ${count} foto; satu cerita memuat satu. Pilih satu foto.`,
    no_pictures: () => 'Unggahan video tidak bisa membawa foto. Hapus fotonya, atau buat unggahan kedua.',
    no_video: () => 'Jenis ini tidak bisa membawa video. Pilih jenis video, atau hapus videonya.',
    video_too_short: ({ limit, seconds }) =>
      `Video ${figure('id', seconds)} detik; paling pendek ${limit} detik. Pilih video yang lebih panjang.`,
    video_too_long: ({ limit, seconds }) =>
      `Video ${duration('id', seconds)}; paling panjang ${duration('id', limit)}. Potong videonya.`,
    video_too_big: ({ limit, bytes }) =>
      `Video ${megabytes('id', bytes)} MB; paling besar ${megabytes('id', limit)} MB. Pendekkan atau perkecil videonya.`,
    video_too_wide: ({ limit, width }) =>
      `Lebar video ${figure('id', width)} piksel; paling lebar ${figure('id', limit)}. Simpan videonya dalam ukuran 1080p.`,
    video_too_narrow: ({ limit, width }) =>
      `Lebar video ${figure('id', width)} piksel; paling sempit ${figure('id', limit)}. Pakai video yang lebih tajam.`,
    empty: () => 'Unggahan masih kosong. Tulis sesuatu dulu.',
    caption_too_long: ({ limit, length }) =>
      `Tulisan ${figure('id', length)} karakter; paling banyak ${figure('id', limit)}. Pendekkan ${figure('id', length - limit)} karakter.`,
    too_many_hashtags: ({ limit, count }) =>
      `Ada ${count} tagar; paling banyak ${limit}. Hapus ${count - limit}.`,
    too_many_mentions: ({ limit, count }) =>
      `Ada ${count} sebutan akun; paling banyak ${limit}. Hapus ${count - limit}.`,
    no_first_comment: () => 'Cerita tidak bisa diberi komentar pertama. Kosongkan komentarnya.',
    first_comment_too_long: ({ limit, length }) =>
      `Komentar pertama ${figure('id', length)} karakter; paling banyak ${figure('id', limit)}. Pendekkan ${figure('id', length - limit)} karakter.`,
    first_comment_hashtags: ({ limit, count }) =>
      `Ada ${count} tagar di komentar pertama; paling banyak ${limit}. Hapus ${count - limit}.`,
    first_comment_mentions: ({ limit, count }) =>
      `Ada ${count} sebutan akun di komentar pertama; paling banyak ${limit}. Hapus ${count - limit}.`,
  },
  en: {
    no_posts: () =>
      'A WhatsApp number has conversations, not posts. For WhatsApp status, add an account that you post on yourself, on the page Channels.',
    needs_picture: () => 'This channel needs a photo. Add one photo.',
    too_many_pictures: ({ limit, count }) =>
      `There are ${count} photos; this channel takes ${limit}. Pick the best.`,
    needs_link: () => 'The link is missing. Paste a link, or choose the type text.',
    no_link: () => 'This channel takes no separate link here. Write the link in the caption.',
    needs_video: () => 'The video is missing. Add one video, or choose another kind.',
    needs_media: () => 'A story is always a photo or a video. Add one.',
    one_media: ({ count }) => `There are ${count} photos; one story holds one. Pick one photo.`,
    no_pictures: () => 'A video post can’t carry photos. Remove the photos, or make a second post.',
    no_video: () => 'This kind can’t carry a video. Choose the kind video, or remove the video.',
    video_too_short: ({ limit, seconds }) =>
      `The video is ${figure('en', seconds)} seconds long; at least ${limit} are needed. Choose a longer one.`,
    video_too_long: ({ limit, seconds }) =>
      `The video is ${duration('en', seconds)} long; at most ${duration('en', limit)} fit. Trim it.`,
    video_too_big: ({ limit, bytes }) =>
      `The video is ${megabytes('en', bytes)} MB; at most ${megabytes('en', limit)} MB fit. Shorten it or make it smaller.`,
    video_too_wide: ({ limit, width }) =>
      `The video is ${figure('en', width)} pixels wide; at most ${figure('en', limit)} fit. Save it as 1080p.`,
    video_too_narrow: ({ limit, width }) =>
      `The video is ${figure('en', width)} pixels wide; at least ${figure('en', limit)} are needed. Use a sharper one.`,
    empty: () => 'The post is still empty. Write something first.',
    caption_too_long: ({ limit, length }) =>
      `The words are ${figure('en', length)} characters long; at most ${figure('en', limit)} fit. Shorten them by ${figure('en', length - limit)}.`,
    too_many_hashtags: ({ limit, count }) =>
      `There are ${count} hashtags; at most ${limit} fit. Remove ${count - limit}.`,
    too_many_mentions: ({ limit, count }) =>
      `There are ${count} mentions; at most ${limit} fit. Remove ${count - limit}.`,
    no_first_comment: () => 'A story can’t have a first comment. Leave it empty.',
    first_comment_too_long: ({ limit, length }) =>
      `The first comment is ${figure('en', length)} characters long; at most ${figure('en', limit)} fit. Shorten it by ${figure('en', length - limit)}.`,
    first_comment_hashtags: ({ limit, count }) =>
      `There are ${count} hashtags in the first comment; at most ${limit} fit. Remove ${count - limit}.`,
    first_comment_mentions: ({ limit, count }) =>
      `There are ${count} mentions in the first comment; at most ${limit} fit. Remove ${count - limit}.`,
  },
};

/** For the composer: what will look different on this channel. */
export const noteWords: Record<Language, Record<Note['code'], string>> = {
  id: {
    story_without_words: 'Cerita tampil tanpa tulisan. Bila perlu, tulis di dalam foto atau videonya.',
    cropped_to_first: 'Instagram memotong semua foto mengikuti bentuk foto pertama.',
    cover_not_chosen: 'Facebook memilih sendiri gambar sampul videonya.',
  },
  en: {
    story_without_words: 'A story appears without the words. If needed, write them into the photo or video.',
    cropped_to_first: 'Instagram crops all photos to the shape of the first.',
    cover_not_chosen: 'Facebook chooses the cover of the video by itself.',
  },
};

/** The sentence for one refusal. */
export function refusalSentence(language: Language, refusal: Refusal): string {
  const words = refusalWords[language][refusal.code] as (given: Refusal) => string;
  return words(refusal);
}

function figure(language: Language, count: number): string {
  return count.toLocaleString(language);
}

function duration(language: Language, seconds: number): string {
  const whole = Math.ceil(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  const [minute, second] = language === 'id' ? ['menit', 'detik'] : ['min', 's'];
  if (minutes === 0) return `${rest} ${second}`;
  return rest === 0 ? `${minutes} ${minute}` : `${minutes} ${minute} ${rest} ${second}`;
}

// Rounded up, so that what is too big never looks as if it fitted.
function megabytes(language: Language, bytes: number): string {
  return figure(language, Math.ceil(bytes / (1024 * 1024)));
}
