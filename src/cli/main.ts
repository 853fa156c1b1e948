import { addAbortSignal } from 'node:stream';
import { runCli } from './runCli';

async function main(): Promise<void> {
  const interruption = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second signal ends the program at once.
    process.once(event, () => {
      interruption.abort();
    });
  }
  // Whoever reads the output may stop reading: `| head`. Then there is nothing left to do.
  process.stdout.on('error', () => {
    interruption.abort();
  });
  const { stdin, stdout, stderr, env, argv } = process;
  addAbortSignal(interruption.signal, stdin);
  process.exitCode = await runCli(argv.slice(2), { stdin, stdout, stderr, env, signal: interruption.signal });
}

void main();
