import { parse } from 'csv-parse';
import { z } from 'zod';
import { pipeline } from 'node:stream';
import { isTypeLine } from './recordFormat';
import type { Row } from './row';

/** What csv-parse gives for a row when it is asked for its text too. */
const csvRecord = z.object({ record: z.array(z.string()), raw: z.string() });

/** Characters that each stand for a byte: so nothing is lost of what is no UTF-8. */
const byteText = 'latin1';

/**
 * The rows of CSV, as Purview's audit search and `Search-UnifiedAuditLog | Export-Csv` write it: each has its record in the column
 * `AuditData`, as JSON. A quote out of place spoils its row and perhaps the next, not the file.
 */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>, delimiter: string): AsyncGenerator<readonly Row[]> {
  let unfinished: string | undefined;
  const parser = parse({
    delimiter,
    encoding: byteText,
    raw: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    // Only the end of the file can be an error then. It must not take the rows before it along.
    skip_records_with_error: true,
    on_skip: (_error, raw) => {
      unfinished = raw ?? '';
    },
  });
  let line = 1;
  let column: number | undefined;
  // An error goes through the pipeline to whoever reads its end.
  for await (const value of pipeline(bytes, parser, () => undefined) as AsyncIterable<unknown>) {
    const { record, raw } = csvRecord.parse(value);
    // csv-parse gives the text without its line feed, and with the carriage return before it.
    const text = raw.replace(/\r$/, '');
    if (text !== '' && column === undefined && !isTypeLine(text)) {
      column = record.findIndex((name) => /^\s*"?AuditData"?\s*$/i.test(name));
    } else if (text !== '' && column !== undefined) {
      yield [toRow(line, text, record[column])];
    }
    line += raw.split('\n').length;
  }
  if (unfinished !== undefined) {
    yield [{ line, text: Buffer.from(unfinished, byteText), problem: 'The file ends inside a quoted value.' }];
  }
}

function toRow(line: number, row: string, auditData: string | undefined): Row {
  return auditData === undefined || auditData.trim() === ''
    ? { line, text: Buffer.from(row, byteText), problem: 'The row has no AuditData.' }
    : { line, text: Buffer.from(auditData, byteText) };
}
