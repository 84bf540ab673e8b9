import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { UsageError, type Command, type Streams } from '#platform/process/commands.ts';
import { classify } from './classify.ts';

export const assistantCommands: Command[] = [
  {
    name: 'classify',
    usage: 'classify < MESSAGES.jsonl',
    does: 'sorts messages: JSON lines {"id","text"} on stdin, with intent, sentiment, urgency, confidence on stdout',
    alone: true,
    run: classifyLines,
  },
];

/** What else a line holds goes out as it came in. */
const line = z.looseObject({ id: z.union([z.string(), z.number()]), text: z.string() });

async function classifyLines(words: string[], { input, output, errors }: Streams): Promise<number> {
  if (words.length)
    throw new UsageError('classify takes no words: it reads JSON lines {"id","text"} from stdin');
  let number = 0;
  let bad = 0;
  async function* answers(source: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const text of linesOf(source)) {
      number += 1;
      if (!text.trim()) continue;
      const read = readLine(number === 1 ? text.replace(/^\ufeff/, '') : text);
      if (typeof read === 'string') {
        bad += 1;
        errors.write(`line ${number}: ${read}\n`);
        continue;
      }
      const { intent, sentiment, urgency, confidence } = classify(read.text);
      yield `${JSON.stringify({ ...read, intent, sentiment, urgency, confidence })}\n`;
    }
  }
  await pipeline(input.setEncoding('utf8'), answers, output, { end: false }).catch((error: unknown) => {
    // Whoever reads, as `head` does, may have had enough.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
  return bad ? 1 : 0;
}

/** @returns the message, or the sentence that says what is wrong; never what the line holds */
function readLine(text: string): z.infer<typeof line> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const parsed = line.safeParse(value);
  return parsed.success ? parsed.data : 'must be an object with "id" (text or number) and "text" (text)';
}

/** Splits at line feeds alone: JSON may hold the other separators of Unicode inside a text, so readline will not do. */
async function* linesOf(source: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const part of source) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}
