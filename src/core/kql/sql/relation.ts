import { storedNames } from '../storedNames';
import type { Column } from '../kustoType';
import type { Plan } from '../plan/plan';
import type { DayColumn } from '../tableSchema';
import type { ExpressionContext } from './expressionSql';
import { identifier, sql, type Sql } from './sql';
import type { SqlColumn } from './sqlTypes';

/** Rows in SQL: what can stand after FROM, and its columns. */
export interface Relation {
  readonly from: Sql;
  readonly columns: readonly SqlColumn[];
  /** A column that it has beside these: see `tableSchema.ts`. */
  readonly days?: DayColumn | undefined;
}

/** A value that is selected, and the column that it becomes. */
export interface Selection {
  readonly value: Sql;
  readonly column: Column;
  /** The value is a stored column, as it is stored. */
  readonly stored?: boolean;
}

/** The columns that names of KQL get in SQL, where names that differ in case alone clash. */
export function sqlColumns(columns: readonly Column[], stored: (index: number) => boolean): SqlColumn[] {
  const names = storedNames(columns.map(({ name }) => name));
  return columns.map(({ name, type }, index) => ({ name, type, sqlName: names[index] ?? name, stored: stored(index) }));
}

/** `SELECT values source`, as a relation; with what is to stand after SELECT, and before it. */
export function select(
  selections: readonly Selection[],
  source: Sql,
  modifier: Sql = sql``,
  preface: Sql = sql``,
): Relation {
  const columns = sqlColumns(
    selections.map(({ column }) => column),
    (index) => selections[index]?.stored === true,
  );
  const list = selections.map(({ value }, index) => sql`${value} AS ${identifier(columns[index]?.sqlName ?? '')}`);
  // A relation without columns still has rows; SQL must select something.
  return {
    from: sql`(${preface} SELECT ${modifier}${list.length === 0 ? [sql`NULL AS "none"`] : list} ${source})`,
    columns,
  };
}

/**
 * What expressions over a relation find their columns in.
 *
 * @param firstColumn gives the first column of a plan, for `toscalar()` and `in (query)`
 */
export function contextOf(relation: Relation, firstColumn: (plan: Plan) => Sql, alias?: Sql): ExpressionContext {
  return {
    columns: new Map(relation.columns.map((column) => [column.name, column])),
    firstColumn,
    ...(alias === undefined ? {} : { alias }),
  };
}
