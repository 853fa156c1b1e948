import { EngineError } from '../../core/protocol/engineError';
import { csvRows } from './csvRows';
import { decodeBytes } from './decodeBytes';
import { lineRows } from './lineRows';
import { peekBytes } from './peekBytes';
import type { RecordFormat } from './recordFormat';
import { formatBytes, recordFormat } from './recordFormat';
import type { Row } from './row';
import { valueRows } from './valueRows';

/** The code of the error that a file is none of audit records: in a folder, that is no failure. */
export const notRecordsCode = 'NotRecords';

/**
 * The rows of a file, whatever its format, encoding and compression; those together that come together.
 *
 * @param name what to call it in errors
 * @throws EngineError `archive` with code {@link notRecordsCode} if the file is of none of the formats
 */
export async function* readRows(name: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  const { start, bytes } = await peekBytes(await decodeBytes(source), formatBytes);
  const format = recordFormat(start);
  if (format === undefined) {
    throw new EngineError({
      kind: 'archive',
      code: notRecordsCode,
      message: `${name} holds no audit records that can be imported: it is neither JSON nor CSV with a column AuditData.`,
    });
  }
  yield* rowsOf(bytes, format);
}

function rowsOf(bytes: AsyncIterable<Uint8Array>, format: RecordFormat): AsyncIterable<readonly Row[]> {
  switch (format.kind) {
    case 'lines':
      return lineRows(bytes);
    case 'values':
      return valueRows(bytes);
    case 'csv':
      return csvRows(bytes, format.delimiter);
  }
}
