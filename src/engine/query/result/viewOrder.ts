import type { Sql } from '../../../core/kql/sql/sql';
import { identifier, sql } from '../../../core/kql/sql/sql';
import type { ResultSort } from '../../../core/protocol/resultProtocol';
import { isJsonNull, isJsonNumber, jsonNumber } from './cellSql';
import { columnAt, type ResultColumn } from './resultColumn';

/** The column that says where in the result a row is, from 0. */
export const position = identifier('position');

/** What the rows of a view are ordered by, as `ResultView.sort` says. */
export function viewOrder(columns: readonly ResultColumn[], sort: readonly ResultSort[]): Sql {
  const keys = sort.flatMap((key) =>
    sortKeys(columnAt(columns, key)).map(
      (part) => sql`${part} ${key.descending ? sql`DESC NULLS LAST` : sql`ASC NULLS FIRST`}`,
    ),
  );
  return sql`ORDER BY ${[...keys, position]}`;
}

function sortKeys({ type, sql: column }: ResultColumn): readonly Sql[] {
  switch (type) {
    case 'real':
      // To DuckDB NaN is greater than all numbers.
      return [sql`CASE WHEN isnan(${column}) THEN 1 WHEN ${column} IS NOT NULL THEN 2 END`, column];
    case 'dynamic':
      return [
        sql`CASE WHEN ${isJsonNumber(column)} THEN 1 WHEN NOT ${isJsonNull(column)} THEN 2 END`,
        jsonNumber(column),
        sql`CASE WHEN NOT ${isJsonNumber(column)} THEN ${column} ->> '$' END`,
      ];
    default:
      return [column];
  }
}
