import { byteLines } from '../../core/text/byteLines';
import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { ImportBatch } from './importBatch';
import { readRecordLine, UnreadableLineError } from './readRecordLine';
import { readRecordFile } from './readRecordFile';
import { RejectedLines } from './rejectedLines';

export interface ImportSummary {
  readonly file: string;
  /** Records that were read. */
  readonly records: number;
  /** Records that were new to the archive. */
  readonly added: number;
  /** Records that the archive had, or the file has twice. */
  readonly duplicates: number;
  /** Lines that are no records. */
  readonly rejected: number;
  /** Where they are kept, with their line numbers. */
  readonly rejectedFile?: string;
}

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many records were read so far, after each batch. */
  readonly onProgress?: ((records: number) => void) | undefined;
}

/**
 * Imports a file of audit records: NDJSON, one record a line, as it is or compressed with gzip. Each record goes to the tenant that
 * it names and the content type that its workload belongs to. A line that is no record is kept apart and does not stop the rest.
 *
 * @throws EngineError `archive` if the file is of another kind or cannot be read, or the archive cannot be written; what was
 *   imported until then stays. The signal's reason, once it is aborted.
 */
export async function importFile(archive: Archive, file: string, options: ImportOptions = {}): Promise<ImportSummary> {
  const rejected = new RejectedLines(archive.folder, file);
  try {
    const counts = await withArchiveErrors(`${file} cannot be imported.`, () =>
      importLines(archive, file, rejected, options),
    );
    return {
      file,
      ...counts,
      duplicates: counts.records - counts.added,
      rejected: rejected.count,
      ...(rejected.file === undefined ? {} : { rejectedFile: rejected.file }),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    await rejected.close();
  }
}

async function importLines(
  archive: Archive,
  file: string,
  rejected: RejectedLines,
  { signal, onProgress }: ImportOptions,
): Promise<{ readonly records: number; readonly added: number }> {
  let records = 0;
  let added = 0;
  let batch = new ImportBatch();
  const flush = async (): Promise<void> => {
    signal?.throwIfAborted();
    const full = batch;
    batch = new ImportBatch();
    added += await full.write(archive);
    records += full.records;
    onProgress?.(records);
  };

  let lineNumber = 0;
  for await (const line of byteLines(readRecordFile(file, signal))) {
    lineNumber += 1;
    try {
      const record = readRecordLine(line);
      if (record !== undefined) {
        batch.add(record);
      }
    } catch (error) {
      if (!(error instanceof UnreadableLineError)) {
        throw error;
      }
      await rejected.add(lineNumber, error.message, Buffer.from(line).toString());
    }
    if (batch.isFull) {
      await flush();
    }
  }
  await flush();
  return { records, added };
}
