import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { archiveError, hasCode } from './archiveError';
import { commitsFolder } from './archiveFormat';
import type { Move } from './log/commit';
import { commitSchema } from './log/commit';
import { linkFile, syncFolder, writeDurably } from './files/durableFiles';

/**
 * The mark of a folder that an archive is moved to, `arrival.json`: the folder is no archive yet, or what is left of the old one is yet
 * to be cleared.
 *
 * Which folder is the good one is for the log of the old folder to say, at every instant: as long as it goes on, the old one is; once its
 * last commit says that the archive was moved, the new one is. That commit takes the next number of the log, so nobody can commit after
 * it, and it is only made where the new folder has all up to the number before. The steps, each of which may be the last one:
 * 1. The mark is made, and the new folder gets all there is, verified. The old folder is in use as ever.
 * 2. The old log gets its last commit. All that have the old folder open find it when they next read or write, and refuse.
 * 3. The mark says that the new folder is whole, so that it can be opened without the old one.
 * 4. What is in the old folder is deleted, but for its log, which says where the archive went.
 * 5. The mark is removed.
 *
 * Who opens the new folder with a mark does steps 3 to 5 where step 2 was done, and refuses where it was not.
 */
const arrivalSchema = z.object({
  /** The same as in the last commit of the old log. */
  id: z.string(),
  /** The old folder, absolute. */
  from: z.string(),
  /** The work folder, below that of the old archive, of the process that moves it. */
  workFolder: z.string(),
  isComplete: z.boolean(),
});

export type Arrival = z.infer<typeof arrivalSchema>;

const markFile = 'arrival.json';

/** What goes from a folder that an archive was moved from. Its log stays, for those who have it open look there. */
const movedEntries = ['records', 'rejected'];

/** Marks a folder. @throws Node's `EEXIST` where it is marked already; EngineError `archive` on a drive that no archive can be on */
export async function markArrival(folder: string, arrival: Arrival): Promise<void> {
  const draft = await writeDraft(folder, arrival);
  try {
    await linkFile(draft, path.join(folder, markFile));
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(folder);
}

/** Says that all of the archive is in the folder, and that the old one knows. */
export async function completeArrival(folder: string, arrival: Arrival): Promise<void> {
  await rename(await writeDraft(folder, { ...arrival, isComplete: true }), path.join(folder, markFile));
  await syncFolder(folder);
}

/** Removes the mark, and drafts of it that a kill has left. */
export async function clearArrival(folder: string): Promise<void> {
  await rm(path.join(folder, markFile), { force: true });
  for (const name of await readdir(folder)) {
    if (isDraft(name)) {
      await rm(path.join(folder, name), { force: true });
    }
  }
  await syncFolder(folder);
}

/** Of the mark, by its name. */
export function isDraft(name: string): boolean {
  return name.startsWith('arrival.') && name !== markFile;
}

export async function readArrival(folder: string): Promise<Arrival | undefined> {
  const file = path.join(folder, markFile);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
  try {
    return arrivalSchema.parse(JSON.parse(text));
  } catch (error) {
    // A kill in the first step: nothing was copied yet.
    throw archiveError(
      `${file} cannot be read: an archive was to be moved here, and was not. Delete the folder.`,
      error,
    );
  }
}

/**
 * Makes sure that the archive in a folder is here, and not still where it is moved from. Ends what a move has left to do.
 *
 * @throws EngineError `archive` if the move was not done; it says where the archive is
 */
export async function settleArrival(folder: string): Promise<void> {
  const arrival = await readArrival(folder);
  if (arrival === undefined) {
    return;
  }
  const { id, from } = arrival;
  const isMoved = (await findMove(from))?.id === id;
  if (!isMoved && !arrival.isComplete) {
    throw archiveError(
      `An archive is being moved to ${folder}, or was not moved to the end. It is still in ${from}: use it there, or move it again.`,
    );
  }
  try {
    if (!arrival.isComplete) {
      await completeArrival(folder, arrival);
    }
    // The folder may be another archive by now: then there is nothing of this one to clear.
    if (!isMoved || (await clearMoved(from, folder))) {
      await clearArrival(folder);
    }
  } catch (error) {
    // The old drive may be gone, or one of the folders be read-only. The archive is good all the same; the next one tries again.
    if (!hasCode(error, 'ENOENT', 'EROFS', 'EACCES', 'EPERM', 'EBUSY', 'EIO', 'ENXIO', 'ENODEV')) {
      throw error;
    }
  }
}

async function writeDraft(folder: string, arrival: Arrival): Promise<string> {
  const draft = path.join(folder, `arrival.${randomUUID()}.json`);
  await writeDurably(draft, `${JSON.stringify(arrival)}\n`);
  return draft;
}

/** Deletes what is left of an archive that was moved. @returns whether all is gone */
async function clearMoved(from: string, to: string): Promise<boolean> {
  // For people who look into the folder: no program reads it.
  await writeFile(path.join(from, 'moved.txt'), `This archive was moved to ${to}\n`);
  let isClear = true;
  for (const entry of movedEntries) {
    try {
      await rm(path.join(from, entry), { recursive: true, force: true });
    } catch (error) {
      if (!hasCode(error, 'EBUSY', 'EPERM', 'EACCES', 'ENOTEMPTY')) {
        throw error;
      }
      // Another process has a file open, as Windows does not allow.
      isClear = false;
    }
  }
  return isClear;
}

/** Where the archive in a folder was moved to: what the last commit of its log says. Undefined where it cannot be read, too. */
export async function findMove(archiveFolder: string): Promise<Move | undefined> {
  try {
    const commits = await readdir(commitsFolder(archiveFolder));
    const last = commits
      .filter((name) => /^\d+\.json$/.test(name))
      .toSorted()
      .at(-1);
    const text = last === undefined ? undefined : await readFile(path.join(commitsFolder(archiveFolder), last), 'utf8');
    return text === undefined ? undefined : commitSchema.parse(JSON.parse(text)).moved;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EIO', 'ENXIO', 'ENODEV')) {
      return undefined;
    }
    throw error;
  }
}
