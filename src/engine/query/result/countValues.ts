import { z } from 'zod';
import { integerLiteral, joinSql, sql } from '../../../core/kql/sql/sql';
import { cellValue } from '../../../core/kql/values/cellValue';
import { isSamePlace } from '../../../core/protocol/resultPlace';
import type { ResultValues, ResultValuesParams } from '../../../core/protocol/resultProtocol';
import { withConnection } from '../../archive/database';
import { interruptible } from '../interruptible';
import type { StatementResult } from '../statementResult';
import { cellJson, isJsonNull } from './cellSql';
import { columnAt, resultColumns } from './resultColumn';
import { hasText, viewCondition } from './viewConditions';

const total = z.tuple([z.tuple([z.coerce.number()])]);

/**
 * The most frequent values of a column in the rows of a view, and how many there are. Values of the same count are in their order.
 *
 * @throws EngineError `query` for a filter that fits no value of its column; the signal's reason, once it is aborted
 */
export async function countValues(
  result: StatementResult,
  { view, search = '', limit, ...place }: Omit<ResultValuesParams, 'resultId'>,
  signal?: AbortSignal,
): Promise<ResultValues> {
  const columns = resultColumns(result.columns);
  const column = columnAt(columns, place);
  const filters = view.filters.filter((filter) => !isSamePlace(filter, place));
  const conditions = [
    viewCondition(columns, { ...view, filters }) ?? sql`TRUE`,
    ...(search === '' ? [] : [hasText(column, search)]),
  ];
  const groups = sql`SELECT ${column.sql} AS value, count(*) AS occurrences FROM ${result.table}
    WHERE ${joinSql(conditions, sql` AND `)} GROUP BY ALL`;
  // Texts of JSON that say the same are one value; they are few by then.
  const values =
    column.type === 'dynamic'
      ? sql`SELECT any_value(value) AS value, sum(occurrences) AS occurrences FROM (${groups})
          GROUP BY CASE WHEN NOT ${isJsonNull(sql`value`)} THEN ${cellJson(sql`value`)} END`
      : groups;
  return withConnection(result.database, (connection) =>
    interruptible(connection, signal, async () => {
      // A temporary table, which goes with the connection: it is counted and sorted, and may be large.
      await connection.run(sql`CREATE TEMP TABLE counted AS ${values}`.text);
      const counts = await connection.runAndReadAll(
        sql`SELECT value, occurrences FROM counted ORDER BY occurrences DESC, value ASC NULLS FIRST LIMIT ${integerLiteral(limit)}`
          .text,
      );
      const distinct = await connection.runAndReadAll(sql`SELECT count(*) FROM counted`.text);
      return {
        values: counts
          .getRows()
          .map(([value, count]) => ({ value: cellValue(column.type, value), count: Number(count) })),
        distinct: total.parse(distinct.getRows())[0][0],
      };
    }),
  );
}
