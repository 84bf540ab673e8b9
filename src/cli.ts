/** `npm run tanggap -- COMMAND`: what an operator does by hand. */
import { assistantCommands } from './assistant/commands.ts';
import { businessesCommands } from './businesses/commands.ts';
import { inboxCommands } from './inbox/commands.ts';
import { platformCommands, UsageError, type Command } from './platform/process/commands.ts';
import { backend, openBackend } from './platform/backend/index.ts';
import { EnvError, readEnv } from './platform/env.ts';
import { logToStderr } from './platform/log.ts';

const commands: Command[] = [
  ...platformCommands,
  ...businessesCommands,
  ...inboxCommands,
  ...assistantCommands,
];
/** In the contract, and not in a room that is built yet. */
const notYet = ['import', 'export', 'indicators', 'backup', 'restore'];

// What is printed is the answer; the log would mix with it.
logToStderr();
process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  if (!command) return explain(words[0]);
  const rest = words.slice(command.name.split(' ').length);
  try {
    if (command.alone) {
      const { stdin: input, stdout: output, stderr: errors } = process;
      return await command.run(rest, { input, output, errors });
    }
    const running = await (command.acceptsSecret ? openBackend(readEnv(), true) : backend());
    try {
      process.stdout.write(`${await command.run(running, rest)}\n`);
      return 0;
    } finally {
      await running.close();
    }
  } catch (error) {
    const expected = error instanceof UsageError || error instanceof EnvError;
    process.stderr.write(`${expected ? error.message : String(error)}\n`);
    return expected ? 2 : 1;
  }
}

function explain(word: string | undefined): number {
  if (word !== undefined && notYet.includes(word)) process.stderr.write(`${word}: not built yet\n`);
  else if (word !== undefined) process.stderr.write(`${word}: unknown command\n`);
  process.stderr.write(commands.map(({ usage, does }) => `  ${usage.padEnd(46)}${does}\n`).join(''));
  return 2;
}
