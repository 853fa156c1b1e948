import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { ArchiveState, Change } from '../log/archiveState';
import type { KnownBlob } from '../archiveTypes';
import type { CommittedFile } from '../log/commit';
import { openBatchDatabase, withConnection } from '../database';
import { KnownIds } from '../dedupe/knownIds';
import { FilePlacement } from '../files/filePlacement';
import type { RecordCopy, RecordSource } from './recordBatch';
import { RecordBatch } from './recordBatch';

export interface RecordWriterOptions {
  readonly archiveFolder: string;
  readonly workFolder: string;
  readonly state: ArchiveState;
}

/** What was kept of sources, by their position among them. */
export interface KeptRecords {
  /** How many records; sources of which none was kept are left out. */
  readonly counts: ReadonlyMap<number, number>;
  /** The records of blobs that the archive had. */
  readonly copies: ReadonlyMap<number, readonly RecordCopy[]>;
  /** How many records of blobs were left out, since those of their time were deleted before. */
  readonly leftOut: ReadonlyMap<number, number>;
  /** How many of those that came in no blob are kept although they are of such a time. */
  readonly restored: number;
}

/** Brings records into the archive, each once, one call after the other. */
export class RecordWriter {
  private readonly placement: FilePlacement;
  private readonly knownIds = new Map<string, KnownIds>();
  /** Opened for the first records: many who open an archive only read it. */
  private database: DuckDBInstance | undefined;

  constructor(private readonly options: RecordWriterOptions) {
    this.placement = new FilePlacement(options.archiveFolder, options.state);
  }

  /** Adds the records that the archive does not have, with what they say of their blobs. */
  async add(
    tenantId: string,
    sources: readonly RecordSource[],
    describeBlobs: (kept: KeptRecords) => readonly KnownBlob[],
  ): Promise<KeptRecords> {
    const { archiveFolder, state, workFolder } = this.options;
    this.database ??= await openBatchDatabase(archiveFolder, workFolder);
    const { database } = this;
    return withConnection(database, async (connection) => {
      const batch = await RecordBatch.stage(database, connection, sources);
      const { copies, leftOut } = batch;
      let restored = 0;
      let counts: ReadonlyMap<number, number> = new Map();
      let files: readonly CommittedFile[] | undefined;
      const staging = path.join(workFolder, randomUUID());
      try {
        await state.commit(tenantId, async (tenant) => {
          // Again for each commit that came in between: another process may have added the same records.
          const known = this.knownIdsOf(tenantId);
          await known.refresh(connection, tenant);
          const dropped = (await batch.dropKnown(known)) + (await batch.dropDeleted(tenant.deletions));
          restored = await batch.countRestored(tenant.deletions);
          if (files === undefined || dropped > 0) {
            // Until there are others: should writing these fail, the next try must not name what is cleared here.
            files = undefined;
            await this.placement.clear(staging);
            counts = await batch.countBySource();
            files = counts.size === 0 ? [] : await this.placement.place(await batch.write(tenantId, staging));
          }
          return {
            files: [...files],
            columns: files.length === 0 ? [] : [...batch.columns],
            otherKeys: files.length === 0 ? [] : batch.otherKeys.filter((key) => !tenant.otherKeys.has(key)),
            blobs: [...describeBlobs({ counts, copies, leftOut, restored })],
            ...importedCopies(sources, counts),
          };
        });
      } finally {
        await batch.close();
        // Also after an error: a commit may stand although its last step failed, and then its files stay.
        await this.placement.clear(staging);
      }
      return { counts, copies, leftOut, restored };
    });
  }

  /** Removes what a process that was killed has left in its work folder, or another folder of unfinished files. */
  clear(folder: string): Promise<void> {
    return this.placement.clear(folder);
  }

  close(): void {
    this.database?.closeSync();
  }

  private knownIdsOf(tenantId: string): KnownIds {
    const known =
      this.knownIds.get(tenantId) ?? new KnownIds((file) => path.join(this.options.archiveFolder, file.path));
    this.knownIds.set(tenantId, known);
    return known;
  }
}

/** How many records of sources that are no blobs the archive had already. */
function importedCopies(
  sources: readonly RecordSource[],
  counts: ReadonlyMap<number, number>,
): Pick<Change, 'importedCopies'> {
  const copies = sources.flatMap(({ contentId, contentType, texts }, index) => {
    const records = texts.length - (counts.get(index) ?? 0);
    return contentId !== undefined || records === 0 ? [] : [{ contentType, records }];
  });
  return copies.length === 0 ? {} : { importedCopies: copies };
}
