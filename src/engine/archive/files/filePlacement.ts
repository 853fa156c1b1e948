import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ContentType } from '../../../core/api/contentType';
import type { ArchiveState } from '../log/archiveState';
import type { CommittedFile } from '../log/commit';
import { linkFile, makeFolderDurably, syncFile, syncFolder } from './durableFiles';
import { stagedFiles } from './workFolder';

/** A Parquet file that was written, not yet part of the archive. */
export interface WrittenFile {
  /** Absolute. */
  readonly file: string;
  /** Its place among the archive's records, relative to them, with `/`. */
  readonly layoutPath: string;
  readonly contentType: ContentType;
  readonly records: number;
  /** Times of the oldest and the newest event, in milliseconds since the epoch; absent where none has a time. */
  readonly oldest?: number;
  readonly newest?: number;
}

/** Brings written files to where a commit can name them, and clears away those that none came to name. */
export class FilePlacement {
  constructor(
    private readonly archiveFolder: string,
    private readonly state: ArchiveState,
  ) {}

  /**
   * Links files to their places. Their first links are to stay until the commit stands: by these, what a process that was killed has
   * placed and not committed is found.
   *
   * @returns what a commit says of them
   */
  async place(written: readonly WrittenFile[]): Promise<readonly CommittedFile[]> {
    const placed: CommittedFile[] = [];
    for (const { file, layoutPath, ...facts } of written) {
      const committed = { path: `records/${layoutPath}`, ...facts, bytes: (await stat(file)).size };
      const place = path.join(this.archiveFolder, committed.path);
      await syncFile(file);
      await makeFolderDurably(path.dirname(place));
      await linkFile(file, place);
      await syncFolder(path.dirname(place));
      placed.push(committed);
    }
    return placed;
  }

  /** Removes unfinished files, and their other links among the records unless a commit names them. */
  async clear(staging: string): Promise<void> {
    const tenants = [...(await this.state.readTenants()).values()];
    for (const file of await stagedFiles(staging)) {
      if (!tenants.some((tenant) => tenant.names(file))) {
        await rm(path.join(this.archiveFolder, file), { force: true });
      }
    }
    await rm(staging, { recursive: true, force: true });
  }
}
