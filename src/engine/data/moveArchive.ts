import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Archive } from '../archive/archive';
import { archiveError, withArchiveErrors } from '../archive/archiveError';
import type { Arrival } from '../archive/arrival';
import {
  clearArrival,
  completeArrival,
  findMove,
  isDraft,
  markArrival,
  readArrival,
  settleArrival,
} from '../archive/arrival';
import { findLeftovers } from '../archive/files/workFolder';
import { ArchiveCopy, copiedEntries } from './archiveCopy';
import { bytesOf } from './measureSelection';
import { isWithin } from '../export/replaceFile';

export interface MoveProgress {
  /** Records whose files are copied. */
  readonly records: number;
  /** 0 to 1, by bytes. */
  readonly fraction: number;
}

export interface MoveOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MoveProgress) => void) | undefined;
}

/**
 * Moves an archive to another folder, on any drive; `arrival.ts` says by which steps, and why nothing is lost wherever they end. Others
 * may use the archive meanwhile, and write; once it is moved, they are told where it is. The archive that is given is of no more use
 * then, but for results of queries that are held in memory.
 *
 * @param folder absolute; empty, or absent
 * @throws EngineError `archive` if the folder cannot take the archive, or the archive cannot be read; the signal's reason, once it is
 *   aborted. Then the folder is as it was before, and the archive is where it was.
 */
export async function moveArchive(archive: Archive, folder: string, options: MoveOptions = {}): Promise<void> {
  const to = path.resolve(folder);
  const arrival: Arrival = {
    id: randomUUID(),
    from: archive.folder,
    workFolder: path.basename(archive.workFolder),
    isComplete: false,
  };
  const explain = <T>(step: () => Promise<T>): Promise<T> =>
    withArchiveErrors(`The archive cannot be moved to ${to}.`, step);
  const isMade = await explain(() => claimFolder(archive, to, arrival));
  try {
    await explain(async () => {
      await requireRoom(archive, to);
      await copyAndEnd(archive, to, arrival, options);
    });
  } catch (error) {
    if (await isStillThere(archive, arrival)) {
      await clearFolder(to);
      await (isMade ? rmdir(to) : undefined);
      options.signal?.throwIfAborted();
    }
    throw error;
  }
  await explain(async () => {
    await completeArrival(to, arrival);
    await settleArrival(to);
  });
}

/**
 * Whether it is certain that the old folder is not left for the new one. The last commit may stand although an error came of it, as
 * drives in a network have it: then the copy is the archive.
 */
async function isStillThere(archive: Archive, { id, from }: Arrival): Promise<boolean> {
  try {
    await archive.snapshot();
    return true;
  } catch {
    const move = await findMove(from);
    return move !== undefined && move.id !== id;
  }
}

/** Copies until there is nothing that the copy has not, and ends the old archive at that. */
async function copyAndEnd(archive: Archive, to: string, { id }: Arrival, options: MoveOptions): Promise<void> {
  const copy = new ArchiveCopy(archive, to, options);
  for (;;) {
    const snapshot = await archive.snapshot();
    const isWhole = await copy.update(snapshot);
    options.signal?.throwIfAborted();
    if (isWhole && (await archive.endAt(snapshot.version, { id, to }))) {
      return;
    }
  }
}

/** Makes the folder one that the archive moves to. @returns whether it was absent */
async function claimFolder(archive: Archive, to: string, arrival: Arrival): Promise<boolean> {
  if (isWithin(archive.folder, to) || isWithin(to, archive.folder)) {
    throw archiveError('One of the two folders lies in the other. Choose a folder elsewhere.');
  }
  const isMade = (await mkdir(to, { recursive: true })) !== undefined;
  if (!(await isEmpty(to))) {
    if (!(await isAbandoned(archive, to))) {
      throw archiveError('The folder is not empty. Choose an empty one, or one that is not there yet.');
    }
    await clearFolder(to);
    if (!(await isEmpty(to))) {
      throw archiveError('The folder has more in it than an earlier move left there. Choose an empty one.');
    }
  }
  try {
    await markArrival(to, arrival);
  } catch (error) {
    await (isMade ? rmdir(to) : undefined);
    throw error;
  }
  return isMade;
}

/** Whether there is nothing in the folder but what a move began with. */
async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder)).every(isDraft);
}

/** Whether the folder holds what a move of this archive left there whose process was killed. */
async function isAbandoned(archive: Archive, to: string): Promise<boolean> {
  const arrival = await readArrival(to);
  if (arrival?.from !== archive.folder || arrival.isComplete) {
    return false;
  }
  const workFolders = path.dirname(archive.workFolder);
  const workFolder = path.join(workFolders, arrival.workFolder);
  const isRunning =
    (await readdir(workFolders)).includes(arrival.workFolder) &&
    !(await findLeftovers(archive.folder)).includes(workFolder);
  return !isRunning;
}

/** Removes what a move brings into a folder, and last the mark: until then it is clear what the folder is. */
async function clearFolder(folder: string): Promise<void> {
  for (const entry of copiedEntries) {
    await rm(path.join(folder, entry), { recursive: true, force: true });
  }
  await clearArrival(folder);
}

async function requireRoom(archive: Archive, to: string): Promise<void> {
  let bytes = 0;
  for (const file of (await archive.snapshot()).files) {
    bytes += await bytesOf(archive, file);
  }
  const { bavail, bsize } = await statfs(to);
  if (bavail * bsize < bytes) {
    throw archiveError(
      `The drive has ${gigabytes(bavail * bsize)} GB free, and the archive takes ${gigabytes(bytes)} GB. Free some space, or choose another drive.`,
    );
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1_000_000_000).toFixed(1);
}
