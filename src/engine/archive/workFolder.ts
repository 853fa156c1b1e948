import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { dayMs } from '../../core/api/contentWindow';
import { hasCode } from './archiveError';

/** Processes of other machines cannot be asked whether they live; by then they are over. */
const foreignAgeMs = 7 * dayMs;

/**
 * Makes a folder for the unfinished files of this process, on the archive's own drive, so that they can be moved into place in one
 * step. What processes that were killed left behind is removed first.
 */
export async function makeWorkFolder(archiveFolder: string): Promise<string> {
  const parent = path.join(archiveFolder, 'temp');
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const folder = path.join(parent, [encodeURIComponent(hostname()), process.pid, randomUUID()].join('~'));
  await mkdir(folder);
  return folder;
}

async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name);
    if (await isLeftOver(folder, name)) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function isLeftOver(folder: string, name: string): Promise<boolean> {
  const [host, pid] = name.split('~');
  if (host === encodeURIComponent(hostname())) {
    return !isRunning(Number(pid));
  }
  try {
    return Date.now() - (await stat(folder)).mtimeMs > foreignAgeMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is not sent: it asks whether it could be.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
