import { dictionary } from '#platform/text/i18n.ts';

/** Letters to a customer. What was said is not repeated in them. */
export const letterWords = dictionary({
  id: {
    subject: {
      ticket: (business: string, number: string) => `Pesan Anda kepada ${business}: nomor ${number}`,
      answer: (business: string, number: string) => `Ada jawaban dari ${business} (nomor ${number})`,
      lost: (business: string, number: string) => `Tautan baru untuk nomor ${number}, ${business}`,
    },
    text: {
      ticket: (business: string, number: string, link: string) =>
        `Pesan Anda kepada ${business} sudah masuk.\n\nNomor: ${number}\nBaca jawabannya di sini:\n${link}\n\nTautan ini pribadi: siapa pun yang memegangnya bisa membaca percakapan Anda.\nBukan Anda yang menulis? Abaikan surat ini.`,
      answer: (business: string, number: string, link: string) =>
        `${business} menjawab pesan Anda (nomor ${number}).\n\nBaca dan balas di sini:\n${link}\n\nTautan ini pribadi: siapa pun yang memegangnya bisa membaca percakapan Anda.`,
      lost: (business: string, number: string, link: string) =>
        `Ini tautan baru ke percakapan Anda dengan ${business} (nomor ${number}):\n${link}\n\nBukan Anda yang meminta? Abaikan surat ini; tidak ada orang lain yang menerimanya.`,
    },
  },
  en: {
    subject: {
      ticket: (business, number) => `Your message to ${business}: number ${number}`,
      answer: (business, number) => `${business} has answered (number ${number})`,
      lost: (business, number) => `A new link for number ${number}, ${business}`,
    },
    text: {
      ticket: (business, number, link) =>
        `Your message to ${business} has arrived.\n\nNumber: ${number}\nRead the answer here:\n${link}\n\nThis link is private: whoever has it can read your conversation.\nYou did not write? Ignore this letter.`,
      answer: (business, number, link) =>
        `${business} has answered your message (number ${number}).\n\nRead it and reply here:\n${link}\n\nThis link is private: whoever has it can read your conversation.`,
      lost: (business, number, link) =>
        `Here is a new link to your conversation with ${business} (number ${number}):\n${link}\n\nYou did not ask for it? Ignore this letter; nobody else got one.`,
    },
  },
});
