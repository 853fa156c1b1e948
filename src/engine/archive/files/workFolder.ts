import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readlink, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { dayMs } from '../../../core/api/contentWindow';
import { hasCode } from '../archiveError';
import { makeFolder } from './durableFiles';

/** Processes of others cannot be asked whether they live; by then they are over. */
const foreignAgeMs = 7 * dayMs;

/** Makes a folder for the unfinished files of this process, on the archive's own drive, so that they can be linked into place. */
export async function makeWorkFolder(archiveFolder: string): Promise<string> {
  const parent = path.join(archiveFolder, 'temp');
  await makeFolder(parent);
  const folder = path.join(parent, [await processSpace(), process.pid, randomUUID()].join('~'));
  await mkdir(folder);
  return folder;
}

/** How the folders begin that lie among the unfinished files of the operating system. */
const systemPrefix = 'm365-audit-work~';

/**
 * Makes a folder for the unfinished files of this process where those of the operating system are, for an archive whose folder cannot
 * be written. Those of processes that were killed go, but for other users'.
 */
export async function makeSystemWorkFolder(): Promise<string> {
  const space = await processSpace();
  for (const name of await readdir(tmpdir())) {
    const folder = path.join(tmpdir(), name);
    if (name.startsWith(systemPrefix) && (await isLeftOver(folder, name.slice(systemPrefix.length), space))) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
  return mkdtemp(path.join(tmpdir(), `${systemPrefix}${space}~${process.pid}~`));
}

/** The folders of processes that were killed. They commit nothing more: the log that is read after this has all that they did. */
export async function findLeftovers(archiveFolder: string): Promise<readonly string[]> {
  const parent = path.join(archiveFolder, 'temp');
  const space = await processSpace();
  const leftovers: string[] = [];
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name);
    if (await isLeftOver(folder, name, space)) {
      leftovers.push(folder);
    }
  }
  return leftovers;
}

/**
 * Whether no other process has the archive open. One that opens it from now on reads the commits that stand now. Those that cannot write
 * its folder have their work folders elsewhere, and are not seen.
 */
export async function isAlone(archiveFolder: string, workFolder: string): Promise<boolean> {
  const names = await readdir(path.join(archiveFolder, 'temp'));
  const leftovers = new Set(await findLeftovers(archiveFolder));
  return names
    .map((name) => path.join(archiveFolder, 'temp', name))
    .every((folder) => folder === workFolder || leftovers.has(folder));
}

/** The files of records below a folder of unfinished files, by the paths that they have, or get, in the archive. */
export async function stagedFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder, { recursive: true })).flatMap((name) => {
      const layoutPath = /TenantId=.*\.parquet$/.exec(name.replaceAll(path.sep, '/'))?.[0];
      return layoutPath === undefined ? [] : [`records/${layoutPath}`];
    });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}

/**
 * Names where the ids of processes mean what they mean here. It takes more than a host: Windows and its Linux, and containers, may have
 * one name and do not see each other's processes.
 */
async function processSpace(): Promise<string> {
  // "pid_namespaces(7)", Linux man-pages: the link names the namespace. No other system has it, or the like.
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  const name = JSON.stringify([hostname(), process.platform, namespace]);
  // Short, for some drives have little room for paths, and with more than enough digits.
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

async function isLeftOver(folder: string, name: string, space: string): Promise<boolean> {
  const [foundSpace, pid] = name.split('~');
  if (foundSpace === space) {
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
