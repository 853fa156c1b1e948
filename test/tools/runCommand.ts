import { spawn } from 'node:child_process';
import path from 'node:path';
import { rootFolder } from './repository.ts';

export interface CommandOptions {
  /** The repository's root where it is absent. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command with its output on ours; the tools of the project, and its Node, come first. @returns its exit code; 1 after a signal. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd = rootFolder, env = process.env }: CommandOptions = {},
): Promise<number> {
  const searchPath = [path.join(rootFolder, 'node_modules', '.bin'), env.PATH].join(path.delimiter);
  return new Promise((resolve, reject) => {
    spawn(command, args, {
      cwd,
      env: { ...env, PATH: searchPath },
      stdio: ['ignore', 'inherit', 'inherit'],
      // Windows runs the tools' .cmd files by its shell only.
      shell: process.platform === 'win32',
    })
      .once('error', reject)
      .once('close', (code) => {
        resolve(code ?? 1);
      });
  });
}

/** @throws Error where the command fails; what went wrong stands in its output. */
export async function mustRunCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<void> {
  const code = await runCommand(command, args, options);
  if (code !== 0) {
    throw new Error(`"${[command, ...args].join(' ')}" failed with exit code ${code}: its output above says why.`);
  }
}
