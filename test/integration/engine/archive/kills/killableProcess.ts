import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from '../../../../tools/repository';

/** How many instants there are in a test: a few, unless many are asked for. */
export const killCount = Number(process.env.M365_AUDIT_KILLS ?? 10);

/** What the instants follow from; told where a test fails. */
export const killSeed = Number(process.env.M365_AUDIT_KILL_SEED ?? 1);

/**
 * Runs a script of this folder, and kills it (SIGKILL) some milliseconds after it has said that it begins.
 *
 * @returns whether it had ended before, as it should
 */
export async function runAndKill(script: string, args: readonly string[], afterMs: number): Promise<boolean> {
  const hooks = pathToFileURL(path.join(import.meta.dirname, '../sourceHooks.mjs')).href;
  const options = ['--experimental-transform-types', '--no-warnings', '--import', hooks];
  const child = spawn(process.execPath, [...options, path.join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The sources are made into JavaScript once, not for each process.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(cacheFolder, 'compile-cache') },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close');
  const begun = once(createInterface({ input: child.stdout }), 'line');
  await Promise.race([begun, ended]);
  await Promise.race([setTimeout(afterMs), ended]);
  child.kill('SIGKILL');
  await ended;
  if (child.exitCode !== null && child.exitCode !== 0) {
    throw new Error(`${script} ended with ${child.exitCode}. ${errors}`);
  }
  return child.exitCode === 0;
}
