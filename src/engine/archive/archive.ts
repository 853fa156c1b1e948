import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { ContentType } from '../../core/api/contentType';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import { addBlobs } from './blobs/addBlobs';
import { archiveError, withArchiveErrors } from './archiveError';
import type { ArchiveSnapshot, ArchiveState, Change } from './log/archiveState';
import type { CatalogueContent, ContentStatus, StatusOptions } from './archiveStatus';
import { contentOf, lossesToAcknowledge, statusOf } from './archiveStatus';
import type {
  AddedBlobs,
  ArchiveStore,
  Backlog,
  BlobLoss,
  FetchedBlob,
  ImportedRecords,
  KnownBlob,
  ListedBlob,
  WindowListing,
} from './archiveTypes';
import { backlogOf, knownBlobs, lostBlobs, newBlobs } from './blobs/blobEntries';
import type { TenantCatalogue } from './log/catalogue';
import type { CommittedFile, Move } from './log/commit';
import type { CompactionOptions, CompactionSummary } from './compaction/compaction';
import { Compaction } from './compaction/compaction';
import { FilePlacement, type WrittenFile } from './files/filePlacement';
import { openArchive, type OpenOptions } from './openArchive';
import type { RecordSource } from './records/recordBatch';
import { RecordReader } from './records/recordReader';
import type { RecordSet } from './records/recordSet';
import { recordSetOf } from './records/recordSet';
import type { RecordWriter } from './records/recordWriter';
import { RejectedContent } from './blobs/rejectedContent';
import { SerialQueue } from './serialQueue';
import { subscriptionNews } from './log/subscriptionEntries';
import type { Sweep } from './files/sweepFiles';
import { sweepFiles } from './files/sweepFiles';
import { isAlone } from './files/workFolder';

export type { RecordSet } from './records/recordSet';

/** Where a change of the archive's files writes them. */
export interface Staging {
  /** Absolute. DuckDB can write there. */
  readonly folder: string;
  readonly place: (written: readonly WrittenFile[]) => Promise<readonly CommittedFile[]>;
}

export interface TenantContent extends CatalogueContent {
  readonly tenantId: string;
}

/**
 * The archive: a folder of Parquet files that never change once written, and the log of commits that says what they are.
 *
 * ```
 * format.json                                                      {"format":2}, see `archiveFormat.ts`
 * commits/000000000001.json …                                      the commits, see `commit.ts` and `commitLog.ts`
 * checkpoints/000000000256.ndjson.gz …                             what the commits say up to one of them, see `checkpoints.ts`
 * records/TenantId=…/ContentType=…/Day=yyyy-MM-dd/<unique>.parquet  one row a record; Day is CreationTime's, UTC
 * rejected/…                                                       what came and is no record, see `rejectedContent.ts`
 * temp/…                                                           unfinished files, by process
 * ```
 * Any number of processes may read and write at the same time, with no lock. A kill at any instant leaves the last commit standing.
 * - What the archive is changes by one commit after the other, and by nothing else: `ArchiveState` makes them.
 * - A file is in its place, whole and durably, before the commit that names it, and has another link in its process's work folder
 *   until then: so what a killed process has placed and not committed is found and removed. `RecordWriter` sees to it.
 * - A file goes only after the commit that removes it: `sweepFiles`. Who reads a file that has gone reads again, by the present list.
 */
export class Archive implements ArchiveStore {
  private readonly writes = new SerialQueue();
  private readonly compactions = new SerialQueue();
  private readonly closing = new AbortController();
  private readonly changeListeners = new Set<() => void>();
  private readonly rejected: RejectedContent;
  private readonly reader: RecordReader;

  private constructor(
    readonly folder: string,
    /** Of the unfinished files of this process; DuckDB can write there. */
    readonly workFolder: string,
    private readonly state: ArchiveState,
    private readonly writer: RecordWriter,
    /** DuckDB, locked down to the archive's folder. */
    readonly database: DuckDBInstance,
  ) {
    this.rejected = new RejectedContent(folder, workFolder);
    this.reader = new RecordReader(folder, database);
  }

  /**
   * Opens the archive in a folder; makes one there, unless it must exist. Where the folder cannot be written, an archive that is there
   * is opened for reading.
   *
   * @throws EngineError `archive` if it cannot be read or written, is damaged, or is of a newer format
   */
  static async open(place: string, options: OpenOptions = {}): Promise<Archive> {
    const absolute = path.resolve(place);
    return withArchiveErrors(`The archive in ${absolute} cannot be opened.`, async () => {
      const { folder, workFolder, state, writer, database } = await openArchive(absolute, options);
      return new Archive(folder, workFolder, state, writer, database);
    });
  }

  /** Ends what runs, and lets the folder go. */
  async close(): Promise<void> {
    this.closing.abort(archiveError(`The archive in ${this.folder} was closed.`));
    await this.compactions.run(() => Promise.resolve());
    await this.writes.run(async () => {
      await this.state.settle();
      this.writer.close();
      this.database.closeSync();
      // First the own folder, so that of two that close at the same time one finds itself to be the last. What stays, because the drive
      // is gone perhaps, goes when the archive is opened the next time.
      await rm(this.workFolder, { recursive: true, force: true }).catch(() => undefined);
      await this.sweep().catch(() => undefined);
    });
  }

  async recordListing(listing: WindowListing): Promise<void> {
    const { tenantId, contentType, window, listedAt, pages, blobs } = listing;
    await this.write(async () => {
      await this.state.commit(tenantId, (tenant) => ({
        windows: [{ contentType, ...window, listedAt, pages, blobs: blobs.length }],
        blobs: newBlobs(tenant, blobs),
      }));
    });
  }

  async recordBlobs(tenantId: string, blobs: readonly ListedBlob[]): Promise<void> {
    await this.write(async () => {
      await this.state.commit(tenantId, (tenant) => ({ blobs: newBlobs(tenant, blobs) }));
    });
  }

  /**
   * Notes what the service says of subscriptions, where the catalogue does not know it yet, or only from some hours ago. Addresses of
   * webhooks are noted without what may be a key in them.
   *
   * @param listedAt milliseconds since the epoch
   */
  async recordSubscriptions(tenantId: string, subscriptions: readonly Subscription[], listedAt: number): Promise<void> {
    await this.write(() =>
      this.state.commit(tenantId, (tenant) => {
        const news = subscriptionNews(tenant, subscriptions, listedAt);
        return news && { subscriptions: news };
      }),
    );
  }

  async findBlobs(tenantId: string, contentIds: readonly string[]): Promise<ReadonlyMap<string, KnownBlob>> {
    return knownBlobs(await this.state.readTenant(tenantId), contentIds);
  }

  async readBacklog(tenantId: string, contentType: ContentType): Promise<Backlog> {
    return backlogOf(await this.state.readTenant(tenantId), contentType);
  }

  async addBlobs(tenantId: string, blobs: readonly FetchedBlob[]): Promise<AddedBlobs> {
    const { writer, rejected } = this;
    const contentIds = blobs.map(({ blob }) => blob.contentId);
    return this.write(async () =>
      addBlobs(tenantId, blobs, await this.findBlobs(tenantId, contentIds), { writer, rejected }),
    );
  }

  /**
   * Adds records that came in no blob, in one atomic step. Those that the archive has are not added again; those that were deleted
   * are, for who has a file and imports it wants its records back.
   */
  async importRecords(tenantId: string, sources: readonly RecordSource[]): Promise<ImportedRecords> {
    const { counts, restored } = await this.write(() => this.writer.add(tenantId, sources, () => []));
    return { added: [...counts.values()].reduce((sum, count) => sum + count, 0), restored };
  }

  async recordLosses(tenantId: string, contentType: ContentType, losses: readonly BlobLoss[]): Promise<void> {
    await this.write(() =>
      this.state.commit(tenantId, (tenant) => ({ blobs: lostBlobs(tenant, contentType, losses) })),
    );
  }

  readBlob(tenantId: string, contentId: string): Promise<string | undefined> {
    return this.read(tenantId, (tenant) => this.reader.readBlob(tenant, contentId));
  }

  readRecord(tenantId: string, recordId: string): Promise<string | undefined> {
    return this.read(tenantId, (tenant) => this.reader.readRecord(tenant, recordId));
  }

  /** The records of a tenant as they are now, or of all tenants. */
  async recordSet(tenantId?: string): Promise<RecordSet> {
    return recordSetOf(this.folder, tenantId, [...(await this.state.readTenants(tenantId)).values()]);
  }

  /** The files that hold the records of a tenant, as they are now, or of all tenants. */
  async files(tenantId?: string): Promise<readonly CommittedFile[]> {
    return [...(await this.state.readTenants(tenantId)).values()].flatMap(({ files }) => files);
  }

  /**
   * Commits a change of a tenant's files, see `ArchiveState.commit`.
   *
   * @param change may be asked for several times; what it has placed stays until the commit stands or is given up
   */
  async changeFiles(
    tenantId: string,
    change: (tenant: TenantCatalogue, staging: Staging) => Promise<Change | undefined>,
  ): Promise<boolean> {
    const placement = new FilePlacement(this.folder, this.state);
    const folder = path.join(this.workFolder, randomUUID());
    const staging: Staging = { folder, place: (written) => placement.place(written) };
    return this.write(async () => {
      try {
        const isCommitted = await this.state.commit(tenantId, (tenant) => change(tenant, staging));
        if (isCommitted) {
          this.changeListeners.forEach((listener) => {
            listener();
          });
        }
        return isCommitted;
      } finally {
        await placement.clear(folder);
      }
    });
  }

  /** Has a listener called after each `changeFiles` of this process: records may be gone. @returns what ends it */
  onDidChangeFiles(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => {
      this.changeListeners.delete(listener);
    };
  }

  /** Lets go what is kept apart of these blobs: their unreadable content. */
  discardRejected(tenantId: string, contentIds: Iterable<string>): Promise<void> {
    return this.write(() => this.rejected.discard(tenantId, contentIds));
  }

  /** What the archive is, for a copy of it. */
  snapshot(): Promise<ArchiveSnapshot> {
    return withArchiveErrors(`The archive in ${this.folder} cannot be read.`, () => this.state.snapshot());
  }

  /** The last step of a move, see `arrival.ts`. @returns false where others committed after the snapshot of this version */
  endAt(version: number, moved: Move): Promise<boolean> {
    return this.write(() => this.state.end(version, moved));
  }

  /** @returns absolute */
  pathOf({ path: place }: CommittedFile): string {
    return path.join(this.folder, place);
  }

  /** What the catalogue has of the content of a tenant as it is now, or of all tenants. */
  async content(tenantId?: string): Promise<readonly TenantContent[]> {
    return [...(await this.state.readTenants(tenantId))].map(([id, tenant]) => ({
      tenantId: id,
      ...contentOf(tenant),
    }));
  }

  /** How complete the archive is: for each tenant, each content type that it has something of. */
  async status(options: StatusOptions): Promise<readonly ContentStatus[]> {
    const tenants = await this.state.readTenants(options.tenantId);
    return [...tenants].flatMap(([tenantId, tenant]) => statusOf(tenantId, tenant, options));
  }

  /** Notes all that is lost by now as known: `status` tells it apart from what is lost later. */
  async acknowledgeLosses(options: StatusOptions): Promise<void> {
    const tenants = await this.state.readTenants(options.tenantId);
    for (const tenantId of tenants.keys()) {
      await this.write(() =>
        this.state.commit(tenantId, (tenant) => {
          const acknowledgedLosses = lossesToAcknowledge(tenant, options);
          return acknowledgedLosses && { acknowledgedLosses };
        }),
      );
    }
  }

  /** Whether a file of the set was removed since and is gone from the disk: then what failed as it read the set is worth another try. */
  hasLostFile({ files }: RecordSet): Promise<boolean> {
    return this.state.hasLostFile(files.map((file) => path.relative(this.folder, file).replaceAll(path.sep, '/')));
  }

  /**
   * Makes small files fewer, see `Compaction`; one compaction at a time. It lets the process's writes pass, and `close` ends it.
   *
   * @throws the signal's reason, once it is aborted: what was committed until then stays
   */
  compact(options: CompactionOptions): Promise<CompactionSummary> {
    const { folder, workFolder, state, database } = this;
    const whenFree = (): Promise<void> => this.writes.run(() => Promise.resolve());
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return this.compactions.run(() =>
      withArchiveErrors(`The archive in ${folder} cannot be compacted.`, async () => {
        try {
          return await new Compaction({ folder, workFolder, state, database }, { whenFree, ...options, signal }).run();
        } finally {
          await this.sweep();
        }
      }).catch((error: unknown) => {
        options.signal.throwIfAborted();
        throw error;
      }),
    );
  }

  /**
   * Deletes from the disk what commits have removed. What is in use, and what was replaced a short while ago and other processes may
   * read, waits for the next sweep; the process that closes the archive last leaves nothing.
   */
  sweep(): Promise<Sweep> {
    return withArchiveErrors(`The archive in ${this.folder} cannot be cleared.`, async () =>
      sweepFiles(this.folder, this.state, (await isAlone(this.folder, this.workFolder)) ? { grace: 0 } : {}),
    );
  }

  private read<T>(tenantId: string, step: (tenant: TenantCatalogue) => Promise<T>): Promise<T> {
    return withArchiveErrors(`The archive in ${this.folder} cannot be read.`, () => this.state.read(tenantId, step));
  }

  /** Writes of this process come one after the other: they would only get in each other's way. */
  private write<T>(step: () => Promise<T>): Promise<T> {
    return this.writes.run(() => withArchiveErrors(`The archive in ${this.folder} cannot be written.`, step));
  }
}
