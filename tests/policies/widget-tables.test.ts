/** Who reads and writes the rows of the widget: members read, and everything is written through verbs. */
import { describe } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';
import { hashOf, hex } from './world.ts';

const people = usePeople();

describe(covers('table', 'widget_keys'), () => {
  testTable(people, 'widget_keys', {
    row: (world) => ({ id: world.widgetKey }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        id: '0198c000-0000-7000-8000-000000000011',
        business_id: world.business,
        channel_id: world.widget,
        key: `tg_${'0'.repeat(32)}`,
        origins: [],
        made_at: '2026-01-01T00:00:00Z',
        ends_at: '2026-01-02T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { origins: ['https://contoh.test'] } },
    remove: noOne,
  });
});

describe(covers('table', 'feedbacks'), () => {
  testTable(people, 'feedbacks', {
    row: (world) => ({ id: world.feedback }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        id: '0198c000-0000-7000-8000-000000000012',
        business_id: world.business,
        conversation_id: world.otherConversation,
        message_id: world.question,
        key: '0198c000-0000-4000-8000-000000000012',
        number: '30009',
        ordered: '',
        wants: 'unknown',
        product: '',
        language: 'id',
        notice: '2026-11-22',
        consented_at: '2026-11-22T00:00:00Z',
        received_at: '2026-11-22T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { email: 'lain@contoh.test' } },
    remove: noOne,
  });
});

describe(covers('table', 'feedback_links'), () => {
  testTable(people, 'feedback_links', {
    row: (world) => ({ id: world.feedbackLink }),
    read: { owner: 'done', staff: 'done', stranger: 'nothing', nobody: 'denied', service: 'denied' },
    columns: ['id', 'business_id', 'feedback_id', 'made_at'],
    insert: {
      ...noOne,
      values: (world) => ({
        id: '0198c000-0000-7000-8000-000000000013',
        business_id: world.business,
        feedback_id: world.feedback,
        token_hash: hex(hashOf('tautan lain')),
        made_at: '2026-11-22T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { made_at: '2026-11-23T00:00:00Z' } },
    remove: noOne,
  });
});
