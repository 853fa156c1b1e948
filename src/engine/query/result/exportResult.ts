import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { KustoType } from '../../../core/kql/kustoType';
import { convert } from '../../../core/kql/sql/conversions';
import { identifier, sql, type Sql } from '../../../core/kql/sql/sql';
import { timestampOfTicks } from '../../../core/kql/sql/sqlTypes';
import { storedNames } from '../../../core/kql/storedNames';
import { markdownHeader, markdownLine } from '../../../core/notebook/copy/markdownTable';
import type { ExportSummary } from '../../../core/protocol/archiveProtocol';
import type { Row } from '../../../core/protocol/queryProtocol';
import type { ResultExportFormat, ResultView } from '../../../core/protocol/resultProtocol';
import { csvHeader, csvRow, jsonObject } from '../../../core/text/rowText';
import type { ExportedPart, ExportOptions } from '../../export/exportedPart';
import { copyToParquet, readParts } from '../../export/parquetFile';
import { writeExport } from '../../export/writeExport';
import type { StatementResult } from '../statementResult';
import { resultColumns } from './resultColumn';
import { countRows, readView, viewSql } from './viewRows';

export interface ResultExportOptions extends ExportOptions {
  /** One character between the values of `csv`; a comma where it is absent. */
  readonly delimiter?: string | undefined;
}

/**
 * Writes the rows of a view to a file, in the view's order. The file appears when it is whole; until then, and after an error or a
 * cancel, one that was there stays as it was.
 *
 * - `csv`: RFC 4180 but for the delimiter, with a header; a text that a spreadsheet would run is guarded by an apostrophe;
 * - `json`: an array of objects; `ndjson`: an object a line; values are those of the protocol's rows;
 * - `parquet`: typed columns; a datetime to the microsecond, a timespan as text, a dynamic value as JSON;
 * - `markdown`: a table of GitHub Flavored Markdown.
 *
 * @param file absolute path, outside of the archive
 * @throws EngineError `archive` if the file cannot be written, `query` for a filter that fits no value of its column; the signal's
 *   reason, once it is aborted
 */
export function exportResult(
  result: StatementResult,
  view: ResultView,
  format: ResultExportFormat,
  file: string,
  options: ResultExportOptions = {},
): Promise<ExportSummary> {
  const parts = format === 'parquet' ? parquetParts(result, view, options) : textParts(result, view, format, options);
  return writeExport(result.archive, file, parts, options.signal);
}

interface RowPlace {
  /** No row comes before it. */
  readonly isFirst: boolean;
  readonly delimiter?: string | undefined;
}

/** How rows become text. */
interface TextFormat {
  readonly begin: (result: StatementResult, delimiter?: string) => string;
  readonly row: (result: StatementResult, row: Row, place: RowPlace) => string;
  readonly end: string;
}

const textFormats: Readonly<Record<Exclude<ResultExportFormat, 'parquet'>, TextFormat>> = {
  csv: {
    begin: ({ columns }, delimiter) => csvHeader(columns, delimiter),
    row: ({ columns }, row, { delimiter }) => csvRow(columns, row, delimiter),
    end: '',
  },
  json: {
    begin: () => '[',
    row: ({ columns }, row, { isFirst }) => `${isFirst ? '\n' : ',\n'}${jsonObject(columns, row)}`,
    end: '\n]\n',
  },
  ndjson: { begin: () => '', row: ({ columns }, row) => `${jsonObject(columns, row)}\n`, end: '' },
  markdown: {
    begin: ({ columns }) => `${markdownHeader(columns).join('\n')}\n`,
    row: ({ columns }, row) => `${markdownLine(columns, row)}\n`,
    end: '',
  },
};

async function* textParts(
  result: StatementResult,
  view: ResultView,
  format: keyof typeof textFormats,
  { signal, onProgress, delimiter }: ResultExportOptions,
): AsyncGenerator<ExportedPart> {
  const { begin, row: rowText, end } = textFormats[format];
  const total = await countRows(result, view, signal);
  let records = 0;
  yield { bytes: Buffer.from(begin(result, delimiter)), records: 0 };
  for await (const rows of readView(result, view, signal)) {
    const before = records;
    const text = rows.map((row, index) => rowText(result, row, { isFirst: before + index === 0, delimiter })).join('');
    yield { bytes: Buffer.from(text), records: rows.length };
    records += rows.length;
    onProgress?.({ records, fraction: total === 0 ? 1 : records / total });
  }
  yield { bytes: Buffer.from(end), records: 0 };
}

/** DuckDB writes inside the archive alone, so the file is made in the work folder first. */
async function* parquetParts(
  result: StatementResult,
  view: ResultView,
  { signal, onProgress }: ExportOptions,
): AsyncGenerator<ExportedPart> {
  const { archive, columns, database } = result;
  const folder = path.join(archive.workFolder, randomUUID());
  await mkdir(folder);
  try {
    const file = path.join(folder, 'result.parquet');
    const names = storedNames(columns.map(({ name }) => name));
    const selected = resultColumns(columns).map(
      ({ type, sql: column }, index) => sql`${parquetValue(type, column)} AS ${identifier(names[index] ?? '')}`,
    );
    const records = await copyToParquet(database, viewSql(result, view, sql`${selected}`), file, signal);
    let recordsLeft = records;
    for await (const { bytes, fraction } of readParts(file, signal)) {
      yield { bytes, records: recordsLeft };
      recordsLeft = 0;
      onProgress?.({ records, fraction });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Parquet has no timespan that other programs read to the tick, nor a time finer than a nanosecond over all years. */
function parquetValue(type: KustoType, column: Sql): Sql {
  switch (type) {
    case 'datetime':
      return timestampOfTicks(column);
    case 'timespan':
      return sql`nullif(${convert(column, type, 'string')}, '')`;
    default:
      return column;
  }
}
