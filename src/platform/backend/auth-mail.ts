import type { EmailDriver } from '@supabase/lite';
import type { Mail } from '../mail.ts';

/**
 * Our own API writes its letters in English with links to its own port, which nobody can reach. This reads
 * the token out of such a letter and sends ours instead, which leads to `/konfirmasi`.
 */
export function authMail(mail: Mail, publicUrl: string): EmailDriver {
  return {
    async send(message) {
      const link = /[?&]token=([^&"\s]+)[^"\s]*?[?&]type=(\w+)/.exec(message.html ?? message.text ?? '');
      if (!link) throw new Error(`no confirmation link in the letter "${message.subject}"`);
      const type = link[2] as keyof typeof letters;
      const address = new URL('/konfirmasi', publicUrl);
      address.searchParams.set('token_hash', link[1]!);
      address.searchParams.set('type', type);
      const letter = letters[type] ?? letters.signup;
      await mail.send({ to: message.to, subject: letter.subject, text: letter.text(address.href) });
    },
  };
}

const signature = '\n\nTanggap';

const letters = {
  signup: {
    subject: 'Konfirmasi alamat e-mail Anda di Tanggap',
    text: (link: string) =>
      `Selamat datang di Tanggap.\n\nBuka tautan ini untuk mengaktifkan akun Anda:\n${link}\n\n` +
      `Tautan berlaku satu jam. Bila Anda tidak mendaftar, abaikan surat ini.${signature}`,
  },
  recovery: {
    subject: 'Buat kata sandi baru untuk Tanggap',
    text: (link: string) =>
      `Ada permintaan kata sandi baru untuk akun Anda.\n\nBuka tautan ini untuk membuatnya:\n${link}\n\n` +
      `Tautan berlaku satu jam. Bila Anda tidak memintanya, abaikan surat ini; kata sandi lama tetap berlaku.${signature}`,
  },
  email_change: {
    subject: 'Konfirmasi alamat e-mail baru Anda',
    text: (link: string) => `Buka tautan ini untuk memakai alamat ini di Tanggap:\n${link}${signature}`,
  },
};
