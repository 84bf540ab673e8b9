/** Three complaints as cases: one in time, one past its promise, one resolved, confirmed and rated. */
import { freshLink } from '#platform/http/private-link.ts';
import { randomUUID } from 'node:crypto';
import { addStep, openCase, openedCase, promiseCase } from '#inbox/cases/index.ts';
import { firstCase } from '#inbox/cases/forms/index.ts';
import type { CaseId, ConversationId } from '#inbox/schema.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { People } from './people.ts';
import { hour, localTime } from '../story/clock.ts';

interface Complaint {
  id: string;
  conversation_id: string;
  body: string;
}

export async function tellCases(
  backend: Backend,
  business: string,
  { owner, staff }: People,
  now: number,
): Promise<void> {
  const db = backend.asUser(staff.token);
  const find = async (words: string) => {
    const [said] = await backend.sql<Complaint[]>`
      select id, conversation_id, body from messages
      where business_id = ${business} and direction = 'in' and position(${words} in body) > 0 limit 1`;
    if (!said) throw new Error(`nobody in the story says "${words}"`);
    return said;
  };
  const inTime = await open(db, await find('porsi nasinya dikit'));
  await promise(
    db,
    business,
    inTime,
    'Porsi nasi kami timbang ulang, kabarnya besok.',
    localTime(now + 20 * hour),
    staff.id,
  );
  await addStep(db, business, inTime, step('Dapur diminta menimbang tiga porsi sebelum dikirim.', false));

  const late = await open(db, await find('kurang 1 porsi'));
  await promise(
    db,
    business,
    late,
    'Satu porsi yang kurang kami antar sore ini.',
    localTime(now + hour),
    owner.id,
  );
  await addStep(db, business, late, step('Satu porsi sedang disiapkan, kurirnya dicari.', true));

  const settled = await open(db, await find('ini kak yang bocor'));
  await promise(db, business, settled, 'Pengganti dikirim sore ini.', localTime(now + 3 * hour), staff.id);
  await addStep(db, business, settled, step('Pengganti dikirim, resi CONTOH-0017.', true));
  await settle(backend, db, business, settled);
  await moveBack(backend, business, { late, settled });
}

const step = (what: string, for_customer: boolean) => ({ id: randomUUID() as string, what, for_customer });

async function open(db: Db, said: Complaint): Promise<CaseId> {
  const begin = firstCase(said, 24, 'Asia/Jakarta');
  const made = await openCase(db, said.conversation_id as ConversationId, begin);
  if (!made || made === 'due') throw new Error('a sample case could not be opened');
  return made;
}

async function promise(
  db: Db,
  business: string,
  one: CaseId,
  what: string,
  due: string,
  responsible: string,
): Promise<void> {
  const seen = await openedCase(db, business, one);
  const made = await promiseCase(db, one, seen!.version, { what, due, responsible });
  if (made !== 'done') throw new Error(`a sample promise was not made: ${made}`);
}

/** Resolves it, and speaks for the customer through a private link. */
async function settle({ asAnon }: Backend, db: Db, business: string, one: CaseId): Promise<void> {
  const { token, hash } = freshLink();
  const resolution = randomUUID();
  const { version } = (await openedCase(db, business, one))!;
  await db
    .rpc('resolve_case', {
      resolution,
      of_case: one,
      expected_version: version,
      what: 'Pengganti sudah sampai di Bandung, masih dingin.',
      asks_rating: false,
      link_hash: hash,
    })
    .throwOnError();
  await asAnon().rpc('confirm_case', { token, resolution }).throwOnError();
  await asAnon()
    .rpc('rate_case', { token, score: 5, words: 'Cepat ditanggapi, terima kasih.' })
    .throwOnError();
}

/** Gives two cases the time at which they happened in the story; without triggers, as the past makes no news. */
async function moveBack(
  { sql }: Backend,
  business: string,
  { late, settled }: { late: CaseId; settled: CaseId },
): Promise<void> {
  const ago = { [late]: 22 * hour, [settled]: 16 * 24 * hour };
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const [one, ms] of Object.entries(ago)) {
      const by = `${Math.round(ms / 1000)} seconds`;
      await tx`update cases set opened_at = opened_at - ${by}::interval, due_at = due_at - ${by}::interval,
          first_resolved_at = first_resolved_at - ${by}::interval, resolved_at = resolved_at - ${by}::interval,
          closed_at = closed_at - ${by}::interval where id = ${one}`;
      await tx`update case_promises set made_at = made_at - ${by}::interval, due_at = due_at - ${by}::interval
        where case_id = ${one}`;
      await tx`update case_steps set made_at = made_at - ${by}::interval where case_id = ${one}`;
      await tx`update case_resolutions set resolved_at = resolved_at - ${by}::interval where case_id = ${one}`;
      await tx`update case_closures set closed_at = closed_at - ${by}::interval where case_id = ${one}`;
      await tx`update case_links set made_at = made_at - ${by}::interval where case_id = ${one}`;
      await tx`update ratings set rated_at = rated_at - ${by}::interval where case_id = ${one}`;
      await tx`update events set at = at - ${by}::interval where business_id = ${business} and subject = ${one}`;
    }
  });
}
