/** A while after the start a customer speaks up, so that the inbox is seen to move. */
import { log } from '#platform/log.ts';
import { kitchen } from '../connect.ts';
import type { PlayedNetwork } from '../network.ts';

const waitMs = 60_000;
const lines = [
  'Baru lihat unggahannya kak, besok masih bisa pesan 2?',
  'Kalau buat akhir pekan masih ada ga kak?',
  'Kak, yang pedas masih ada? mau 3',
];

/** @returns how to call it off */
export function announceLater(network: PlayedNetwork): () => void {
  const timer = setTimeout(() => {
    speak(network).catch((error: unknown) => log('warn', 'demo.comment_failed', { error }));
  }, waitMs);
  return () => clearTimeout(timer);
}

async function speak(network: PlayedNetwork): Promise<void> {
  const { accounts, posts, comments } = await network.state();
  const instagram = accounts.find(
    ({ username, platform }) => platform === 'instagram' && username === kitchen.username,
  );
  const newest = posts
    .filter(({ accountId, published }) => accountId === instagram?.id && published)
    .sort((one, other) => other.createdAt - one.createdAt)[0];
  const unsaid = lines.find((line) => !comments.some(({ text }) => text === line));
  if (newest && unsaid) {
    await network.play('comments', { postId: newest.id, persona: 'Laras (contoh)', text: unsaid });
  }
}
