/**
 * One webhook body of every kind of event, as Meta writes them (meta-graph.md, section 8), and what is read from it.
 * Those that speak of a message follow the one they speak of. Long, because it is one list.
 */
import type { Incoming } from '#channels/contract/incoming.ts';

export const instagramId = '17841400000000001';
export const pageId = '100000000000001';
export const postId = `${pageId}_120000000000001`;
const at = 1780000000;

export interface GoldenEvent {
  name: string;
  kind: 'instagram' | 'facebook';
  body: Record<string, unknown>;
  /** The least that is read, item by item; [] where the inbox has no use for it. */
  reads: Partial<Incoming>[];
}

const change = (object: 'instagram' | 'page', field: string, value: unknown, time: number) => ({
  object,
  entry: [{ id: object === 'page' ? pageId : instagramId, time, changes: [{ field, value }] }],
});
const igChange = (field: string, value: unknown, time = at) => change('instagram', field, value, time);
const feed = (value: Record<string, unknown>, time = at + 60) =>
  change('page', 'feed', { post_id: postId, created_time: at, ...value }, time);

const direct = (
  object: 'instagram' | 'page',
  event: Record<string, unknown>,
  { offset = 0, ours = false }: { offset?: number; ours?: boolean } = {},
) => {
  const business = { id: object === 'page' ? pageId : instagramId };
  const customer = { id: object === 'page' ? '7100000000000001' : '7200000000000001' };
  const parties = ours
    ? { sender: business, recipient: customer }
    : { sender: customer, recipient: business };
  const timestamp = at * 1000 + 123 + offset;
  return {
    object,
    entry: [{ id: business.id, time: timestamp, messaging: [{ ...parties, timestamp, ...event }] }],
  };
};
const file = (type: string, name: string, more: object = {}) => ({
  type,
  payload: { url: `https://scontent.cdninstagram.com/${name}`, ...more },
});

const rina = { id: '7200000000000009', username: 'rina.contoh' };
const siti = { id: '7100000000000009', name: 'Siti (contoh)' };
const comment = { from: rina, media: { id: '18000000000000001', media_product_type: 'FEED' } };

const instagramEvents: Omit<GoldenEvent, 'kind'>[] = [
  {
    name: 'comment, id in changes',
    body: igChange('comments', { ...comment, id: '17900000000000001', text: 'Harganya berapa?' }),
    reads: [
      {
        ...{ type: 'message', direction: 'in', place: 'comment', externalId: '17900000000000001' },
        ...{ postId: '18000000000000001', parentId: null, text: 'Harganya berapa?', wordless: false },
        person: { id: rina.id, name: null, username: rina.username },
      },
    ],
  },
  {
    name: 'comment, comment_id in changes',
    body: igChange('comments', { ...comment, comment_id: '17900000000000002', text: '🔥🔥' }),
    reads: [{ type: 'message', externalId: '17900000000000002', wordless: true }],
  },
  {
    name: 'comment, field and value in the entry',
    body: {
      object: 'instagram',
      entry: [
        {
          ...{ id: instagramId, time: at, field: 'comments' },
          value: { ...comment, id: '17900000000000003', text: 'Bisa kirim?', parent_id: '17900000000000001' },
        },
      ],
    },
    reads: [{ type: 'message', externalId: '17900000000000003', parentId: '17900000000000001' }],
  },
  {
    name: 'comment of our own under a comment',
    body: igChange('comments', {
      ...{ ...comment, from: { id: instagramId, username: 'dapur.contoh' }, id: '17900000000000004' },
      ...{ text: '15 ribu, Kak', parent_id: '17900000000000001' },
    }),
    reads: [{ type: 'message', direction: 'out', parentId: '17900000000000001', person: null }],
  },
  {
    name: 'comment under an advertisement',
    body: igChange('comments', {
      ...{ from: rina, id: '17900000000000005', text: 'Masih promo?' },
      media: { id: '18000000000000002', media_product_type: 'AD', ad_id: '6000000000001', ad_title: 'Promo' },
    }),
    reads: [{ type: 'message', about: 'ad' }],
  },
  {
    name: 'mention in a comment',
    body: igChange('mentions', { media_id: '18000000000000077', comment_id: '17900000000000077' }),
    reads: [{ type: 'pointer', mediaId: '18000000000000077', commentId: '17900000000000077' }],
  },
  {
    name: 'mention in a caption',
    body: igChange('mentions', { media_id: '18000000000000078' }),
    reads: [{ type: 'pointer', mediaId: '18000000000000078', commentId: null }],
  },
  {
    name: 'direct message',
    body: direct('instagram', { message: { mid: 'ig-1', text: 'Masih buka?' } }),
    reads: [
      {
        ...{ type: 'message', direction: 'in', place: 'direct', externalId: 'ig-1', text: 'Masih buka?' },
        ...{ at: new Date(at * 1000 + 123), attachments: [], about: null, quotesId: null },
      },
    ],
  },
  {
    name: 'direct message with a picture alone',
    body: direct('instagram', { message: { mid: 'ig-2', attachments: [file('image', 'rusak.jpg')] } }),
    reads: [
      {
        ...{ externalId: 'ig-2', text: '', wordless: false },
        attachments: [
          { kind: 'image', url: 'https://scontent.cdninstagram.com/rusak.jpg', mediaId: null, name: null },
        ],
      },
    ],
  },
  {
    name: 'video, voice and document in one message',
    body: direct('instagram', {
      message: {
        mid: 'ig-3',
        attachments: [
          file('video', 'a.mp4'),
          file('audio', 'b.m4a'),
          file('file', 'c.pdf', { title: 'nota.pdf' }),
        ],
      },
    }),
    reads: [
      {
        externalId: 'ig-3',
        attachments: [
          { kind: 'video', url: 'https://scontent.cdninstagram.com/a.mp4', mediaId: null, name: null },
          { kind: 'audio', url: 'https://scontent.cdninstagram.com/b.m4a', mediaId: null, name: null },
          { kind: 'file', url: 'https://scontent.cdninstagram.com/c.pdf', mediaId: null, name: 'nota.pdf' },
        ],
      },
    ],
  },
  {
    name: 'answer to a story of ours',
    body: direct('instagram', {
      message: {
        ...{ mid: 'ig-4', text: 'Mau pesan ini' },
        reply_to: { story: { id: '18000000000000005', url: 'https://www.instagram.com/stories/contoh/5' } },
      },
    }),
    reads: [{ about: 'story_reply', aboutUrl: 'https://www.instagram.com/stories/contoh/5', quotesId: null }],
  },
  {
    name: 'mention in somebody’s story',
    body: direct('instagram', {
      message: { mid: 'ig-5', attachments: [file('story_mention', 'cerita.mp4')] },
    }),
    reads: [{ about: 'story_mention', wordless: false }],
  },
  {
    name: 'a shared post',
    body: direct('instagram', {
      message: {
        mid: 'ig-6',
        attachments: [file('ig_post', 'p.jpg', { ig_post_media_id: '1', title: 'Rabeg' })],
      },
    }),
    reads: [{ about: 'post', text: 'Rabeg', aboutUrl: 'https://scontent.cdninstagram.com/p.jpg' }],
  },
  {
    name: 'a picture that goes away when seen',
    body: direct('instagram', { message: { mid: 'ig-7', attachments: [{ type: 'ephemeral' }] } }),
    reads: [{ wordless: false, attachments: [{ kind: 'image', url: null, mediaId: null, name: null }] }],
  },
  {
    name: 'something only the app shows',
    body: direct('instagram', { message: { mid: 'ig-8', is_unsupported: true } }),
    reads: [{ wordless: false, attachments: [{ kind: 'file', url: null, mediaId: null, name: null }] }],
  },
  {
    name: 'answer that quotes a message',
    body: direct(
      'instagram',
      { message: { mid: 'ig-9', text: 'Yang ini', reply_to: { mid: 'ig-1' } } },
      { offset: 900 },
    ),
    reads: [{ quotesId: 'ig-1' }],
  },
  {
    name: 'echo of what we said elsewhere',
    body: direct(
      'instagram',
      { message: { mid: 'ig-10', text: 'Masih, Kak', is_echo: true } },
      { offset: 1000, ours: true },
    ),
    reads: [{ direction: 'out', externalId: 'ig-10' }],
  },
  {
    name: 'reaction',
    body: direct(
      'instagram',
      { reaction: { mid: 'ig-10', action: 'react', reaction: 'love', emoji: '❤️' } },
      { offset: 2000 },
    ),
    reads: [{ type: 'reaction', externalId: 'ig-10', personId: '7200000000000001', emoji: '❤️' }],
  },
  {
    name: 'reaction taken back',
    body: direct('instagram', { reaction: { mid: 'ig-10', action: 'unreact' } }, { offset: 3000 }),
    reads: [{ type: 'reaction', emoji: null }],
  },
  {
    name: 'seen',
    body: direct('instagram', { read: { mid: 'ig-10' } }, { offset: 4000 }),
    reads: [
      { type: 'receipt', status: 'read', externalIds: ['ig-10'], upTo: null, personId: '7200000000000001' },
    ],
  },
  {
    name: 'edited message',
    body: direct(
      'instagram',
      { message_edit: { mid: 'ig-1', text: 'Masih buka, Kak?', num_edit: 1 } },
      { offset: 5000 },
    ),
    reads: [{ type: 'edit', externalId: 'ig-1', text: 'Masih buka, Kak?' }],
  },
  {
    name: 'message taken back',
    body: direct('instagram', { message: { mid: 'ig-9', is_deleted: true } }, { offset: 6000 }),
    reads: [{ type: 'removal', externalId: 'ig-9' }],
  },
  {
    name: 'pressed button',
    body: direct(
      'instagram',
      { postback: { mid: 'ig-11', title: 'Lihat menu', payload: 'MENU' } },
      { offset: 7000 },
    ),
    reads: [{ type: 'message', direction: 'in', externalId: 'ig-11', text: 'Lihat menu' }],
  },
  {
    name: 'figures of a story',
    body: igChange('story_insights', { media_id: '1', impressions: 3 }),
    reads: [],
  },
];

const facebookComment = { item: 'comment', comment_id: '120000000000001_500', parent_id: postId, from: siti };
const visit = { item: 'post', post_id: `${pageId}_990`, from: siti, parent_id: undefined };

const facebookEvents: Omit<GoldenEvent, 'kind'>[] = [
  {
    name: 'comment',
    body: feed({ ...facebookComment, verb: 'add', message: 'Masih ada?' }),
    reads: [
      {
        ...{ type: 'message', direction: 'in', externalId: '120000000000001_500', parentId: null, postId },
        ...{ at: new Date(at * 1000), person: { ...siti, username: null } },
      },
    ],
  },
  {
    name: 'comment with a picture',
    body: feed({
      ...{ ...facebookComment, comment_id: '120000000000001_501', verb: 'add', message: '' },
      photo: 'https://scontent.fbcdn.net/foto.jpg',
    }),
    reads: [
      {
        wordless: false,
        attachments: [
          { kind: 'image', url: 'https://scontent.fbcdn.net/foto.jpg', mediaId: null, name: null },
        ],
      },
    ],
  },
  {
    name: 'reply of the Page',
    body: feed({
      ...{ item: 'comment', verb: 'add', comment_id: '120000000000001_502', message: 'Masih, Kak' },
      ...{ parent_id: '120000000000001_500', from: { id: pageId, name: 'Dapur' }, created_time: at + 5 },
    }),
    reads: [{ type: 'message', direction: 'out', parentId: '120000000000001_500', person: null }],
  },
  {
    name: 'edited comment',
    body: feed({ ...facebookComment, verb: 'edited', message: 'Masih ada, Kak?' }, at + 70),
    reads: [{ type: 'edit', externalId: '120000000000001_500', text: 'Masih ada, Kak?' }],
  },
  {
    name: 'hidden comment',
    body: feed({ ...facebookComment, verb: 'hide' }, at + 80),
    reads: [{ type: 'hiding', hidden: true }],
  },
  {
    name: 'comment shown again',
    body: feed({ ...facebookComment, verb: 'unhide' }, at + 90),
    reads: [{ type: 'hiding', hidden: false }],
  },
  {
    name: 'reaction on a comment',
    body: feed({ ...facebookComment, item: 'reaction', verb: 'add', reaction_type: 'haha' }),
    reads: [{ type: 'reaction', externalId: '120000000000001_500', personId: siti.id, emoji: '😂' }],
  },
  {
    name: 'removed comment',
    body: feed({ ...facebookComment, comment_id: '120000000000001_501', verb: 'remove' }, at + 100),
    reads: [{ type: 'removal', externalId: '120000000000001_501' }],
  },
  {
    name: 'visitor’s post',
    body: feed({ ...visit, verb: 'add', message: 'Pesanan saya belum datang' }),
    reads: [
      {
        ...{ type: 'message', direction: 'in', place: 'comment', about: 'visitor_post' },
        ...{ externalId: `${pageId}_990`, postId: `${pageId}_990`, parentId: null },
      },
    ],
  },
  {
    name: 'visitor’s photo',
    body: feed({
      ...{ ...visit, item: 'photo', verb: 'add', post_id: `${pageId}_991`, photo_id: '9' },
      ...{ link: 'https://scontent.fbcdn.net/rusak.jpg', message: '' },
    }),
    reads: [{ about: 'visitor_post', wordless: false }],
  },
  {
    name: 'edited post of a visitor',
    body: feed({ ...visit, verb: 'edited', message: 'Pesanan saya belum datang!' }, at + 110),
    reads: [{ type: 'edit', externalId: `${pageId}_990` }],
  },
  {
    name: 'removed post of a visitor',
    body: feed({ ...visit, item: 'photo', post_id: `${pageId}_991`, verb: 'remove' }, at + 120),
    reads: [{ type: 'removal', externalId: `${pageId}_991` }],
  },
  {
    name: 'post of the Page itself',
    body: feed({ item: 'status', verb: 'add', from: { id: pageId, name: 'Dapur' }, message: 'Buka' }),
    reads: [],
  },
  {
    name: 'reaction on a post',
    body: feed({ item: 'reaction', verb: 'add', from: siti, reaction_type: 'like' }),
    reads: [],
  },
  {
    name: 'mention with its words',
    body: change(
      'page',
      'mention',
      {
        ...{ item: 'comment', verb: 'add', post_id: '610_120', comment_id: '130', created_time: at },
        ...{ sender_id: siti.id, sender_name: siti.name, message: 'Beli di Dapur saja' },
      },
      at,
    ),
    reads: [
      { type: 'message', about: 'mention', externalId: '130', postId: '610_120', text: 'Beli di Dapur saja' },
    ],
  },
  {
    name: 'mention without its words',
    body: change('page', 'mention', { item: 'post', verb: 'add', post_id: '610_121' }, at),
    reads: [{ type: 'pointer', mediaId: '610_121', commentId: null }],
  },
  {
    name: 'Messenger message',
    body: direct('page', { message: { mid: 'm_1', text: 'Halo' } }),
    reads: [{ type: 'message', direction: 'in', externalId: 'm_1', place: 'direct' }],
  },
  {
    name: 'the thumb',
    body: direct('page', {
      message: { mid: 'm_2', attachments: [file('image', 'like.png', { sticker_id: 369239263222822 })] },
    }),
    reads: [{ externalId: 'm_2', wordless: true }],
  },
  {
    name: 'a pasted link with its preview',
    body: direct('page', {
      message: {
        mid: 'm_3',
        text: '',
        attachments: [{ type: 'fallback', payload: { url: 'https://contoh.id', title: 'Toko' } }],
      },
    }),
    reads: [{ externalId: 'm_3', text: 'Toko', attachments: [], aboutUrl: null }],
  },
  {
    name: 'a place on the map',
    body: direct('page', {
      message: {
        mid: 'm_4',
        attachments: [
          { type: 'location', payload: { title: 'Rumah', coordinates: { lat: -6.1, long: 106.15 } } },
        ],
      },
    }),
    reads: [{ text: 'Rumah: -6.1, 106.15', wordless: false }],
  },
  {
    name: 'message from an advertisement',
    body: direct('page', {
      message: { mid: 'm_5', text: 'Mau', referral: { source: 'ADS', type: 'OPEN_THREAD', ad_id: 6 } },
    }),
    reads: [{ about: 'ad' }],
  },
  {
    name: 'echo with what we sent along',
    body: direct(
      'page',
      { message: { mid: 'm_6', text: 'Ya', is_echo: true, app_id: 1, metadata: 'kunci' } },
      { offset: 1000, ours: true },
    ),
    reads: [{ direction: 'out', externalId: 'm_6', metadata: 'kunci' }],
  },
  {
    name: 'delivery',
    body: direct('page', { delivery: { mids: ['m_6'], watermark: at * 1000 + 2000 } }, { offset: 2000 }),
    reads: [{ type: 'receipt', status: 'delivered', externalIds: ['m_6'], upTo: new Date(at * 1000 + 2000) }],
  },
  {
    name: 'reading',
    body: direct('page', { read: { watermark: at * 1000 + 3000 } }, { offset: 3000 }),
    reads: [{ type: 'receipt', status: 'read', externalIds: [], upTo: new Date(at * 1000 + 3000) }],
  },
  {
    name: 'button without an id',
    body: direct('page', { postback: { title: 'Mulai', payload: 'MULAI' } }, { offset: 4000 }),
    reads: [{ externalId: `postback:7100000000000001:${at * 1000 + 4123}`, text: 'Mulai' }],
  },
  {
    name: 'reaction on a message',
    body: direct(
      'page',
      { reaction: { mid: 'm_6', action: 'react', reaction: 'like', emoji: '👍' } },
      { offset: 5000 },
    ),
    reads: [{ type: 'reaction', externalId: 'm_6', emoji: '👍' }],
  },
  {
    name: 'who leads the thread',
    body: direct('page', { pass_thread_control: { new_owner_app_id: '1' } }),
    reads: [],
  },
];

export const goldenEvents: GoldenEvent[] = [
  ...instagramEvents.map((event) => ({ ...event, kind: 'instagram' as const })),
  ...facebookEvents.map((event) => ({ ...event, kind: 'facebook' as const })),
];
