import { access, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import { archiveError, hasCode, missingError } from './archiveError';
import { isArchive, prepareArchive, requirePrepared } from './archiveFormat';
import { ArchiveState } from './log/archiveState';
import { settleArrival } from './arrival';
import { openDatabase } from './database';
import { makeFolder } from './files/durableFiles';
import { RecordWriter } from './records/recordWriter';
import { sweepFiles } from './files/sweepFiles';
import { findLeftovers, isAlone, makeSystemWorkFolder, makeWorkFolder } from './files/workFolder';

/** What an open archive consists of. */
export interface OpenArchive {
  readonly folder: string;
  /** For the unfinished files of this process. */
  readonly workFolder: string;
  readonly state: ArchiveState;
  readonly writer: RecordWriter;
  /** DuckDB, locked down to the archive's folder. */
  readonly database: DuckDBInstance;
}

export interface OpenOptions {
  /** One that is not there is not made. */
  readonly mustExist?: boolean;
  /** What queries may take of the memory, in MiB; what does not fit goes to the disk. A quarter of all of it where it is absent. */
  readonly memory?: number | undefined;
}

/**
 * Opens the archive in a folder; makes one there, unless it must exist. One that lies in a folder that cannot be written is opened for
 * reading, with its unfinished files among those of the operating system.
 *
 * @param folder absolute
 */
export async function openArchive(folder: string, { mustExist = false, memory }: OpenOptions): Promise<OpenArchive> {
  await requireFolder(folder);
  await requireRoom(folder);
  await settleArrival(folder);
  // Before all else, for an archive of a newer format is not touched, and nothing is made where one must exist.
  const exists = await isArchive(folder);
  if (!exists && mustExist) {
    throw missingError(folder);
  }
  const { workFolder, isReadOnly } = await takeWorkFolder(folder, exists);
  try {
    await (isReadOnly ? requirePrepared(folder) : prepareArchive(folder, workFolder));
    const leftovers = isReadOnly ? [] : await findLeftovers(folder);
    const state = await ArchiveState.open({ archiveFolder: folder, workFolder, isReadOnly });
    const database = await openDatabase(folder, workFolder, memory);
    const writer = new RecordWriter({ archiveFolder: folder, workFolder, state });
    if (!isReadOnly) {
      for (const leftover of leftovers) {
        await writer.clear(leftover);
      }
      await sweepFiles(folder, state, (await isAlone(folder, workFolder)) ? { grace: 0 } : {});
      state.makeUpCheckpoint();
    }
    return { folder, workFolder, state, writer, database };
  } catch (error) {
    await rm(workFolder, { recursive: true, force: true });
    throw error;
  }
}

/** Systems answer in many ways where a file is in its place: as if the folder was gone, or as if it was made. */
async function requireFolder(folder: string): Promise<void> {
  if (await isFile(folder)) {
    throw archiveError(`${folder} is a file, and an archive is a folder. Choose another place, or move the file away.`);
  }
}

async function isFile(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isFile();
  } catch {
    // What is wrong with the place, the next step tells.
    return false;
  }
}

/** Paths below the folder are not longer than this one: so it is known at once, not when the first record comes. */
async function requireRoom(folder: string): Promise<void> {
  try {
    await access(path.join(folder, 'x'.repeat(150), 'x'.repeat(150)));
  } catch (error) {
    if (hasCode(error, 'ENAMETOOLONG')) {
      throw error;
    }
  }
}

interface WorkFolder {
  readonly workFolder: string;
  /** The archive's folder cannot be written. */
  readonly isReadOnly: boolean;
}

async function takeWorkFolder(folder: string, exists: boolean): Promise<WorkFolder> {
  try {
    await makeFolder(folder);
    return { workFolder: await makeWorkFolder(folder), isReadOnly: false };
  } catch (error) {
    if (exists && hasCode(error, 'EROFS', 'EACCES', 'EPERM')) {
      return { workFolder: await makeSystemWorkFolder(), isReadOnly: true };
    }
    throw error;
  }
}
