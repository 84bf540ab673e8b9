/** An account that a person posts on by hand: one post whose hour has come, and one that is due soon. */
import { randomUUID } from 'node:crypto';
import { saveAssisted } from '#channels/connections/index.ts';
import { savePost, type PostContent } from '#planning/posts/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { Stored } from './card-files.ts';
import { localTime, minute } from '../story/clock.ts';
import { altTexts } from '../story/posts.data.ts';

const byHand = [
  {
    minutes: -2,
    card: 'sate_bandeng',
    figure: 'reach',
    caption:
      'Sate bandeng hari ini tinggal 12 ekor, Kak. Rp45.000, bisa diambil sampai jam 5 sore. Balas status ini kalau mau disimpankan.',
  },
  {
    minutes: 45,
    card: 'kue_balok',
    figure: 'interactions',
    caption: 'Kue balok hangat siap sore ini. Sekotak isi 6 Rp20.000. Pesan dulu biar kebagian ya, Kak.',
  },
] as const;

export async function planByHand(
  backend: Backend,
  business: string,
  token: string,
  stored: Stored,
  now: number,
): Promise<void> {
  const db = backend.asUser(token);
  const channel = await saveAssisted(db, business, 'Status WhatsApp', 'whatsapp');
  if (!channel) throw new Error('the sample channel could not be added');
  for (const { minutes, card, figure, caption } of byHand) {
    const content: PostContent = {
      mediaType: 'photo',
      placement: 'feed',
      messageType: 'promotional',
      goal: '5 orang membalas status',
      goalFigure: figure,
      goalValue: 5,
      pillar: null,
      caption,
      link: null,
      firstComment: null,
      pictures: [{ media_id: stored.get(card)!, alt_text: altTexts[card] }],
      facts: [],
      channels: [{ channel_id: channel, caption: null }],
      localTime: localTime(now + minutes * minute),
    };
    await savePost(db, business, randomUUID(), 0, content, true);
  }
}
