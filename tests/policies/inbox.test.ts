import { describe } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

// What customers said is written by projection alone.
describe(covers('table', 'contacts'), () => {
  testTable(people, 'contacts', {
    row: (world) => ({ id: world.contact }),
    read: membersAndService,
    insert: { ...noOne, values: (world) => ({ business_id: world.business, name: 'Pelanggan contoh' }) },
    update: { ...noOne, values: { name: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'identities'), () => {
  testTable(people, 'identities', {
    row: (world) => ({ id: world.identity }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        contact_id: world.contact,
        channel_id: world.channel,
        external_id: 'pelanggan-lain',
      }),
    },
    update: { ...noOne, values: { username: 'diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'conversations'), () => {
  testTable(people, 'conversations', {
    row: (world) => ({ id: world.conversation }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        channel_id: world.channel,
        contact_id: world.contact,
        identity_id: world.identity,
        kind: 'comment',
        place: 'pos-contoh',
      }),
    },
    update: { ...noOne, values: { last_body: 'diubah' } },
    remove: noOne,
  });
});
