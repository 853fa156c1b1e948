import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './repository.ts';

export type ScriptProcess = ChildProcessByStdio<null, Readable, Readable>;

export interface ScriptOptions {
  /** Modules that are loaded before the script. */
  readonly imports?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** What Node is given to run a TypeScript file and what it imports from the sources. */
export function scriptArguments(
  script: string,
  args: readonly string[],
  imports: readonly string[] = [],
): readonly string[] {
  const hooks = path.join(import.meta.dirname, 'sourceHooks.mjs');
  const preloads = [hooks, ...imports].map((file) => `--import=${pathToFileURL(file).href}`);
  return ['--experimental-transform-types', '--no-warnings', ...preloads, script, ...args];
}

/** Starts a TypeScript file, and what it imports from the sources, in a process of its own. */
export function startScript(
  script: string,
  args: readonly string[],
  { imports, env }: ScriptOptions = {},
): ScriptProcess {
  return spawn(process.execPath, scriptArguments(script, args, imports), {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The sources are made into JavaScript once, not for each process.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(cacheFolder, 'compile-cache'), ...env },
  });
}
