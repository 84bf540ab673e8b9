import { UsageError, type Command } from '../platform/commands.ts';
import { replay } from './receive.ts';

export const inboxCommands: Command[] = [
  {
    name: 'replay',
    usage: 'replay --since INSTANT',
    does: 'projects again every webhook item received since then',
    async run(backend, [flag, instant]) {
      const since = new Date(instant ?? '');
      if (flag !== '--since' || Number.isNaN(since.getTime())) {
        throw new UsageError('replay --since INSTANT, for example --since 2026-11-01T00:00:00+07:00');
      }
      return `${await replay(backend, since)} items will be projected again`;
    },
  },
];
