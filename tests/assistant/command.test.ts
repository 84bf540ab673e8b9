import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { classify } from '#assistant/index.ts';
import { temporaryFolder } from '../support/server.ts';

const root = resolve(import.meta.dirname, '../..');

/** `npm run tanggap -- classify` with these bytes on stdin, in pieces. */
async function run(pieces: (string | Buffer)[], words: string[] = []) {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  const child = spawn(process.execPath, [join(root, 'src', 'cli.ts'), 'classify', ...words], {
    // A database that is not there: the command asks for none.
    env: { DATA_DIR: dataDir, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  for (const piece of pieces) child.stdin.write(piece);
  child.stdin.end();
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await ended;
  const touched = existsSync(dataDir);
  folder.remove();
  return {
    code,
    err,
    touched,
    lines: out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  };
}

const json = (value: unknown) => `${JSON.stringify(value)}\n`;

test('adds intent, sentiment, urgency and confidence to each line, in order, and needs no database', async () => {
  const messages = [
    { id: 'a', text: 'harganya berapa kak?' },
    { id: 'b', text: 'enak banget, makasih', channel: 'instagram' },
    { id: 3, text: 'baris\u2028satu' },
  ];
  const { code, err, lines, touched } = await run(messages.map(json));
  const expected = messages.map((message) => {
    const { intent, sentiment, urgency, confidence } = classify(message.text);
    return { ...message, intent, sentiment, urgency, confidence };
  });
  expect({ code, err, touched }).toEqual({ code: 0, err: '', touched: false });
  expect(lines).toEqual(expected);
});

test('a bad line is named, the others are answered, and the end is not 0', async () => {
  const { code, err, lines } = await run([
    json({ id: 1, text: 'halo kak' }),
    '{"id": 2, rahasia\n',
    '\n',
    json({ id: 4 }),
    json({ id: 5, text: 7 }),
    'null\n',
    JSON.stringify({ id: 7, text: 'mantap' }),
  ]);
  expect(code).toBe(1);
  expect(lines).toMatchObject([
    { id: 1, intent: 'other' },
    { id: 7, intent: 'praise' },
  ]);
  expect(err.split('\n').map((line) => /^line (\d+): /.exec(line)?.[1])).toEqual([
    '2',
    '4',
    '5',
    '6',
    undefined,
  ]);
  expect(err).not.toContain('rahasia');
});

test('a letter that comes in two pieces stays one, and lines may end as on Windows', async () => {
  const bytes = Buffer.from(`\ufeff${JSON.stringify({ id: 1, text: 'mantap 😍' })}\r\n`);
  const within = bytes.indexOf(0xf0) + 2;
  const { code, err, lines } = await run([bytes.subarray(0, within), bytes.subarray(within)]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lines).toMatchObject([{ id: 1, text: 'mantap 😍' }]);
});

test('answers a line before the input ends, and leaves in peace when nobody reads on', async () => {
  const child = spawn(process.execPath, [join(root, 'src', 'cli.ts'), 'classify'], { env: {} });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const errors = text(child.stderr);
  child.stdin.on('error', () => undefined);
  child.stdin.write(json({ id: 1, text: 'halo' }));
  const [first] = (await new Promise<Buffer>((got) => child.stdout.once('data', got))).toString().split('\n');
  expect(JSON.parse(first!)).toMatchObject({ id: 1, intent: 'other' });
  child.stdout.destroy();
  for (let id = 2; id < 5000; id += 1) child.stdin.write(json({ id, text: 'halo' }));
  child.stdin.end();
  expect(await ended).toBe(0);
  expect(await errors).toBe('');
});

test('no input is no answer, and a word too many is explained', async () => {
  expect(await run([])).toMatchObject({ code: 0, err: '', lines: [] });
  expect(await run([], ['berkas.jsonl'])).toMatchObject({ code: 2, err: expect.stringContaining('stdin') });
});
