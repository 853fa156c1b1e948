import type { Column } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../../core/kql/sql/sql';
import type { ResultPlace, ValuePath } from '../../../core/protocol/resultPlace';

/** A column of a result's table. */
export interface ResultColumn extends Column {
  readonly sql: Sql;
}

/** By number, since names that differ in case alone are one to DuckDB. */
export function resultColumns(columns: readonly Column[]): readonly ResultColumn[] {
  return columns.map((column, index) => ({ ...column, sql: identifier(`c${index}`) }));
}

/**
 * The column that a view names, or the part of it.
 *
 * @throws RangeError if the result has no such column, or its values have no parts
 */
export function columnAt(columns: readonly ResultColumn[], { column: index, path = [] }: ResultPlace): ResultColumn {
  const column = columns[index];
  if (column === undefined) {
    throw new RangeError(`A result of ${columns.length} columns has no column ${index}.`);
  }
  if (path.length === 0) {
    return column;
  }
  if (column.type !== 'dynamic') {
    throw new RangeError(`Values of the type ${column.type} have no parts.`);
  }
  return { ...column, sql: sql`json_extract(${column.sql}, ${textLiteral(jsonPointer(path))})` };
}

/** RFC 6901. */
function jsonPointer(path: ValuePath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
