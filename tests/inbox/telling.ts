/** A business whose customers write, two members with phones, a push service and a mail server. */
import { randomUUID } from 'node:crypto';
import { chooseNotices, type NoticeChoices } from '#inbox/notices/index.ts';
import type { Backend } from '#platform/backend/index.ts';
import { rememberDevice } from '#platform/jobs/devices.ts';
import { openMail } from '#platform/mail.ts';
import {
  makeBusiness,
  openMailbox,
  openTestBackend,
  signUpPerson,
  type Mailbox,
  type TestPerson,
} from '../support/backend.ts';
import { openPushService, openTestPhone, type PushService, type TestPhone } from '../support/push-service.ts';

export interface Telling {
  backend: Backend;
  business: string;
  owner: TestPerson;
  staff: TestPerson;
  phones: { owner: TestPhone; staff: TestPhone };
  mailbox: Mailbox;
  pushService: PushService;
  /** A customer by this name writes; one name is one conversation. */
  writes(name: string, words: string, message?: Message): Promise<{ id: string; conversation: string }>;
  choose(who: TestPerson, chosen: Partial<NoticeChoices>, language?: 'id' | 'en'): Promise<void>;
  /** Nobody has chosen, said or been told anything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

interface Message {
  intent?: string;
  wordless?: boolean;
  minutesAgo?: number;
  about?: string;
}

export async function openTelling(): Promise<Telling> {
  const mailbox = await openMailbox();
  const pushService = await openPushService();
  const people = await openTestBackend({ SANDBOX_URL: pushService.url, PUBLIC_URL: 'http://localhost:9' });
  const { sql } = people;
  const owner = await signUpPerson(people, 'pemilik@contoh.test');
  const staff = await signUpPerson(people, 'staf@contoh.test');
  const business = await makeBusiness(people, owner, 'dapur-contoh');
  await sql`insert into members (business_id, user_id, role) values (${business}, ${staff.id}, 'staff')`;
  const [channel] = await sql<[{ id: string }]>`
    insert into channels (business_id, kind, network, external_id, page_id, name, connected_at)
    values (${business}, 'instagram', 'sandbox', '17', '18', 'Dapur contoh', now()) returning id`;
  const backend = {
    ...people,
    mail: openMail({ smtpUrl: mailbox.url, from: 'Tanggap <tanggap@contoh.test>' }),
  };
  const phones = { owner: openTestPhone(pushService), staff: openTestPhone(pushService) };

  async function conversationOf(name: string): Promise<string> {
    const [known] = await sql<{ id: string }[]>`
      select c.id from conversations c join contacts k on k.id = c.contact_id where k.name = ${name}`;
    if (known) return known.id;
    const [made] = await sql<[{ id: string }]>`
      with contact as (insert into contacts (business_id, name) values (${business}, ${name}) returning id),
        identity as (insert into identities (business_id, contact_id, channel_id, external_id)
          select ${business}, id, ${channel.id}, ${randomUUID()} from contact returning id, contact_id)
      insert into conversations (business_id, channel_id, contact_id, identity_id, kind)
        select ${business}, ${channel.id}, contact_id, id, 'dm' from identity returning id`;
    return made.id;
  }

  return {
    ...{ backend, business, owner, staff, phones, mailbox, pushService },
    async writes(name, words, { intent, wordless = false, minutesAgo = 0, about } = {}) {
      const conversation = await conversationOf(name);
      const [row] = await sql<[{ id: string }]>`
        insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, wordless, intent,
          sorted_by, sent_at, about)
        values (${business}, ${conversation}, ${channel.id}, 'in', ${randomUUID()}, ${words}, ${wordless},
          ${intent ?? null}, ${intent ? 'model' : null}, now() - ${minutesAgo} * interval '1 minute',
          ${about ?? null}) returning id`;
      return { id: row.id, conversation };
    },
    async choose(who, chosen, language = 'id') {
      const all: NoticeChoices = {
        ...{ push: 'none', push_outside_hours: true, push_shows_words: false },
        ...{ digest: 'off', digest_hour: 0, digest_after_hours: 4 },
        ...chosen,
      };
      await chooseNotices(backend.asUser(who.token), business, all, language);
      // Whoever has just chosen has the inbox at hand no more.
      await sql`update notice_choices set seen_at = null where user_id = ${who.id}`;
    },
    async reset() {
      await sql`delete from notice_choices`;
      await sql`delete from contacts`;
      await sql`delete from push_devices`;
      await sql`delete from business_hours`;
      await rememberDevice(backend.asUser(owner.token), phones.owner.device, 'id');
      await rememberDevice(backend.asUser(staff.token), phones.staff.device, 'en');
      mailbox.letters.length = 0;
      pushService.got.length = 0;
      pushService.status = 201;
    },
    async close() {
      await backend.close();
      await mailbox.close();
      pushService.close();
    },
  };
}
