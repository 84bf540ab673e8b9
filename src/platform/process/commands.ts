import { schemaFingerprint } from '../migrations/migrate.ts';
import type { Command } from './command.ts';
import { diagnose } from './doctor/index.ts';
import { moveCommand } from './media-move.ts';
import { secretCommands } from './secret/commands.ts';

export { UsageError, type Command, type Streams } from './command.ts';

export const platformCommands: Command[] = [
  {
    name: 'doctor',
    usage: 'doctor [--meta]',
    does: 'tries everything this installation stands on, changes nothing, says what to do',
    alone: true,
    run: (words, streams) => diagnose(words, streams),
  },
  {
    name: 'migrate',
    usage: 'migrate',
    does: 'brings the database up to date (npm start does it too)',
    // Opening the backend has migrated already.
    run: async () => `schema ${schemaFingerprint()} is up to date`,
  },
  ...secretCommands,
  moveCommand,
];
