import type { ExportFormat, ExportSummary } from '../../core/protocol/archiveProtocol';
import type { Archive } from '../archive/archive';
import type { ExportedPart, ExportOptions } from '../export/exportedPart';
import { writeExport } from '../export/writeExport';
import { exportParquet } from './exportParquet';
import type { ExportTask } from './exportTask';
import { exportCsv, exportNdjson } from './exportText';
import { measureSelection } from './measureSelection';
import type { RecordScope } from './recordScope';

const exporters: Readonly<Record<ExportFormat, (task: ExportTask) => AsyncGenerator<ExportedPart>>> = {
  ndjson: exportNdjson,
  csv: exportCsv,
  parquet: exportParquet,
};

/**
 * Writes the selected records to a file, in the order of event time. The file appears when it is whole; until then, and after an
 * error or a cancel, one that was there stays as it was.
 *
 * @param file absolute path, outside of the archive
 * @throws EngineError `archive` if the archive cannot be read or the file cannot be written; the signal's reason, once it is aborted
 */
export function exportToFile(
  archive: Archive,
  scope: RecordScope,
  format: ExportFormat,
  file: string,
  options: ExportOptions = {},
): Promise<ExportSummary> {
  return writeExport(archive, file, exportRecords(archive, scope, format, options), options.signal);
}

/**
 * The selected records in a format, in the order of event time; records of the same instant in the order of their ids. No more than a
 * part of them is in memory.
 *
 * - `ndjson`: a record's text exactly as it was sent, one a line. JSON has line breaks between its tokens alone: there they mean no more
 *   than the spaces that they become.
 * - `csv`: the columns of Purview's audit search, with the record exactly as it was sent in `AuditData`.
 * - `parquet`: the columns of the archive's own files.
 */
export async function* exportRecords(
  archive: Archive,
  scope: RecordScope,
  format: ExportFormat,
  options: ExportOptions = {},
): AsyncGenerator<ExportedPart> {
  const { records } = await measureSelection(archive, scope, options.signal);
  yield* exporters[format]({ ...options, archive, scope, records });
}
