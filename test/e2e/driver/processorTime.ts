import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** The unit of the kernel's counts, in milliseconds. */
const tickMs = 10;
const measuredMs = 500;

/** How much of one processor a process uses: 0 where it rests, more than 1 where it works on several. Linux only, as the VS Code here. */
export async function readProcessorShare(processId: number): Promise<number> {
  const [from, start] = [await readProcessorMs(processId), Date.now()];
  await delay(measuredMs);
  return ((await readProcessorMs(processId)) - from) / (Date.now() - start);
}

async function readProcessorMs(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/stat`, 'utf8');
  // Before them stands the name in parentheses, which may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = fields.slice(11, 13).map(Number);
  return ((userTicks ?? 0) + (systemTicks ?? 0)) * tickMs;
}
