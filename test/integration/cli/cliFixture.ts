import { Readable, Writable } from 'node:stream';
import { runCli } from '../../../src/cli/runCli';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliInput {
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Told of what is written to standard output, as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Runs the command line inside this process. */
export async function runInProcess(args: readonly string[], input: CliInput = {}): Promise<CliRun> {
  const output = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof output): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done): void {
        output[name] += chunk.toString();
        if (name === 'stdout') {
          input.onOutput?.(chunk.toString());
        }
        done();
      },
    });
  const exitCode = await runCli(args, {
    stdin: Readable.from([Buffer.from(input.stdin ?? '')]),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: input.env ?? {},
    signal: input.signal ?? new AbortController().signal,
  });
  return { exitCode, ...output };
}
