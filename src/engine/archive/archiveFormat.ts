import { readdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { archiveError, hasCode } from './archiveError';
import { makeFolder, syncFolder, writeDurably } from './files/durableFiles';

/**
 * The formats of an archive. It is raised when a reader of an earlier version would read the archive wrongly.
 *
 * - 1: the commits lie in `catalogue`, all of them, for ever. Files are added and never removed.
 * - 2: the commits lie in `commits`, and `checkpoints` has their sum, so that old commits are deleted. Commits may remove files.
 *
 * The commits of format 1 are commits of format 2. Their folder has another name so that a process of an earlier version that still
 * has the archive open fails, rather than adds to a log that it does not read right any more.
 */
const format = 2;

const formatSchema = z.object({ format: z.int().min(1) });

/** Where format 1 has its commits. */
const firstCommitsFolder = 'catalogue';

export function commitsFolder(archiveFolder: string): string {
  return path.join(archiveFolder, 'commits');
}

export function checkpointsFolder(archiveFolder: string): string {
  return path.join(archiveFolder, 'checkpoints');
}

/**
 * Whether a folder holds an archive of a format that this version can read. It touches nothing.
 *
 * @throws EngineError `archive` if the archive is of a newer format, or its format is unknown
 */
export async function isArchive(archiveFolder: string): Promise<boolean> {
  if ((await readFormat(archiveFolder)) !== undefined) {
    return true;
  }
  for (const name of ['commits', firstCommitsFolder, 'records']) {
    // Again: another process may have made the archive since.
    if ((await hasEntries(path.join(archiveFolder, name))) && (await readFormat(archiveFolder)) === undefined) {
      throw archiveError(
        `${formatFile(archiveFolder)} is missing, so the format of this archive is unknown. Restore the file from a backup.`,
      );
    }
  }
  return (await readFormat(archiveFolder)) !== undefined;
}

/**
 * Makes a folder an archive of this version's format: one that is empty, or holds an archive of an earlier format. Several processes
 * may do so at the same time, and a kill at any instant leaves what the next one goes on with.
 *
 * @param workFolder a folder of this process on the same drive
 * @throws EngineError `archive` if its commits are gone
 */
export async function prepareArchive(archiveFolder: string, workFolder: string): Promise<void> {
  const found = await readFormat(archiveFolder);
  if (found === undefined) {
    await makeFolder(commitsFolder(archiveFolder));
    await makeFolder(checkpointsFolder(archiveFolder));
    await writeFormat(archiveFolder, workFolder);
    return;
  }
  if (found < format) {
    // First, so that no earlier version opens what is about to change.
    await writeFormat(archiveFolder, workFolder);
  }
  if (!(await isFolder(commitsFolder(archiveFolder)))) {
    await moveCommits(archiveFolder);
  }
  // Copies of an archive may lack a folder that was empty.
  await makeFolder(checkpointsFolder(archiveFolder));
}

/**
 * Checks that an archive can be read as it is: for a folder that cannot be written.
 *
 * @throws EngineError `archive` if its commits are gone, or it would have to be migrated
 */
export async function requirePrepared(archiveFolder: string): Promise<void> {
  if (await isFolder(path.join(archiveFolder, firstCommitsFolder))) {
    throw archiveError(
      `The archive in ${archiveFolder} is of an earlier format, and cannot be brought to the present one since the folder is read-only. Make the folder writable, and open it again.`,
    );
  }
  if (!(await isFolder(commitsFolder(archiveFolder)))) {
    throw commitsGone(archiveFolder);
  }
}

async function moveCommits(archiveFolder: string): Promise<void> {
  try {
    await rename(path.join(archiveFolder, firstCommitsFolder), commitsFolder(archiveFolder));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) {
      throw error;
    }
    // Another process may have been faster.
    if (!(await isFolder(commitsFolder(archiveFolder)))) {
      throw commitsGone(archiveFolder);
    }
  }
  await syncFolder(archiveFolder);
}

async function writeFormat(archiveFolder: string, workFolder: string): Promise<void> {
  const draft = path.join(workFolder, 'format.json');
  await writeDurably(draft, `${JSON.stringify({ format })}\n`);
  await rename(draft, formatFile(archiveFolder));
  await syncFolder(archiveFolder);
}

async function readFormat(archiveFolder: string): Promise<number | undefined> {
  const file = formatFile(archiveFolder);
  let found: number;
  try {
    found = formatSchema.parse(JSON.parse(await readFile(file, 'utf8'))).format;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    throw archiveError(`${file} cannot be read, so the format of this archive is unknown.`, error);
  }
  if (found > format) {
    throw archiveError(
      `The archive is of format ${found}; this version knows formats up to ${format}. Update to the version that wrote it.`,
    );
  }
  return found;
}

function commitsGone(archiveFolder: string): Error {
  return archiveError(
    `${commitsFolder(archiveFolder)} is missing, so nothing says what the files of this archive are. Restore the folder from a backup.`,
  );
}

function formatFile(archiveFolder: string): string {
  return path.join(archiveFolder, 'format.json');
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}

async function hasEntries(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}
