import type { Column } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import { identifier } from '../../../core/kql/sql/sql';

/** A column of a result's table. */
export interface ResultColumn extends Column {
  readonly sql: Sql;
}

/** By number, since names that differ in case alone are one to DuckDB. */
export function resultColumns(columns: readonly Column[]): readonly ResultColumn[] {
  return columns.map((column, index) => ({ ...column, sql: identifier(`c${index}`) }));
}

/**
 * The column that a view names.
 *
 * @throws RangeError if the result has no such column
 */
export function columnAt(columns: readonly ResultColumn[], index: number): ResultColumn {
  const column = columns[index];
  if (column === undefined) {
    throw new RangeError(`A result of ${columns.length} columns has no column ${index}.`);
  }
  return column;
}
