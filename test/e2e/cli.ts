import { execFile } from 'node:child_process';
import path from 'node:path';
import { rootFolder } from '../tools/repository.ts';

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `m365-audit` as it was built. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult> {
  const script = path.join(rootFolder, 'dist', 'cli.js');
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [script, ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (child.exitCode === null) {
          reject(error ?? new Error('The command line was ended from outside.'));
        } else {
          resolve({ exitCode: child.exitCode, stdout, stderr });
        }
      },
    );
  });
}
