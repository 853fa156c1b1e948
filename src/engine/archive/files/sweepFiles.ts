import { rm } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../archiveError';
import type { ArchiveState, Removal } from '../log/archiveState';
import { syncFolder } from './durableFiles';

/**
 * Files that others replaced stay for readers that found them in an older list: a query over a large archive takes seconds, one over
 * a very large one minutes. Who is slower still finds a file gone, and reads again.
 */
export const graceMs = 10 * 60_000;

export interface SweepOptions {
  /** Milliseconds since the epoch. */
  readonly now?: number;
  /** How long files stay that others replaced, in milliseconds; 0 where there is no other process whose readers could miss them. */
  readonly grace?: number;
}

/** What came of a sweep. */
export interface Sweep {
  readonly deleted: number;
  /** Files that go later: they are in their time of grace, or another process has them open, as Windows does not allow. */
  readonly waiting: number;
}

/**
 * Deletes files from the disk that commits have removed: those of a deletion at once, others after a time of grace. What a kill
 * leaves undone, the next sweep does, for the log and its checkpoints name a removed file until it is known to be gone. Any number of
 * processes may sweep at the same time.
 *
 * Files that no commit names are none of its business: another process may be about to commit them. The work folder of a process
 * has a link to each of these, by which they are found once the process has ended.
 */
export async function sweepFiles(
  archiveFolder: string,
  state: ArchiveState,
  { now = Date.now(), grace = graceMs }: SweepOptions = {},
): Promise<Sweep> {
  const removals = await state.removals();
  const gone: Removal[] = [];
  for (const removal of removals) {
    const isDue = removal.isDeletion || now - removal.removedAt >= grace;
    if (isDue && (await remove(path.join(archiveFolder, removal.path)))) {
      gone.push(removal);
    }
  }
  for (const folder of new Set(gone.map((removal) => path.dirname(path.join(archiveFolder, removal.path))))) {
    await syncFolder(folder).catch(ignoreAbsent);
  }
  for (const removal of gone) {
    state.forgetRemoved(removal.tenantId, removal.path);
  }
  return { deleted: gone.length, waiting: removals.length - gone.length };
}

/** False where another process has the file open, or the folder does not let it go now. */
async function remove(file: string): Promise<boolean> {
  try {
    await rm(file, { force: true });
    return true;
  } catch (error) {
    if (['EBUSY', 'EPERM', 'EACCES', 'EROFS'].some((code) => hasCode(error, code))) {
      return false;
    }
    throw error;
  }
}

function ignoreAbsent(error: unknown): void {
  if (!hasCode(error, 'ENOENT')) {
    throw error;
  }
}
