/**
 * How the types of KQL live in DuckDB.
 *
 * | KQL | in a compiled statement, and in its result | in a view of the archive |
 * |---|---|---|
 * | `bool` | BOOLEAN | BOOLEAN |
 * | `int` | INTEGER | INTEGER |
 * | `long` | BIGINT | BIGINT |
 * | `real` | DOUBLE | DOUBLE |
 * | `decimal` | DECIMAL(38, 18) | |
 * | `string` | VARCHAR, never NULL: Kusto's strings have no null, a missing one is empty | VARCHAR, NULL where it is missing |
 * | `guid` | UUID | |
 * | `datetime` | BIGINT: ticks of 100 ns since 0001-01-01 | TIMESTAMP: microseconds, UTC |
 * | `timespan` | BIGINT: ticks of 100 ns | |
 * | `dynamic` | JSON; the null value is NULL | JSON |
 *
 * Datetimes are ticks since that is what Kusto's are: DuckDB's TIMESTAMP cannot hold the seventh digit, TIMESTAMP_NS cannot hold the
 * years before 1677, and differences, bins and shifts are whole-number arithmetic this way. The archive's columns are TIMESTAMPs all
 * the same, since other programs read those files, and Parquet's statistics prune them. So a column of a view is *stored* until an
 * expression needs its value: `storedValue` reads it, and a filter compares it as it is where it can (`pushdown.ts`).
 */
import type { KustoType } from '../kustoType';
import type { LiteralExpression } from '../plan/plan';
import { maxDatetimeTicks } from '../values/dateTimeText';
import { bindValue, identifier, integerLiteral, realLiteral, sql, textLiteral, type Sql } from './sql';

export const sqlTypes: Readonly<Record<KustoType, Sql>> = {
  bool: sql`BOOLEAN`,
  int: sql`INTEGER`,
  long: sql`BIGINT`,
  real: sql`DOUBLE`,
  decimal: sql`DECIMAL(38, 18)`,
  string: sql`VARCHAR`,
  guid: sql`UUID`,
  datetime: sql`BIGINT`,
  timespan: sql`BIGINT`,
  dynamic: sql`JSON`,
};

/** The value of a stored column. */
function storedValue(type: KustoType, column: Sql): Sql {
  switch (type) {
    case 'datetime':
      return ticksOfTimestamp(column);
    case 'string':
      return sql`coalesce(${column}, '')`;
    case 'bool':
    case 'int':
    case 'long':
    case 'real':
    case 'decimal':
    case 'guid':
    case 'timespan':
    case 'dynamic':
      return column;
  }
}

/** Microseconds from 0001-01-01 to 1970-01-01. */
const epochMicroseconds = integerLiteral(62_135_596_800_000_000n);

/** The ticks of a TIMESTAMP: 100 ns since the year 1. */
export function ticksOfTimestamp(timestamp: Sql): Sql {
  return sql`((epoch_us(${timestamp}) + ${epochMicroseconds}) * 10)`;
}

/** The TIMESTAMP of a datetime, cut to microseconds. */
export function timestampOfTicks(ticks: Sql): Sql {
  return sql`make_timestamp(${ticks} // 10 - ${epochMicroseconds})`;
}

/** A datetime that is computed, of as many bits as that takes: null beyond the years 1 to 9999. */
export function datetimeInRange(ticks: Sql): Sql {
  return bindValue(
    ticks,
    (value) => sql`CASE WHEN ${value} BETWEEN 0 AND ${integerLiteral(maxDatetimeTicks)} THEN ${value}::BIGINT END`,
  );
}

/** A constant. */
export function literalSql({ type, value }: LiteralExpression): Sql {
  if (value === null) {
    return type === 'string' ? textLiteral('') : sql`NULL::${sqlTypes[type]}`;
  }
  switch (type) {
    case 'bool':
      return value === true ? sql`TRUE` : sql`FALSE`;
    case 'int':
    case 'long':
    case 'datetime':
    case 'timespan':
      return sql`${integerLiteral(BigInt(value))}::${sqlTypes[type]}`;
    case 'real':
      return realLiteral(Number(value));
    case 'string':
      return textLiteral(String(value));
    case 'decimal':
      return sql`TRY_CAST(${textLiteral(String(value))} AS ${sqlTypes.decimal})`;
    case 'guid':
    case 'dynamic':
      return sql`${textLiteral(String(value))}::${sqlTypes[type]}`;
  }
}

/** A column of a relation: its KQL name, and what it is called in SQL. */
export interface SqlColumn {
  readonly name: string;
  readonly type: KustoType;
  readonly sqlName: string;
  /** It is a column of a view, as the view has it. */
  readonly stored: boolean;
}

/** A column as the relation has it, of a relation of that alias where there are several. */
export function columnSql(column: SqlColumn, alias?: Sql): Sql {
  const name = identifier(column.sqlName);
  return alias === undefined ? name : sql`${alias}.${name}`;
}

/** A column as a value of its type: what a file stores in another form is converted. */
export function columnValue(column: SqlColumn, alias?: Sql): Sql {
  const reference = columnSql(column, alias);
  return column.stored ? storedValue(column.type, reference) : reference;
}
