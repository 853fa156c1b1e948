import { createReadStream, ReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { UnreadableRecordError } from '../archive/parseRecords';
import { ImportBatch } from './importBatch';
import type { ReadRecord } from './readRecord';
import { readRecord } from './readRecord';
import { readRows } from './readRows';
import { RejectedRows } from './rejectedRows';
import type { Row } from './row';

/** Read at a time. */
const readBytes = 1024 * 1024;

export interface ImportSummary {
  readonly file: string;
  /** Records that were read. */
  readonly records: number;
  /** Records that were new to the archive. */
  readonly added: number;
  /** Records that the archive had, or the file has twice. */
  readonly duplicates: number;
  /** Rows that are no records. */
  readonly rejected: number;
  /** Where they are kept, with their line numbers. */
  readonly rejectedFile?: string;
}

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many records were read so far, and of a file how many bytes, after each batch. */
  readonly onProgress?: ((records: number, bytes: number) => void) | undefined;
}

/**
 * Imports a file of audit records, see {@link importStream}.
 *
 * @throws EngineError `archive` if the file is of another kind or cannot be read, or the archive cannot be written; what was
 *   imported until then stays. The signal's reason, once it is aborted.
 */
export function importFile(archive: Archive, file: string, options: ImportOptions = {}): Promise<ImportSummary> {
  return importStream(archive, file, createReadStream(file, { highWaterMark: readBytes }), options);
}

/**
 * Imports audit records as they come: NDJSON; JSON arrays, as the content blobs of the service are; CSV with the record in the
 * column `AuditData`, as Purview's audit search and `Search-UnifiedAuditLog` give it; each as it is or compressed with gzip. Each
 * record goes to the tenant that it names and the content type that its workload belongs to. A row that is no record is kept apart
 * and does not stop the rest.
 *
 * @param name what to call the source
 * @throws as {@link importFile}
 */
export async function importStream(
  archive: Archive,
  name: string,
  stream: Readable,
  options: ImportOptions = {},
): Promise<ImportSummary> {
  const rejected = new RejectedRows(archive.folder, name);
  const importer = new Importer(archive, rejected, options.signal, (records) => {
    options.onProgress?.(records, stream instanceof ReadStream ? stream.bytesRead : 0);
  });
  const bytes = options.signal === undefined ? stream : addAbortSignal(options.signal, stream);
  try {
    await withArchiveErrors(`${name} cannot be imported.`, () => importer.import(readRows(name, bytes)));
    const { records, added } = importer;
    return {
      file: name,
      records,
      added,
      duplicates: records - added,
      rejected: rejected.count,
      ...(rejected.file === undefined ? {} : { rejectedFile: rejected.file }),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    stream.destroy();
    await rejected.close();
  }
}

/** Reads the next batch while the one before is written. */
class Importer {
  records = 0;
  added = 0;
  private batch = new ImportBatch();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly archive: Archive,
    private readonly rejected: RejectedRows,
    private readonly signal: AbortSignal | undefined,
    private readonly onProgress: (records: number) => void,
  ) {}

  async import(groups: AsyncIterable<readonly Row[]>): Promise<void> {
    try {
      for await (const rows of groups) {
        for (const row of rows) {
          await this.add(row);
        }
      }
    } finally {
      // Also what came before an error: it is as good as it was.
      await this.startWriting();
      await this.writing;
    }
  }

  private async add(row: Row): Promise<void> {
    const record = this.read(row);
    if (typeof record === 'string') {
      await this.rejected.add(row, record);
    } else {
      this.batch.add(record);
    }
    if (this.batch.isFull) {
      await this.startWriting();
    }
  }

  /** @returns the record, or why it is none */
  private read({ text, problem }: Row): ReadRecord | string {
    if (problem !== undefined) {
      return problem;
    }
    try {
      return readRecord(text);
    } catch (error) {
      if (error instanceof UnreadableRecordError) {
        return error.message;
      }
      throw error;
    }
  }

  private async startWriting(): Promise<void> {
    await this.writing;
    this.signal?.throwIfAborted();
    const { batch } = this;
    this.batch = new ImportBatch();
    this.writing = this.write(batch);
    // The next wait for it gets the error.
    this.writing.catch(() => undefined);
  }

  private async write(batch: ImportBatch): Promise<void> {
    this.added += await batch.write(this.archive);
    this.records += batch.records;
    this.onProgress(this.records);
  }
}
