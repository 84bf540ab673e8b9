/** Where to go, in the owner's language first. */
import type { DemoEnvironment } from './environment.ts';
import { slug } from './fill.ts';
import { emails, password } from './shop/people.ts';

export function welcome(hub: string, sandbox: string, demo: DemoEnvironment, isNew: boolean): string {
  const kept = {
    id: demo.throwAway ? 'data dibuang saat berhenti' : `data disimpan di ${demo.dataDir}`,
    en: demo.throwAway ? 'data is thrown away at the end' : `data is kept in ${demo.dataDir}`,
  };
  const soon = {
    id: isNew ? 'Dalam semenit satu komentar masuk; dalam sepuluh menit satu unggahan tayang. ' : '',
    en: isNew ? 'Within a minute a comment comes in; within ten minutes a post goes out. ' : '',
  };
  return `
Tanggap siap dicoba (${kept.id}).

  Buka        ${hub}
  Usaha       ${hub}/u/${slug}   (usaha contoh, bukan usaha sungguhan)
  Masuk       ${emails.owner} (pemilik), ${emails.staff} (staf), ${emails.trainer} (pendamping)
  Kata sandi  ${password}
  Pelanggan   ${sandbox}   (jadilah pelanggan: buka unggahan, tulis komentar atau pesan)

${soon.id}Berhenti: Ctrl+C.

Tanggap is ready to try (${kept.en}).

  Open        ${hub}
  Business    ${hub}/u/${slug}   (a sample, not a real business)
  Sign in     ${emails.owner} (owner), ${emails.staff} (staff), ${emails.trainer} (trainer)
  Password    ${password}
  Customer    ${sandbox}   (play the customer: open a post, write a comment or a message)

${soon.en}Stop: Ctrl+C.

`;
}
