/** Words of the form, the same in the element and on the hosted page; a plain table, because both runs read it. */
import type { FeedbackKind, FeedbackWish } from '../schema.ts';

export interface PanelWords {
  title: (business: string) => string;
  launcher: string;
  close: string;
  kind: string;
  kinds: Record<FeedbackKind, string>;
  words: string;
  wordsHint: string;
  ordered: string;
  orderedHint: string;
  wants: string;
  wishes: Record<FeedbackWish, string>;
  photo: string;
  photoHint: string;
  photoRemove: string;
  photoAlt: string;
  notPicture: string;
  name: string;
  contact: string;
  contactHint: string;
  optional: string;
  consent: (business: string) => string;
  notice: string;
  send: string;
  sending: string;
  checking: string;
  thanks: string;
  number: (number: string) => string;
  keepLink: string;
  openLink: string;
  copy: string;
  copied: string;
  another: string;
  waiting: string;
  waitingText: string;
  sentLater: (number: string) => string;
  failed: string;
  failedPhoto: string;
  empty: string;
  needConsent: string;
  sample: string;
  full: string;
}

export const panelWords: Record<'id' | 'en', PanelWords> = {
  id: {
    title: (business) => `Sampaikan kepada ${business}`,
    launcher: 'Kirim masukan',
    close: 'Tutup',
    kind: 'Ini tentang apa',
    kinds: {
      question: 'Pertanyaan',
      praise: 'Pujian',
      suggestion: 'Saran',
      criticism: 'Kritik',
      complaint: 'Komplain',
    },
    words: 'Pesan Anda',
    wordsHint: 'Tulis seperti bercerita. Tidak perlu akun.',
    ordered: 'Pesanan yang mana',
    orderedHint: 'Nomor, tanggal, atau apa yang dipesan.',
    wants: 'Apa yang membuatnya beres',
    wishes: {
      replacement: 'Diganti',
      refund: 'Uang kembali',
      delivery: 'Dikirim segera',
      explanation: 'Penjelasan',
      other: 'Lainnya',
      unknown: 'Terserah usahanya',
    },
    photo: 'Foto',
    photoHint: 'Satu foto. Dikecilkan dulu; posisi tempatnya dihapus.',
    photoRemove: 'Hapus foto',
    photoAlt: 'Foto yang akan dikirim',
    notPicture: 'Berkas itu tidak bisa dibaca sebagai foto. Pilih foto JPEG, PNG, atau WebP.',
    name: 'Nama',
    contact: 'WhatsApp atau surel',
    contactHint: 'Agar Anda bisa dikabari. Kosong pun tetap dijawab, di tautan pribadi Anda.',
    optional: 'boleh kosong',
    consent: (business) => `Saya setuju pesan ini disimpan dan dipakai ${business} untuk menjawab saya.`,
    notice: 'Pemberitahuan privasi',
    send: 'Kirim',
    sending: 'Mengirim …',
    checking: 'Sebentar, memeriksa …',
    thanks: 'Pesan Anda sudah masuk.',
    number: (number) => `Nomor Anda ${number}`,
    keepLink: 'Jawabannya ada di tautan pribadi ini. Simpan: siapa pun yang memegangnya bisa membacanya.',
    openLink: 'Buka percakapan',
    copy: 'Salin tautan',
    copied: 'Tautan disalin.',
    another: 'Tulis lagi',
    waiting: 'Disimpan, belum terkirim',
    waitingText:
      'Tidak ada sambungan. Pesan ini terkirim sendiri begitu halaman ini terbuka dan tersambung lagi.',
    sentLater: (number) => `Pesan yang tadi tersimpan sudah terkirim. Nomor Anda ${number}.`,
    failed: 'Pesan belum terkirim.',
    failedPhoto: 'Pesan terkirim, tetapi fotonya belum.',
    empty: 'Tulis pesan Anda dulu.',
    needConsent: 'Centang persetujuannya dulu.',
    sample: 'contoh',
    full: 'Peramban ini tidak bisa menyimpannya. Biarkan halaman terbuka, lalu kirim lagi saat tersambung.',
  },
  en: {
    title: (business) => `Tell ${business}`,
    launcher: 'Give feedback',
    close: 'Close',
    kind: 'What is it',
    kinds: {
      question: 'Question',
      praise: 'Praise',
      suggestion: 'Suggestion',
      criticism: 'Criticism',
      complaint: 'Complaint',
    },
    words: 'Your message',
    wordsHint: 'Write as you would tell it. No account needed.',
    ordered: 'Which order',
    orderedHint: 'Its number, its date, or what you ordered.',
    wants: 'What would make it right',
    wishes: {
      replacement: 'A replacement',
      refund: 'Money back',
      delivery: 'Delivery at once',
      explanation: 'An explanation',
      other: 'Something else',
      unknown: 'That is up to them',
    },
    photo: 'Photo',
    photoHint: 'One photo. It is made smaller first, and its position removed.',
    photoRemove: 'Remove photo',
    photoAlt: 'The photo to be sent',
    notPicture: 'That file cannot be read as a photo. Choose a JPEG, PNG or WebP photo.',
    name: 'Name',
    contact: 'WhatsApp or e-mail',
    contactHint: 'So that you can be told. Without it you are answered too, at your private link.',
    optional: 'optional',
    consent: (business) => `I agree that ${business} keeps this message and uses it to answer me.`,
    notice: 'Privacy notice',
    send: 'Send',
    sending: 'Sending …',
    checking: 'One moment, checking …',
    thanks: 'Your message has arrived.',
    number: (number) => `Your number is ${number}`,
    keepLink: 'The answer will be at this private link. Keep it: whoever has it can read it.',
    openLink: 'Open the conversation',
    copy: 'Copy link',
    copied: 'Link copied.',
    another: 'Write again',
    waiting: 'Kept, not sent yet',
    waitingText:
      'There is no connection. This message goes by itself once this page is open and connected again.',
    sentLater: (number) => `The message kept earlier has been sent. Your number is ${number}.`,
    failed: 'The message was not sent.',
    failedPhoto: 'The message was sent, but not its photo.',
    empty: 'Write your message first.',
    needConsent: 'Tick your consent first.',
    sample: 'sample',
    full: 'This browser cannot keep it. Leave the page open, and send again when connected.',
  },
};
