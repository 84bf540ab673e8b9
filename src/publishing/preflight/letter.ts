import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { preflightWords } from './words.ts';

const letter = z.object({
  email: z.string(),
  channel: z.string(),
  business: z.string(),
  slug: z.string(),
  language: z.enum(['id', 'en']),
});

/**
 * Tells the owners that a channel must be connected again: one letter a day, whoever finds it. What the mail server
 * does not take is not tried again before tomorrow; the pages say it all the same.
 */
export async function writeOwners(backend: Backend, channel: string): Promise<void> {
  const { data } = await backend
    .asService('write to owners about a channel')
    .rpc('claim_channel_letter', { channel })
    .throwOnError();
  for (const { email, channel: name, business, slug, language } of z.array(letter).parse(data)) {
    const t = preflightWords[language].letter;
    const link = `${backend.env.PUBLIC_URL}/u/${slug}/kanal`;
    try {
      const text = t.text(name, business, link);
      await backend.mail.send({ to: email, subject: t.subject(name), text });
    } catch (error) {
      log('warn', 'publishing.letter_failed', { channel, error });
    }
  }
}
