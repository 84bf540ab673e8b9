/**
 * One business with a row in every table; all of it is made up, and named so.
 * Long, because it is one world.
 */
import { createHash, randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import type { Backend } from '#platform/backend/index.ts';
import type { Person } from './people.ts';

/** Ids of the rows of one business. */
export interface World {
  business: string;
  slug: string;
  owner: Person;
  /** A link that still works, and one that came too late. */
  invitation: string;
  invitationToken: string;
  expiredToken: string;
  /** The owner's calendar feed, and what leads to it. */
  feed: string;
  feedToken: string;
  /** Instagram on the sandbox network, with credentials. */
  channel: string;
  account: string;
  /** Assisted posting, without credentials. */
  assisted: string;
  flow: string;
  media: string;
  /** A picture that nothing shows yet. */
  spareMedia: string;
  /** Uploaded, and in no post. */
  spare: string;
  /** Files of an upload that was deleted. */
  removal: string;
  post: string;
  /** Active, first in the catalogue; `post` carries its price. */
  product: string;
  /** Scheduled for tomorrow on `channel`. */
  target: string;
  /** A post whose target on `channel` nobody is sure about. */
  unsurePost: string;
  unsure: string;
  attempt: string;
  /** What belongs to `post`. */
  review: string;
  note: string;
  tagSet: string;
  template: string;
  contact: string;
  identity: string;
  conversation: string;
  /** On `assisted`: waits for a person; and the owner's reminder. */
  turnPost: string;
  turn: string;
  reminder: string;
  /** Under a post on `channel`, with a comment that is to be hidden. */
  commentThread: string;
  comment: string;
  wish: string;
  /** Of the answer that failed. */
  picture: string;
  replyTemplate: string;
  /** From the customer. */
  question: string;
  /** Ours, which failed. */
  answer: string;
  send: string;
  /** What a person said `question` is, and where `conversation` stood. */
  correction: string;
  stated: string;
  /** What colleagues keep about `conversation`. */
  label: string;
  conversationNote: string;
  /** Under another post, without messages. */
  otherConversation: string;
  savedView: string;
  /** A day that differs. */
  exception: string;
  /** Without an account; was once taken for `contact`, and taken apart again. */
  otherContact: string;
  merge: string;
  /** Of `otherContact`: a copy handed out, and (as it stands in the register alone) an erasure; of `contact`: a consent. */
  copy: string;
  erasure: string;
  consent: string;
  /** A person whom the network asked us to forget. */
  deletionCode: string;
  /** What came with the question, and how somebody reacted to it. */
  attachment: string;
  reaction: string;
  mention: string;
  /** Cases: one open in a conversation of its own; under `otherConversation` one that waits for the customer, and a closed one. */
  openCase: string;
  resolvedCase: string;
  closedCase: string;
  /** Resolutions that stand. */
  resolution: string;
  closedResolution: string;
  casePromise: string;
  caseStep: string;
  caseClosure: string;
  caseReopening: string;
  /** Leads to `resolvedCase`. */
  caseLink: string;
  caseToken: string;
  rating: string;
  escalation: string;
  /** Sent to the owner, who chose nothing since; the letter's address. */
  notice: string;
  digest: string;
  digestToken: string;
  /** The widget: its key, one that was replaced and still works, what came through it, and a private link to that. */
  widget: string;
  widgetKey: string;
  publicKey: string;
  endingKey: string;
  feedback: string;
  feedbackTalk: string;
  feedbackMessage: string;
  feedbackLink: string;
  feedbackToken: string;
  item: number;
  limited: string;
}

export const freshToken = (): string => randomBytes(16).toString('base64url');
export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
/** As the API takes and gives bytes. */
export const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

export async function fillWorld(
  sql: postgres.Sql,
  backend: Backend,
  letter: 'a' | 'b',
  owner: Person,
): Promise<World> {
  const slug = `usaha-contoh-${letter}`;
  const { data } = await backend
    .asUser(owner.token)
    .rpc('create_business', { name: `Usaha contoh ${letter.toUpperCase()}`, slug, timezone: 'Asia/Jakarta' })
    .throwOnError();
  const business = data.id;
  await sql`update businesses set sample = true where id = ${business}`;
  return {
    business,
    slug,
    owner,
    ...(await invitations(sql, business, owner)),
    ...(await calendarFeed(sql, business, owner)),
    ...(await posts(sql, business, letter, owner)),
  };
}

async function invitations(sql: postgres.Sql, business: string, owner: Person) {
  const [invitationToken, expiredToken] = [freshToken(), freshToken()];
  const invitation = await id(sql`
    insert into invitations (business_id, email, role, token_hash, invited_by)
    values (${business}, 'undangan@contoh.test', 'staff', ${hashOf(invitationToken)}, ${owner.id}) returning id`);
  await sql`
    insert into invitations (business_id, email, role, token_hash, expires_at)
    values (${business}, 'terlambat@contoh.test', 'staff', ${hashOf(expiredToken)}, now() - interval '1 minute')`;
  return { invitation, invitationToken, expiredToken };
}

async function calendarFeed(sql: postgres.Sql, business: string, owner: Person) {
  const feedToken = freshToken();
  const feed = await id(sql`
    insert into calendar_feeds (business_id, user_id, token_hash)
    values (${business}, ${owner.id}, ${hashOf(feedToken)}) returning id`);
  return { feed, feedToken };
}

async function channels(sql: postgres.Sql, business: string, letter: string, owner: Person) {
  const account = `ig-contoh-${letter}`;
  const channel = await id(sql`
    insert into channels (business_id, kind, network, external_id, name, connected_by)
    values (${business}, 'instagram', 'sandbox', ${account}, 'Instagram contoh', ${owner.id}) returning id`);
  const assisted = await id(sql`
    insert into channels (business_id, kind, name) values (${business}, 'assisted', 'Manual contoh') returning id`);
  await sql`insert into channel_secrets (channel_id, sealed) values (${channel}, ${`sealed contoh ${letter}`})`;
  const flow = await id(sql`
    insert into connection_flows (state_hash, business_id, user_id, network)
    values (${hashOf(`state ${letter}`)}, ${business}, ${owner.id}, 'sandbox') returning id`);
  return { account, channel, assisted, flow };
}

async function posts(sql: postgres.Sql, business: string, letter: string, owner: Person) {
  const connected = await channels(sql, business, letter, owner);
  const { channel } = connected;
  const media = await id(sql`
    insert into media (business_id, mime, bytes, width, height, uploaded_by)
    values (${business}, 'image/jpeg', 1000, 1080, 1080, ${owner.id}) returning id`);
  const spareMedia = await id(sql`
    insert into media (business_id, mime, bytes, width, height, uploaded_by)
    values (${business}, 'image/jpeg', 1000, 1080, 1080, ${owner.id}) returning id`);
  const spare = await id(sql`
    insert into media (business_id, mime, bytes, width, height)
    values (${business}, 'image/jpeg', 1000, 1080, 1080) returning id`);
  const removal = await id(sql`
    insert into media_removals (media_id, names) values (gen_random_uuid(), '{contoh.jpg}') returning media_id as id`);
  const post = await samplePost(sql, business);
  const unsurePost = await samplePost(sql, business);
  await sql`
    insert into post_media (post_id, business_id, position, media_id, alt_text)
    values (${post}, ${business}, 1, ${media}, 'Gambar contoh')`;
  const product = await sampleProduct(sql, business, media, post);
  const target = await id(sql`
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone)
    values (${post}, ${business}, ${channel}, 'scheduled', now() + interval '1 day', 'Asia/Jakarta') returning id`);
  const unsure = await id(sql`
    insert into post_targets (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone)
    values (${unsurePost}, ${business}, ${channel}, 'unconfirmed', now() - interval '1 day', 'Asia/Jakarta')
    returning id`);
  const attempt = await id(sql`
    insert into publish_attempts (target_id, business_id, step, closed_at, outcome)
    values (${unsure}, ${business}, 'publish', now(), 'unknown') returning id`);
  await sql`
    insert into post_metrics (target_id, business_id, age_hours, taken_at, likes)
    values (${unsure}, ${business}, 24, now(), 7)`;
  await sql`
    insert into preflights (target_id, business_id, moment, problems)
    values (${target}, ${business}, '24h', ${sql.json([{ code: 'token_dead' }])})`;
  await sql`
    insert into first_comments (target_id, business_id, body, state, due_at)
    values (${unsure}, ${business}, 'Komentar contoh', 'unconfirmed', null)`;
  await sql`
    insert into channel_metrics (channel_id, business_id, day, followers)
    values (${channel}, ${business}, '2026-01-01', 100)`;
  return {
    ...connected,
    media,
    spareMedia,
    spare,
    removal,
    post,
    product,
    target,
    unsurePost,
    unsure,
    attempt,
    ...(await yourTurn(sql, business, connected.assisted, owner)),
    ...(await aroundPost(sql, business, post, owner)),
    ...(await inbox(sql, business, letter, connected)),
    ...(await widget(sql, business)),
  };
}

async function yourTurn(sql: postgres.Sql, business: string, assisted: string, owner: Person) {
  const turnPost = await samplePost(sql, business);
  const turn = await id(sql`
    insert into post_targets (post_id, business_id, channel_id, state, reason, scheduled_at, not_after, scheduled_zone)
    values (${turnPost}, ${business}, ${assisted}, 'unconfirmed', 'your_turn', now(), now() + interval '6 hours',
      'Asia/Jakarta') returning id`);
  const reminder = await id(sql`
    insert into reminders (target_id, business_id, user_id, not_after)
    values (${turn}, ${business}, ${owner.id}, now() + interval '6 hours') returning id`);
  return { turnPost, turn, reminder };
}

function samplePost(sql: postgres.Sql, business: string): Promise<string> {
  return id(sql`
    insert into posts (business_id, media_type, message_type, goal, goal_figure, goal_value, caption)
    values (${business}, 'photo', 'promotional', 'Tujuan contoh', 'comments', 10, 'Keterangan contoh') returning id`);
}

async function aroundPost(sql: postgres.Sql, business: string, post: string, owner: Person) {
  await sql`
    insert into post_revisions (post_id, business_id, version, content, edited_by)
    values (${post}, ${business}, 1, ${sql.json({ caption: 'Keterangan contoh', submit: true })}, ${owner.id})`;
  const review = await id(sql`
    insert into post_reviews (post_id, business_id, version, verdict, reviewed_by)
    values (${post}, ${business}, 1, 'returned', ${owner.id}) returning id`);
  const note = await id(sql`
    insert into post_notes (post_id, business_id, body, written_by)
    values (${post}, ${business}, 'Catatan contoh', ${owner.id}) returning id`);
  await sql`
    insert into post_promotions (post_id, business_id, account, agreement)
    values (${post}, ${business}, 'akun.contoh', 'Kesepakatan contoh')`;
  const tagSet = await id(sql`
    insert into hashtag_sets (business_id, name, tags) values (${business}, 'Set contoh', '#contoh #lain')
    returning id`);
  const template = await id(sql`
    insert into post_templates (business_id, name, caption) values (${business}, 'Templat contoh', 'Contoh')
    returning id`);
  return { review, note, tagSet, template };
}

async function sampleProduct(sql: postgres.Sql, business: string, media: string, post: string) {
  const product = await id(sql`
    insert into products (business_id, name, price, place)
    values (${business}, 'Produk contoh', 15000, 1) returning id`);
  await sql`
    insert into product_media (product_id, business_id, position, media_id, alt_text)
    values (${product}, ${business}, 1, ${media}, 'Gambar contoh')`;
  await sql`
    insert into product_marks (product_id, business_id, kind, number)
    values (${product}, ${business}, 'halal', 'CONTOH-001')`;
  await sql`
    insert into post_facts (post_id, business_id, product_id, fact)
    values (${post}, ${business}, ${product}, 'price')`;
  return product;
}

async function inbox(
  sql: postgres.Sql,
  business: string,
  letter: string,
  { channel, account }: { channel: string; account: string },
) {
  const contact = await id(
    sql`insert into contacts (business_id, name) values (${business}, 'Pelanggan contoh') returning id`,
  );
  const identity = await id(sql`
    insert into identities (business_id, contact_id, channel_id, external_id, username)
    values (${business}, ${contact}, ${channel}, 'pelanggan-contoh', 'pelanggan.contoh') returning id`);
  const conversation = await id(sql`
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind)
    values (${business}, ${channel}, ${contact}, ${identity}, 'dm') returning id`);
  const question = await id(sql`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at)
    values (${business}, ${conversation}, ${channel}, 'in', ${`tanya-${letter}`}, 'Pertanyaan contoh',
      now() - interval '1 hour') returning id`);
  const answer = await id(sql`
    insert into messages (business_id, conversation_id, channel_id, direction, body, delivery, reason)
    values (${business}, ${conversation}, ${channel}, 'out', 'Jawaban contoh', 'failed', 'contoh') returning id`);
  const send = await id(sql`
    insert into message_sends (message_id, business_id, closed_at, outcome)
    values (${answer}, ${business}, now(), 'failed') returning id`);
  await sql`insert into profile_requests (identity_id, business_id) values (${identity}, ${business})`;
  await sql`
    insert into message_templates (channel_id, business_id, name, language, category, body, gaps)
    values (${channel}, ${business}, 'contoh', 'id', 'utility', 'Halo {{1}}, pesanan {{2}} siap.', '{1,2}')`;
  await sql`
    insert into read_receipts (conversation_id, business_id, message_id)
    values (${conversation}, ${business}, ${question})`;
  const { attachment, reaction, mention } = await received(sql, business, channel, question);
  const commentThread = await id(sql`
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind, place)
    values (${business}, ${channel}, ${contact}, ${identity}, 'comment', 'pos-contoh-berkomentar') returning id`);
  const comment = await id(sql`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at)
    values (${business}, ${commentThread}, ${channel}, 'in', ${`komentar-${letter}`}, 'Komentar contoh',
      now() - interval '2 hours') returning id`);
  const wish = await id(sql`
    insert into comment_actions (business_id, message_id, action, state, reason, ended_at)
    values (${business}, ${comment}, 'hide', 'failed', 'temporary', now()) returning id`);
  const picture = await id(sql`
    insert into reply_pictures (id, business_id, message_id, bytes, width, height)
    values (gen_random_uuid(), ${business}, ${answer}, 1000, 1080, 1080) returning id`);
  const replyTemplate = await id(sql`
    insert into reply_templates (business_id, shortcut, body) values (${business}, 'contoh', 'Jawaban contoh')
    returning id`);
  const item = await id<number>(sql`
    insert into webhook_items (network, key, object, account_id, field, value, item_at, projected_at, outcome)
    values ('sandbox', ${`kunci-contoh-${letter}`}, 'instagram', ${account}, 'messages', '{}', now(), now(), 'unknown')
    returning id::integer`);
  const limited = hex(hashOf(`batas contoh ${letter}`));
  await sql`insert into rate_limits (key, level) values (${hashOf(`batas contoh ${letter}`)}, 1)`;
  const correction = await id(sql`
    insert into message_corrections (business_id, message_id, was, intent, sentiment, urgency)
    values (${business}, ${question}, '{}', 'question', 'neutral', 'normal') returning id`);
  const stated = await id(sql`
    insert into conversation_states (business_id, conversation_id, status)
    values (${business}, ${conversation}, 'open') returning id`);
  const desk = await inboxDesk(sql, business, { conversation, contact });
  return {
    contact,
    identity,
    conversation,
    question,
    answer,
    send,
    item,
    limited,
    correction,
    stated,
    attachment,
    reaction,
    mention,
    commentThread,
    comment,
    wish,
    picture,
    replyTemplate,
    ...desk,
  };
}

async function inboxDesk(
  sql: postgres.Sql,
  business: string,
  { conversation, contact }: { conversation: string; contact: string },
) {
  const label = await id(sql`
    insert into labels (business_id, name) values (${business}, 'Label contoh') returning id`);
  await sql`
    insert into conversation_labels (conversation_id, label_id, business_id)
    values (${conversation}, ${label}, ${business})`;
  const conversationNote = await id(sql`
    insert into conversation_notes (business_id, conversation_id, body)
    values (${business}, ${conversation}, 'Catatan contoh') returning id`);
  await sql`
    insert into conversation_reads (conversation_id, user_id, business_id)
    select ${conversation}, user_id, business_id from members where business_id = ${business} and role = 'owner'`;
  const [{ id: otherConversation }] = await sql<[{ id: string }]>`
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind, place)
    select business_id, channel_id, contact_id, identity_id, 'comment', 'pos-lain' from conversations
    where id = ${conversation} returning id`;
  const savedView = await id(sql`
    insert into saved_views (business_id, name, query)
    values (${business}, 'Tampilan contoh', 'tampil=komplain') returning id`);
  const otherContact = await id(sql`
    insert into contacts (business_id, name) values (${business}, 'Pelanggan lain contoh') returning id`);
  const merge = await id(sql`
    insert into contact_merges (business_id, kept_id, merged_id, identity_ids, undone_at)
    values (${business}, ${contact}, ${otherContact}, '{}', now()) returning id`);
  const copy = await id(sql`
    insert into contact_copies (business_id, contact_id) values (${business}, ${otherContact}) returning id`);
  const erasure = await id(sql`
    insert into erasures (business_id, contact_id, why, conversations, messages, files, finished_at)
    values (${business}, ${otherContact}, 'asked', 0, 0, 0, now()) returning id`);
  const consent = await id(sql`
    insert into consents (business_id, contact_id, purpose, way, wording, given_at)
    values (${business}, ${contact}, 'news', 'talk', 'Boleh dikirimi kabar (contoh)', now()) returning id`);
  const deletionCode = `kode-contoh-${business}`;
  await sql`insert into data_deletions (code_hash, channels) values (sha256(${deletionCode}), 1)`;
  await sql`insert into business_hours (business_id, weekday, opens, closes) values (${business}, 1, '08:00', '17:00')`;
  const exception = await id(sql`
    insert into business_hour_exceptions (business_id, name, from_on, to_on)
    values (${business}, 'Libur contoh', '2026-12-25', '2026-12-25') returning id`);
  await sql`insert into away_messages (business_id, body, active) values (${business}, 'Tutup contoh', false)`;
  await sql`
    insert into notice_choices (business_id, user_id, language)
    select business_id, user_id, 'id' from members where business_id = ${business} and role = 'owner'`;
  const notice = await id(sql`
    insert into notices (business_id, user_id, after_number, up_to_number, state, sent_at)
    select business_id, user_id, 0, 1, 'sent', now() from notice_choices where business_id = ${business} returning id`);
  const digestToken = freshToken();
  const digest = await id(sql`
    insert into digests (business_id, user_id, day, state, sent_at, link_hash)
    select business_id, user_id, '2026-01-01', 'sent', now(), ${hashOf(digestToken)}
    from notice_choices where business_id = ${business} returning id`);
  const cases = await sampleCases(sql, business, otherConversation);
  return {
    ...{ ...cases, exception, label, conversationNote, savedView, otherContact, merge, otherConversation },
    ...{ copy, erasure, consent, deletionCode },
    ...{ notice, digest, digestToken },
  };
}

async function received(sql: postgres.Sql, business: string, channel: string, message: string) {
  const attachment = await id(sql`
    insert into message_attachments (business_id, message_id, position, kind, source_url)
    values (${business}, ${message}, 1, 'image', 'https://contoh.test/a.jpg') returning id`);
  const reaction = await id(sql`
    insert into message_reactions (business_id, message_id, person_id, ours, emoji, at)
    values (${business}, ${message}, 'pelanggan-contoh', false, '❤', now()) returning id`);
  const mention = await id(sql`
    insert into mentions (business_id, channel_id, media_id, told_at)
    values (${business}, ${channel}, 'media-contoh', now()) returning id`);
  await sql`insert into poll_marks (channel_id, business_id, place, mark) values (${channel}, ${business}, '', 'contoh')`;
  return { attachment, reaction, mention };
}

async function sampleCases(sql: postgres.Sql, business: string, otherConversation: string) {
  const make = (conversation: string, number: string) =>
    id(sql`insert into cases (business_id, conversation_id, number, complaint, due_at)
      values (${business}, ${conversation}, ${number}, 'Komplain contoh', now() + interval '1 day') returning id`);
  const resolve = (one: string, minutesAgo: number) =>
    id(sql`insert into case_resolutions (business_id, case_id, what, resolved_at)
      values (${business}, ${one}, 'Penyelesaian contoh', now() - ${minutesAgo} * interval '1 minute') returning id`);
  const closedCase = await make(otherConversation, '20001');
  const casePromise = await id(sql`
    insert into case_promises (business_id, case_id, what, due_at)
    values (${business}, ${closedCase}, 'Janji contoh', now() + interval '1 day') returning id`);
  const caseStep = await id(sql`
    insert into case_steps (business_id, case_id, what) values (${business}, ${closedCase}, 'Langkah rahasia contoh')
    returning id`);
  const first = await resolve(closedCase, 30);
  const caseReopening = await id(sql`
    insert into case_reopenings (business_id, case_id, resolution_id, reason, by_customer)
    values (${business}, ${closedCase}, ${first}, 'Alasan contoh', true) returning id`);
  const closedResolution = await resolve(closedCase, 20);
  const caseClosure = await id(sql`
    insert into case_closures (business_id, case_id, resolution_id, how)
    values (${business}, ${closedCase}, ${closedResolution}, 'customer') returning id`);
  const rating = await id(sql`
    insert into ratings (business_id, conversation_id, case_id, score)
    values (${business}, ${otherConversation}, ${closedCase}, 4) returning id`);
  const resolvedCase = await make(otherConversation, '20002');
  const resolution = await resolve(resolvedCase, 10);
  const caseToken = freshToken();
  const caseLink = await id(sql`
    insert into case_links (business_id, case_id, token_hash)
    values (${business}, ${resolvedCase}, ${hashOf(caseToken)}) returning id`);
  const quiet = await id(sql`
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind, place)
    select business_id, channel_id, contact_id, identity_id, 'comment', 'pos-kasus' from conversations
    where id = ${otherConversation} returning id`);
  const openCase = await make(quiet, '20003');
  const escalation = await id(sql`
    insert into case_escalations (business_id, case_id, due_at, mailed_at)
    values (${business}, ${openCase}, now() - interval '1 day', now()) returning id`);
  return {
    openCase,
    resolvedCase,
    closedCase,
    resolution,
    closedResolution,
    casePromise,
    caseStep,
    caseClosure,
    caseReopening,
    caseLink,
    caseToken,
    rating,
    escalation,
  };
}

async function widget(sql: postgres.Sql, business: string) {
  const channel = await id(sql`
    insert into channels (business_id, kind, name) values (${business}, 'widget', 'Widget') returning id`);
  const [key] = await sql<[{ id: string; key: string }]>`
    insert into widget_keys (business_id, channel_id) values (${business}, ${channel}) returning id, key`;
  const endingKey = await id(sql`
    insert into widget_keys (business_id, channel_id, ends_at)
    values (${business}, ${channel}, now() + interval '1 day') returning id`);
  const contact = await id(sql`
    insert into contacts (business_id, name) values (${business}, 'Pengunjung contoh') returning id`);
  const identity = await id(sql`
    insert into identities (business_id, contact_id, channel_id, external_id)
    values (${business}, ${contact}, ${channel}, 'masukan-contoh') returning id`);
  const feedbackTalk = await id(sql`
    insert into conversations (business_id, channel_id, contact_id, identity_id, kind)
    values (${business}, ${channel}, ${contact}, ${identity}, 'feedback') returning id`);
  const feedbackMessage = await id(sql`
    insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, sent_at)
    values (${business}, ${feedbackTalk}, ${channel}, 'in', 'masukan-contoh', 'Masukan contoh',
      now() - interval '1 hour') returning id`);
  const feedback = await id(sql`
    insert into feedbacks (business_id, conversation_id, message_id, key, widget_key_id, number, kind, email, ordered,
      wants, notice, consented_at)
    values (${business}, ${feedbackTalk}, ${feedbackMessage}, gen_random_uuid(), ${key.id}, '30001', 'complaint',
      'pengunjung@contoh.test', 'Pesanan contoh', 'refund', '2026-11-22', now()) returning id`);
  const feedbackToken = freshToken();
  const feedbackLink = await id(sql`
    insert into feedback_links (business_id, feedback_id, token_hash)
    values (${business}, ${feedback}, ${hashOf(feedbackToken)}) returning id`);
  await sql`insert into private.answer_times (business_id, n, seconds) values (${business}, 12, 5000)`;
  return {
    widget: channel,
    widgetKey: key.id,
    publicKey: key.key,
    endingKey,
    feedback,
    feedbackTalk,
    feedbackMessage,
    feedbackLink,
    feedbackToken,
  };
}

async function id<T = string>(statement: postgres.PendingQuery<postgres.Row[]>): Promise<T> {
  return (await statement)[0]!.id as T;
}
