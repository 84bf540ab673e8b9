import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';

const people = usePeople();

describe(covers('function', 'enter_business'), () => {
  const at = () => ({ slug: people.a.slug });

  test.each(['owner', 'staff'] as const)(
    '%s enters the business, with or without its address',
    async (who) => {
      for (const args of [at(), {}]) {
        expect(await call(people, who, 'enter_business', args)).toMatchObject([
          { id: people.a.business, slug: people.a.slug, role: who, businesses: 1, waiting: 3, sample: true },
        ]);
      }
    },
  );
  test('a stranger does not enter, and gets to their own', async () => {
    await expectRefusal(people, 'stranger', 'enter_business', at(), { answer: [] });
    expect(await call(people, 'stranger', 'enter_business', {})).toMatchObject([{ id: people.b.business }]);
  });
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'enter_business', at()),
  );
});
