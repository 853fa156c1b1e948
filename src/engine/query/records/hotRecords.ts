import { setTimeout } from 'node:timers/promises';
import type { Archive, RecordSet } from '../../archive/archive';
import { HotTable } from './hotTable';

export interface HotOptions {
  /** For how long no query runs before the table is built: who has a result reads it first. */
  readonly quietMs: number;
  /** How often it is seen whether the records are still the same: other processes may have deleted some. */
  readonly checkMs: number;
  /** For how long it stays without a query. */
  readonly keepMs: number;
  /** Records of larger archives are not kept. */
  readonly mostRecords: number;
  /** Is told why it could not be built. Queries read the files then. */
  readonly onFailure: (error: unknown) => void;
}

/** So many records take 60 MB, and some ten seconds of two processors to read. */
const mostRecords = 5_000_000;
const usual: HotOptions = { quietMs: 500, checkMs: 10_000, keepMs: 600_000, mostRecords, onFailure: () => undefined };

/** The records that a query has read. */
export interface QueriedRecords {
  readonly records: RecordSet;
  /** How many statements have read them. */
  readonly reads: number;
}

/**
 * Keeps the hot fields of the records that queries read in memory, after the second statement that reads them: DuckDB needs a quarter
 * of a millisecond for each file, however little it reads of it. All of it happens while no query runs, and ends when one begins; where
 * it fails, queries read the files.
 */
export class HotRecords {
  private readonly options: HotOptions;
  private table: HotTable | undefined;
  private resting = new AbortController();
  private running = 0;
  private isClosed = false;
  /** Records were deleted while queries ran. */
  private isOutdated = false;
  private readonly stopListening: () => void;
  /** The version that could not be built. */
  private failed: string | undefined;
  private building = Promise.resolve();

  constructor(
    private readonly archive: Archive,
    options: Partial<HotOptions> = {},
  ) {
    this.options = { ...usual, ...options };
    this.stopListening = archive.onDidChangeFiles(() => {
      this.forget();
    });
  }

  /** A query begins: what there is stays until it ends. */
  begin(): void {
    this.running += 1;
    this.resting.abort();
  }

  /** A query has ended. */
  end(queried: QueriedRecords | undefined): void {
    this.running -= 1;
    if (this.isOutdated) {
      this.forget();
    }
    if (this.running === 0 && !this.isClosed && queried !== undefined) {
      this.resting = new AbortController();
      const { signal } = this.resting;
      this.building = this.prepare(queried, signal);
      void this.building
        .then(() => this.watch(queried, signal))
        .catch(() => {
          if (!signal.aborted) {
            this.release();
          }
        });
    }
  }

  /** The table of a version of the records, where there is one. Queries ask between `begin` and `end`. */
  tableOf(version: string): HotTable | undefined {
    return this.table?.version === version ? this.table : undefined;
  }

  /** Returns when nothing is being built. */
  async settled(): Promise<void> {
    await this.building;
  }

  close(): void {
    this.isClosed = true;
    this.stopListening();
    this.resting.abort();
    this.release();
  }

  /** What was deleted goes from memory at once, or with the end of the queries that may read it. */
  private forget(): void {
    this.isOutdated = this.running > 0;
    if (!this.isOutdated) {
      this.resting.abort();
      this.release();
    }
  }

  private async prepare({ records, reads }: QueriedRecords, signal: AbortSignal): Promise<void> {
    const { version, count } = records;
    if (this.table !== undefined && this.table.version !== version) {
      this.release();
    }
    const isWanted = reads > 1 && count > 0 && count <= this.options.mostRecords;
    if (!isWanted || this.table !== undefined || this.failed === version) {
      return;
    }
    try {
      await setTimeout(this.options.quietMs, undefined, { signal, ref: false });
      this.table = await HotTable.build(this.archive, records, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.failed = version;
        this.options.onFailure(error);
      }
    }
  }

  /** Lets the table go when its records are no longer those of the archive, or nobody queries them. */
  private async watch({ records: { tenantId } }: QueriedRecords, signal: AbortSignal): Promise<void> {
    const { checkMs, keepMs } = this.options;
    for (let rest = 0; rest < keepMs && this.table !== undefined; rest += checkMs) {
      await setTimeout(checkMs, undefined, { signal, ref: false });
      const { version } = await this.archive.recordSet(tenantId);
      signal.throwIfAborted();
      if (this.tableOf(version) === undefined) {
        break;
      }
    }
    this.release();
  }

  private release(): void {
    const { table } = this;
    this.table = undefined;
    // Where the database is closed already, there is nothing left to let go.
    table?.release().catch(() => undefined);
  }
}
