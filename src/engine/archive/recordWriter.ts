import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { ArchiveState } from './archiveState';
import type { KnownBlob } from './archiveTypes';
import type { CommittedFile } from './commit';
import { withConnection } from './database';
import { linkFile, makeFolderDurably, syncFile, syncFolder } from './durableFiles';
import type { RecordSource } from './recordBatch';
import { RecordBatch } from './recordBatch';
import { stagedFiles } from './workFolder';

export interface RecordWriterOptions {
  readonly archiveFolder: string;
  readonly workFolder: string;
  readonly state: ArchiveState;
  readonly database: DuckDBInstance;
}

/** Brings records into the archive, each once. */
export class RecordWriter {
  constructor(private readonly options: RecordWriterOptions) {}

  /** Adds the records that the archive does not have, with what they say of their blobs. @returns how many, by source */
  add(
    tenantId: string,
    sources: readonly RecordSource[],
    describeBlobs: (counts: ReadonlyMap<number, number>) => readonly KnownBlob[],
  ): Promise<ReadonlyMap<number, number>> {
    const { database, state, workFolder } = this.options;
    return withConnection(database, async (connection) => {
      const batch = await RecordBatch.stage(database, connection, sources);
      const checkedFiles = new Set<string>();
      let counts: ReadonlyMap<number, number> = new Map();
      let files: readonly CommittedFile[] | undefined;
      const staging = path.join(workFolder, randomUUID());
      try {
        await state.commit(tenantId, async (tenant) => {
          // Again for each commit that came in between: another process may have added the same records.
          const uncheckedFiles = tenant.files.filter((file) => !checkedFiles.has(file.path));
          const dropped = await batch.dropKnown(uncheckedFiles.map((file) => this.absolutePath(file)));
          // Only now: where a file was removed meanwhile, this fails, and is done again.
          uncheckedFiles.forEach((file) => checkedFiles.add(file.path));
          if (files === undefined || dropped > 0) {
            await this.clear(staging);
            counts = await batch.countBySource();
            files = counts.size === 0 ? [] : await this.placeFiles(tenantId, batch, staging);
          }
          return {
            files: [...files],
            columns: files.length === 0 ? [] : [...batch.columns],
            otherKeys: files.length === 0 ? [] : batch.otherKeys.filter((key) => !tenant.otherKeys.has(key)),
            blobs: [...describeBlobs(counts)],
          };
        });
      } finally {
        await batch.close();
        // Also after an error: a commit may stand although its last step failed, and then its files stay.
        await this.clear(staging);
      }
      return counts;
    });
  }

  /** Removes unfinished files, and their other links among the records unless a commit names them. */
  async clear(folder: string): Promise<void> {
    const { archiveFolder, state } = this.options;
    const tenants = [...(await state.readTenants()).values()];
    for (const file of await stagedFiles(folder)) {
      if (!tenants.some((tenant) => tenant.names(file))) {
        await rm(path.join(archiveFolder, file), { force: true });
      }
    }
    await rm(folder, { recursive: true, force: true });
  }

  /**
   * Writes a batch to Parquet files, and links them to where a commit can name them. The first link stays until the commit stands:
   * by it, what a process that was killed has placed and not committed is found.
   */
  private async placeFiles(tenantId: string, batch: RecordBatch, staging: string): Promise<readonly CommittedFile[]> {
    const written = await batch.write(tenantId, staging);
    const placed: CommittedFile[] = [];
    for (const { file, layoutPath, contentType, records } of written) {
      const committed = { path: `records/${layoutPath}`, contentType, records };
      const place = this.absolutePath(committed);
      await syncFile(file);
      await makeFolderDurably(path.dirname(place));
      await linkFile(file, place);
      await syncFolder(path.dirname(place));
      placed.push(committed);
    }
    return placed;
  }

  private absolutePath(file: CommittedFile): string {
    return path.join(this.options.archiveFolder, file.path);
  }
}
