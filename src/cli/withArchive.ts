import type { Archive } from '../engine/archive/archive';

/** Opens the archive for as long as a step takes. DuckDB is loaded here, not with the program: not every command needs it. */
export async function withArchive<T>(folder: string, step: (archive: Archive) => Promise<T>): Promise<T> {
  const { Archive } = await import('../engine/archive/archive');
  const archive = await Archive.open(folder);
  try {
    return await step(archive);
  } finally {
    await archive.close();
  }
}
