import { z } from 'zod';
import { integerLiteral, sql, type Sql } from '../../../core/kql/sql/sql';
import { cellValue } from '../../../core/kql/values/cellValue';
import type { Row } from '../../../core/protocol/queryProtocol';
import type { ResultView } from '../../../core/protocol/resultProtocol';
import { withConnection } from '../../archive/database';
import { interruptible } from '../interruptible';
import type { StatementResult } from '../statementResult';
import { resultColumns } from './resultColumn';
import { viewCondition } from './viewConditions';
import { viewOrder } from './viewOrder';

/** Values that are in memory at a time, about. */
const valuesAtATime = 200_000;

const counted = z.tuple([z.tuple([z.coerce.number()])]);

/** How many rows a view has. */
export async function countRows(result: StatementResult, view: ResultView, signal?: AbortSignal): Promise<number> {
  const condition = viewCondition(resultColumns(result.columns), view);
  if (condition === undefined) {
    return result.rowCount;
  }
  const rows = await withConnection(result.database, (connection) =>
    interruptible(connection, signal, () =>
      connection.runAndReadAll(sql`SELECT count(*) FROM ${result.table} WHERE ${condition}`.text),
    ),
  );
  return counted.parse(rows.getRows())[0][0];
}

/** All rows of a view, in its order and in groups, with no more in memory than a group; what is sorted may be on the disk. */
export function readView(
  result: StatementResult,
  view: ResultView,
  signal?: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  return view.sort.length === 0 ? readInPlace(result, view, signal) : readSorted(result, view, signal);
}

/** The rows are in their order already: stretch by stretch, nothing is sorted. */
async function* readInPlace(
  result: StatementResult,
  view: ResultView,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[]> {
  const condition = viewCondition(resultColumns(result.columns), view) ?? sql`TRUE`;
  const step = Math.max(1, Math.floor(valuesAtATime / Math.max(1, result.columns.length)));
  for (let start = 0; start < result.rowCount; start += step) {
    const stretch = sql`SELECT * FROM ${result.table}
      WHERE rowid >= ${integerLiteral(start)} AND rowid < ${integerLiteral(start + step)} AND ${condition} ORDER BY rowid`;
    const rows = await withConnection(result.database, (connection) =>
      interruptible(connection, signal, () => connection.runAndReadAll(stretch.text)),
    );
    yield rows.getRows().map((values) => toRow(result, values));
  }
}

async function* readSorted(
  result: StatementResult,
  view: ResultView,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[]> {
  const connection = await result.database.connect();
  try {
    const rows = await interruptible(connection, signal, () => connection.stream(viewSql(result, view).text));
    for (;;) {
      const chunk = await interruptible(connection, signal, () => rows.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) {
        return;
      }
      yield chunk.getRows().map((values) => toRow(result, values));
    }
  } finally {
    connection.closeSync();
  }
}

/** The rows of a view in its order, as the result's table has them. DuckDB keeps the order in which they are there. */
export function viewSql(result: StatementResult, { sort, ...shown }: ResultView, selected: Sql = sql`*`): Sql {
  const columns = resultColumns(result.columns);
  const order = sort.length === 0 ? sql`` : viewOrder(columns, sort);
  return sql`SELECT ${selected} FROM ${result.table} WHERE ${viewCondition(columns, shown) ?? sql`TRUE`} ${order}`;
}

function toRow({ columns }: StatementResult, values: readonly unknown[]): Row {
  return columns.map(({ type }, index) => cellValue(type, values[index]));
}
