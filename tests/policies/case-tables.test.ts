/** Who reads and writes the rows of cases. People write through verbs; only steps are inserted as they are. */
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';
import { freshToken, hashOf, hex } from './world.ts';

const people = usePeople();
const of = (one: string, business: string) => ({ business_id: business, case_id: one });

describe(covers('table', 'cases'), () => {
  testTable(people, 'cases', {
    row: (world) => ({ id: world.openCase }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        conversation_id: world.conversation,
        number: '20009',
        due_at: '2099-01-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { state: 'closed' } },
    remove: noOne,
  });
});

describe(covers('table', 'case_promises'), () => {
  testTable(people, 'case_promises', {
    row: (world) => ({ id: world.casePromise }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        ...of(world.openCase, world.business),
        what: 'Janji lain',
        due_at: '2099-01-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { what: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'case_steps'), () => {
  testTable(people, 'case_steps', {
    row: (world) => ({ id: world.caseStep }),
    read: membersAndService,
    insert: {
      owner: 'done',
      staff: 'done',
      stranger: 'denied',
      nobody: 'denied',
      service: 'denied',
      values: (world) => ({
        ...of(world.openCase, world.business),
        id: '0198c000-0000-7000-8000-000000000002',
        what: 'Langkah lain',
        for_customer: true,
      }),
    },
    update: { ...noOne, values: { what: 'Diubah' } },
    remove: noOne,
  });

  test('a member takes no step in another business’s case', async () => {
    const { error } = await people
      .as('owner')
      .from('case_steps')
      .insert({ ...of(people.b.openCase, people.a.business), what: 'Langkah lain' });
    expect(error?.code).toBe('23503');
  });
});

describe(covers('table', 'case_resolutions'), () => {
  testTable(people, 'case_resolutions', {
    row: (world) => ({ id: world.resolution }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ ...of(world.openCase, world.business), what: 'Penyelesaian lain' }),
    },
    update: { ...noOne, values: { what: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'case_closures'), () => {
  testTable(people, 'case_closures', {
    row: (world) => ({ id: world.caseClosure }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        ...of(world.resolvedCase, world.business),
        resolution_id: world.resolution,
        how: 'customer',
      }),
    },
    update: { ...noOne, values: { how: 'member' } },
    remove: noOne,
  });
});

describe(covers('table', 'case_reopenings'), () => {
  testTable(people, 'case_reopenings', {
    row: (world) => ({ id: world.caseReopening }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        ...of(world.resolvedCase, world.business),
        resolution_id: world.resolution,
        reason: 'Alasan lain',
        by_customer: true,
      }),
    },
    update: { ...noOne, values: { reason: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'case_links'), () => {
  testTable(people, 'case_links', {
    row: (world) => ({ id: world.caseLink }),
    read: { ...membersAndService, service: 'denied' },
    columns: ['id', 'business_id', 'case_id', 'made_by', 'made_at', 'revoked_by', 'revoked_at'],
    insert: {
      ...noOne,
      values: (world) => ({ ...of(world.openCase, world.business), token_hash: hex(hashOf(freshToken())) }),
    },
    update: { ...noOne, values: { revoked_at: null } },
    remove: noOne,
  });
});

describe(covers('table', 'case_escalations'), () => {
  testTable(people, 'case_escalations', {
    row: (world) => ({ id: world.escalation }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ ...of(world.openCase, world.business), due_at: '2026-01-01T00:00:00Z' }),
    },
    update: { ...noOne, values: { mailed_at: null } },
    remove: noOne,
  });
});

describe(covers('table', 'ratings'), () => {
  testTable(people, 'ratings', {
    row: (world) => ({ id: world.rating }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        ...of(world.resolvedCase, world.business),
        conversation_id: world.otherConversation,
        score: 5,
      }),
    },
    update: { ...noOne, values: { score: 1 } },
    remove: noOne,
  });
});
