import { dictionary } from '#platform/text/i18n.ts';

/** What the network is asked to approve, in Indonesian because customers read it; {{1}} is the number, {{2}} the link. */
export const linkTemplateBody =
  'Pesan Anda sudah kami terima, dengan nomor {{1}}. Baca jawabannya dan balas di sini: {{2}} . Tautan ini pribadi; simpanlah.';

/** Private links by WhatsApp, to customers and to the owner who sets it up. */
export const whatsappLinkWords = dictionary({
  id: {
    sent: (number: string) => `Tautan ini juga dikirim ke WhatsApp Anda (${number}).`,
    notSent: (number: string) =>
      `Usaha ini belum bisa mengirim tautan ke WhatsApp Anda (${number}). Salin tautannya sekarang.`,
    lostNot:
      'Usaha ini belum bisa mengirim tautan ke WhatsApp. Hubungi usahanya lewat WhatsApp dan sebutkan nomor Anda.',
    title: 'Tautan lewat WhatsApp',
    works:
      'Pelanggan yang meninggalkan nomor WhatsApp menerima tautan pribadinya di sana, lewat templat Anda.',
    how: 'Pelanggan yang meninggalkan nomor WhatsApp bisa menerima tautan pribadinya di sana. Sambungkan nomor WhatsApp usaha, lalu di WhatsApp Manager ajukan templat pesan bernama tautan_percakapan (kategori utilitas) dengan isi ini. Setelah disetujui, tautan terkirim sendiri. Meta menagih setiap pesan.',
    copy: 'Salin isi templat',
    copied: 'Tersalin.',
  },
  en: {
    sent: (number) => `The link is sent to your WhatsApp (${number}) as well.`,
    notSent: (number) => `This business cannot send the link to your WhatsApp (${number}) yet. Copy it now.`,
    lostNot: 'This business cannot send links to WhatsApp yet. Write to it on WhatsApp and say your number.',
    title: 'Links by WhatsApp',
    works: 'Customers who leave a WhatsApp number get their private link there, by your template.',
    how: 'Customers who leave a WhatsApp number can get their private link there. Connect the WhatsApp number of the business; then submit a message template named tautan_percakapan (category utility) with this body in WhatsApp Manager. Once it is approved, links go by themselves. Meta charges each message.',
    copy: 'Copy the template',
    copied: 'Copied.',
  },
});
