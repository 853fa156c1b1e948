import type { Archive } from '../engine/archive/archive';

type ArchiveStep<T> = (archive: Archive) => Promise<T>;

/** Opens the archive in a folder, or makes one there, for as long as a step takes. */
export function withArchive<T>(folder: string, step: ArchiveStep<T>): Promise<T> {
  return runWithArchive(folder, false, step);
}

/** The same for what only reads: a folder that holds no archive is an error, for its name may be mistyped. */
export function withExistingArchive<T>(folder: string, step: ArchiveStep<T>): Promise<T> {
  return runWithArchive(folder, true, step);
}

/** DuckDB is loaded here, not with the program: not every command needs it. */
async function runWithArchive<T>(folder: string, mustExist: boolean, step: ArchiveStep<T>): Promise<T> {
  const { Archive } = await import('../engine/archive/archive');
  const archive = await Archive.open(folder, { mustExist });
  try {
    return await step(archive);
  } finally {
    await archive.close();
  }
}
