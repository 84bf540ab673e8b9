import { UsageError, type Command } from '#platform/process/commands.ts';
import { replay } from './receiving/receive.ts';
import { listUnknown } from './receiving/unknown.ts';

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
  {
    name: 'unknown',
    usage: 'unknown [--full]',
    does: 'lists what arrived and is not understood; --full shows one of each, with what customers wrote',
    async run(backend, [flag]) {
      if (flag !== undefined && flag !== '--full') throw new UsageError('unknown [--full]');
      const kinds = await listUnknown(backend);
      if (kinds.length === 0) return 'everything that arrived is understood';
      return kinds
        .map(({ object, field, outcome, items, newest, sample, shape, value }) =>
          [
            `${items} x ${object || '(no object)'} / ${field || '(no field)'}: ${outcome}, newest ${newest}, item ${sample}`,
            `    ${flag === '--full' ? JSON.stringify(value) : shape}`,
          ].join('\n'),
        )
        .join('\n');
    },
  },
];
