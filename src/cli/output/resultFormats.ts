import { escapeControls } from '../../core/notebook/cellText';
import { formatTextTable } from '../../core/notebook/textTable';
import type { Row } from '../../core/protocol/queryProtocol';
import { csvHeader, csvRow, jsonArray, jsonObject } from '../../core/text/rowText';
import type { StatementResult } from '../../engine/query/queryRunner';

/** A result, as far as it is written out. */
export type WritableResult = Pick<StatementResult, 'columns' | 'rowCount' | 'readRows'>;

type ResultFormat = (result: WritableResult) => AsyncIterable<string>;

/** How `query` writes a result, by the name of the format. */
export const resultFormats = {
  table: tableText,
  json: jsonLine,
  ndjson: rowObjects,
  csv: csvText,
} as const satisfies Readonly<Record<string, ResultFormat>>;

export type ResultFormatName = keyof typeof resultFormats;

const rowsInPage = 5_000;
const rowsInTable = 1_000;
const tableColumnWidth = 80;

async function* pages(result: WritableResult): AsyncGenerator<readonly Row[]> {
  for (let offset = 0; offset < result.rowCount; offset += rowsInPage) {
    yield await result.readRows(offset, rowsInPage);
  }
}

/** The members `columns` and `rows` of a JSON object, without its braces. */
export async function* jsonMembers(result: WritableResult): AsyncGenerator<string> {
  yield `"columns":${JSON.stringify(result.columns)},"rows":[`;
  let separator = '';
  for await (const rows of pages(result)) {
    yield separator + rows.map((row) => jsonArray(result.columns, row)).join(',');
    separator = ',';
  }
  yield ']';
}

async function* jsonLine(result: WritableResult): AsyncGenerator<string> {
  yield '{';
  yield* jsonMembers(result);
  yield '}\n';
}

async function* rowObjects(result: WritableResult): AsyncGenerator<string> {
  for await (const rows of pages(result)) {
    for (const row of rows) {
      yield `${jsonObject(result.columns, row)}\n`;
    }
  }
}

async function* csvText(result: WritableResult): AsyncGenerator<string> {
  yield csvHeader(result.columns);
  for await (const rows of pages(result)) {
    for (const row of rows) {
      yield csvRow(result.columns, row);
    }
  }
}

async function* tableText(result: WritableResult): AsyncGenerator<string> {
  const columns = result.columns.map(({ name, type }) => ({ name: escapeControls(name), type }));
  const rows = await result.readRows(0, rowsInTable);
  yield `${formatTextTable(columns, rows, { maxRows: rowsInTable, maxWidth: tableColumnWidth })}\n`;
  if (result.rowCount > rows.length) {
    yield `… ${result.rowCount - rows.length} more rows; the other formats give all\n`;
  }
}
