/** What the installation knows of itself: nobody reaches it through the API. */
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';

const people = usePeople();

async function expectHidden(name: string): Promise<void> {
  expect(Array.isArray(await people.sql`select from private.${people.sql(name)}`)).toBe(true);
  for (const who of ['owner', 'staff', 'stranger', 'nobody', 'service'] as const) {
    const inPrivate = await people.as(who).schema('private').from(name).select();
    const inPublic = await people.as(who).from(name).select();
    const qualified = await people.as(who).from(`private.${name}`).select();
    expect([who, inPrivate.data, inPublic.data, qualified.data]).toEqual([who, null, null, null]);
  }
}

describe(covers('table', 'private.installation_secrets'), () => {
  test('the API shows it to no one', () => expectHidden('installation_secrets'));
});

describe(covers('table', 'private.processes'), () => {
  test('the API shows it to no one', () => expectHidden('processes'));
});

describe(covers('view', 'private.living_processes'), () => {
  test('the API shows it to no one', () => expectHidden('living_processes'));

  test('who was heard of within three beats is there, who fell silent is not', async () => {
    await people.sql`insert into private.processes
      (id, kind, host, pid, works, healthy, fingerprint, pool, seen_at)
      select gen_random_uuid(), 'worker', 'contoh', silent, true, true, 'x', 5, now() - make_interval(secs => silent)
      from unnest(array[0, 90, 100]) silent`;
    const living = await people.sql<{ pid: number }[]>`
      select pid from private.living_processes where host = 'contoh' order by pid`;
    expect(living.map(({ pid }) => pid)).toEqual([0, 90]);
    await people.sql`delete from private.processes where host = 'contoh'`;
  });
});

describe(covers('view', 'private.seals'), () => {
  test('the API shows it to no one', () => expectHidden('seals'));

  test('each connected account’s seal is there, with what it is bound to', async () => {
    const [row] = await people.sql<{ missing: number }[]>`
      select count(*)::int as missing from channel_secrets s
      where not exists (select from private.seals v
        where v.place = 'channel' and v.id = s.channel_id::text and v.sealed = s.sealed)`;
    expect(row!.missing).toBe(0);
  });
});
