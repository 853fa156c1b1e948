import type { ExportSummary } from '../../core/protocol/archiveProtocol';
import type { Archive } from '../archive/archive';
import { archiveError, withArchiveErrors } from '../archive/archiveError';
import type { ExportedPart } from './exportedPart';
import { isWithin, replaceFile } from './replaceFile';

/**
 * Writes an export to a file. The file appears when it is whole; until then, and after an error or a cancel, one that was there stays
 * as it was.
 *
 * @param archive where the records are from: the file must lie outside of it
 * @param file absolute path
 * @throws EngineError `archive` if the file cannot be written; what the parts throw; the signal's reason, once it is aborted
 */
export async function writeExport(
  archive: Archive,
  file: string,
  parts: AsyncIterable<ExportedPart>,
  signal: AbortSignal | undefined,
): Promise<ExportSummary> {
  if (isWithin(archive.folder, file)) {
    throw archiveError(`${file} lies in the archive itself. Choose a file outside of it.`);
  }
  let records = 0;
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      records += part.records;
      bytes += part.bytes.length;
      yield part.bytes;
    }
  }
  try {
    await withArchiveErrors(`${file} cannot be written.`, () => replaceFile(file, counted(), signal));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  return { records, bytes };
}
