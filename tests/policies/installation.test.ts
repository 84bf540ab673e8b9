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
