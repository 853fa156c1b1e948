import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { EngineError } from '../../../core/protocol/engineError';
import { archiveError } from '../archiveError';
import type { CommittedFile } from '../log/commit';
import { nameDriveFault } from '../files/driveFault';
import { FilePlacement } from '../files/filePlacement';
import type { OpenArchive } from '../openArchive';
import type { CompactionJob } from './compactionPlan';
import { planCompaction, sizeOf } from './compactionPlan';
import { mergeFiles } from './mergeFiles';

export interface CompactionOptions {
  readonly signal: AbortSignal;
  /** Also what is likely to grow again soon. */
  readonly isThorough?: boolean;
  /** Milliseconds since the epoch. */
  readonly now?: number;
  /** Resolves when nothing more important is to be done in this process: asked before each file. */
  readonly whenFree?: () => Promise<void>;
  readonly onProgress?: (summary: CompactionSummary) => void;
}

/** What a compaction came to. */
export interface CompactionSummary {
  /** Files that were made fewer, and what became of them. */
  readonly filesBefore: number;
  readonly filesAfter: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly records: number;
}

/**
 * Makes the many small files of a day few: records and their texts stay as they are, in the order of event time.
 *
 * Each file takes the places of others in one commit. No lock is held: where another process has replaced or deleted one of them
 * meanwhile, what was written is thrown away.
 */
export class Compaction {
  private readonly placement: FilePlacement;
  private summary: CompactionSummary = { filesBefore: 0, filesAfter: 0, bytesBefore: 0, bytesAfter: 0, records: 0 };

  constructor(
    private readonly archive: Pick<OpenArchive, 'folder' | 'workFolder' | 'state' | 'database'>,
    private readonly options: CompactionOptions,
  ) {
    this.placement = new FilePlacement(archive.folder, archive.state);
  }

  /**
   * Files that cannot be read, or not all of them, are left as they are, and do not stop the rest.
   *
   * @throws the signal's reason, once it is aborted: what was committed until then stays. EngineError `archive`: at once where the
   *   drive is at fault, else in the end
   */
  async run(): Promise<CompactionSummary> {
    const { now = Date.now(), isThorough = false, signal } = this.options;
    const failures: unknown[] = [];
    this.archive.state.requireWritable();
    for (const [tenantId, { files }] of await this.archive.state.readTenants()) {
      for (const job of planCompaction(files, { now, isThorough })) {
        await this.options.whenFree?.();
        signal.throwIfAborted();
        try {
          await this.compact(tenantId, job);
        } catch (error) {
          signal.throwIfAborted();
          if (error instanceof EngineError && error.data.code !== undefined) {
            throw error;
          }
          failures.push(error);
        }
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
    return this.summary;
  }

  private async compact(tenantId: string, { folder, inputs }: CompactionJob): Promise<void> {
    const { state, workFolder } = this.archive;
    const staging = path.join(workFolder, randomUUID());
    const paths = inputs.map((file) => file.path);
    try {
      const merged = await this.merge(folder, inputs, staging);
      const isDone =
        merged !== undefined &&
        (await state.commit(tenantId, (tenant) =>
          paths.every((file) => tenant.hasFile(file)) ? { files: [merged], removed: paths } : undefined,
        ));
      if (isDone) {
        this.count(inputs, merged);
      }
    } finally {
      await this.placement.clear(staging);
    }
  }

  /** @returns undefined where an input was removed meanwhile */
  private async merge(
    folder: string,
    inputs: readonly CommittedFile[],
    staging: string,
  ): Promise<CommittedFile | undefined> {
    const { folder: archiveFolder, workFolder, state, database } = this.archive;
    const [first] = inputs;
    if (first === undefined) {
      return undefined;
    }
    const layoutPath = `${folder.replace(/^records\//, '')}/${randomUUID()}.parquet`;
    const file = path.join(staging, layoutPath);
    try {
      const sources = inputs.map((input) => path.join(archiveFolder, input.path));
      const merged = await mergeFiles(database, sources, file, this.options.signal);
      const expected = inputs.reduce((sum, { records }) => sum + records, 0);
      if (merged.records !== expected) {
        throw archiveError(
          `The files in ${path.join(archiveFolder, folder)} have ${merged.records} records, and should have ${expected}. They are left as they are.`,
        );
      }
      const [placed] = await this.placement.place([{ file, layoutPath, contentType: first.contentType, ...merged }]);
      return placed;
    } catch (error) {
      this.options.signal.throwIfAborted();
      if (await state.hasLostFile(inputs.map((input) => input.path))) {
        return undefined;
      }
      throw await nameDriveFault(workFolder, error);
    }
  }

  private count(inputs: readonly CommittedFile[], merged: CommittedFile): void {
    const { filesBefore, filesAfter, bytesBefore, bytesAfter, records } = this.summary;
    this.summary = {
      filesBefore: filesBefore + inputs.length,
      filesAfter: filesAfter + 1,
      bytesBefore: bytesBefore + inputs.reduce((sum, file) => sum + sizeOf(file), 0),
      bytesAfter: bytesAfter + sizeOf(merged),
      records: records + merged.records,
    };
    this.options.onProgress?.(this.summary);
  }
}
