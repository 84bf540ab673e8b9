/** `npm run sandbox -- --port N [--host H] [--file F] [--seed N] [--url PUBLIC_URL]`: the sandbox network alone. */
import { parseArgs } from 'node:util';
import { startSandbox } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4700' },
    host: { type: 'string' },
    file: { type: 'string' },
    seed: { type: 'string' },
    url: { type: 'string' },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  ...(values.host ? { host: values.host } : {}),
  ...(values.file ? { file: values.file } : {}),
  ...(values.seed ? { seed: Number(values.seed) } : {}),
  ...(values.url ? { publicUrl: values.url } : {}),
});
process.stdout.write(`Jaringan latihan: ${sandbox.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
}
