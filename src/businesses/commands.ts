import { freshLink } from '#platform/http/private-link.ts';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { UsageError, type Command } from '#platform/process/commands.ts';
import { role, slug } from './schema.ts';

export const businessesCommands: Command[] = [
  {
    name: 'user add',
    usage: 'user add EMAIL --business SLUG --role ROLE',
    does: 'prints an invitation link (role: owner or staff)',
    run: addUser,
  },
];

async function addUser(backend: Backend, words: string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { business: { type: 'string' }, role: { type: 'string' } },
  });
  const wanted = z
    .object({ email: z.email(), business: slug, role })
    .safeParse({ email: positionals[0], business: values.business, role: values.role ?? 'staff' });
  if (!wanted.success) throw new UsageError('user add EMAIL --business SLUG --role owner|staff');
  const service = backend.asService('operator invites a user');
  const { data: business } = await service
    .from('businesses')
    .select('id')
    .eq('slug', wanted.data.business)
    .maybeSingle()
    .throwOnError();
  if (!business) throw new UsageError(`there is no business ${wanted.data.business}`);
  const { token, hash } = freshLink();
  await service
    .from('invitations')
    .insert({
      business_id: business.id,
      email: wanted.data.email,
      role: wanted.data.role,
      token_hash: hash,
    })
    .throwOnError();
  return `${backend.env.PUBLIC_URL}/undangan/${token}`;
}
