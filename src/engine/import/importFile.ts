import { createReadStream, ReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import type { ImportedFile } from '../../core/protocol/archiveProtocol';
import type { EngineErrorData } from '../../core/protocol/engineError';
import { EngineError } from '../../core/protocol/engineError';
import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { UnreadableRecordError } from '../archive/records/parseRecords';
import { ImportBatch } from './importBatch';
import type { ReadRecord } from './readRecord';
import { readRecord } from './readRecord';
import { readRows } from './readRows';
import { RejectedRows } from './rejectedRows';
import type { Row } from './row';

/** Read at a time. */
const readBytes = 1024 * 1024;

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whose records are expected: those of other tenants are counted. */
  readonly tenantId?: string | undefined;
  /** Told how many records were read so far, and of a file how many bytes, after each batch. */
  readonly onProgress?: ((records: number, bytes: number) => void) | undefined;
}

/** Imports a file of audit records, see {@link importStream}. */
export function importFile(archive: Archive, file: string, options: ImportOptions = {}): Promise<ImportedFile> {
  return importStream(archive, file, createReadStream(file, { highWaterMark: readBytes }), options);
}

/**
 * Imports audit records as they come: NDJSON; JSON arrays, as the content blobs of the service are; CSV with the record in the
 * column `AuditData`, as Purview's audit search and `Search-UnifiedAuditLog` give it; each as it is or compressed with gzip. Each
 * record goes to the tenant that it names and the content type that its workload belongs to. A row that is no record is kept apart
 * and does not stop the rest.
 *
 * @param name what to call the source
 * @returns what came of it; with an error where it is of another kind or cannot be read to its end, or the archive cannot be written
 * @throws the signal's reason, once it is aborted; what was imported until then stays
 */
export async function importStream(
  archive: Archive,
  name: string,
  stream: Readable,
  options: ImportOptions = {},
): Promise<ImportedFile> {
  const rejected = new RejectedRows(archive.folder, name);
  const importer = new Importer(archive, rejected, options, (records) => {
    options.onProgress?.(records, stream instanceof ReadStream ? stream.bytesRead : 0);
  });
  const bytes = options.signal === undefined ? stream : addAbortSignal(options.signal, stream);
  let failure: EngineErrorData | undefined;
  try {
    await withArchiveErrors(`${name} cannot be imported.`, () => importer.import(readRows(name, bytes)));
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof EngineError)) {
      throw error;
    }
    failure = error.data;
  } finally {
    stream.destroy();
    await rejected.close();
  }
  const { records, added, restored, ofOtherTenants } = importer;
  return {
    file: name,
    records,
    added,
    duplicates: records - added,
    ...(restored === 0 ? {} : { restored }),
    ...(ofOtherTenants === 0 ? {} : { ofOtherTenants }),
    rejected: rejected.count,
    ...(rejected.file === undefined ? {} : { rejectedFile: rejected.file }),
    ...(failure === undefined ? {} : { error: failure }),
    isSkipped: false,
  };
}

/** Reads the next batch while the one before is written. */
class Importer {
  records = 0;
  added = 0;
  restored = 0;
  ofOtherTenants = 0;
  private batch = new ImportBatch();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly archive: Archive,
    private readonly rejected: RejectedRows,
    private readonly options: Pick<ImportOptions, 'signal' | 'tenantId'>,
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
    this.options.signal?.throwIfAborted();
    const { batch } = this;
    this.batch = new ImportBatch();
    this.writing = this.write(batch);
    // The next wait for it gets the error.
    this.writing.catch(() => undefined);
  }

  private async write(batch: ImportBatch): Promise<void> {
    const { added, restored } = await batch.write(this.archive);
    this.added += added;
    this.restored += restored;
    this.records += batch.records;
    const { tenantId } = this.options;
    this.ofOtherTenants += tenantId === undefined ? 0 : batch.records - batch.countOf(tenantId.toLowerCase());
    this.onProgress(this.records);
  }
}
