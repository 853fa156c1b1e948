import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { startScript } from '../../../../tools/sourceScript';

/** How many instants there are in a test: a few, unless many are asked for. */
export const killCount = Number(process.env.M365_AUDIT_KILLS ?? 10);

/** What the instants follow from; told where a test fails. */
export const killSeed = Number(process.env.M365_AUDIT_KILL_SEED ?? 1);

export interface Life {
  /** Whether it had ended before it was killed, as it should. */
  readonly isOver: boolean;
  /** From when it said that it begins, in milliseconds. */
  readonly ms: number;
}

/** Runs a script of this folder, and kills it (SIGKILL) some milliseconds after it has said that it begins. */
export async function runAndKill(script: string, args: readonly string[], afterMs: number): Promise<Life> {
  const child = startScript(path.join(import.meta.dirname, script), args);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close');
  const begun = once(createInterface({ input: child.stdout }), 'line');
  await Promise.race([begun, ended]);
  const start = performance.now();
  const waiting = new AbortController();
  await Promise.race([setTimeout(afterMs, undefined, { signal: waiting.signal }).catch(() => undefined), ended]);
  waiting.abort();
  child.kill('SIGKILL');
  await ended;
  if (child.exitCode !== null && child.exitCode !== 0) {
    throw new Error(`${script} ended with ${child.exitCode}. ${errors}`);
  }
  return { isOver: child.exitCode === 0, ms: performance.now() - start };
}
