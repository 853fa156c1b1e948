import type { KustoType } from '../../../core/kql/kustoType';
import { convert } from '../../../core/kql/sql/conversions';
import { computedSql } from '../../../core/kql/sql/functions/computed';
import type { Sql } from '../../../core/kql/sql/sql';
import { integerLiteral, realLiteral, sql, textLiteral } from '../../../core/kql/sql/sql';
import { parseDatetime, parseTimespan } from '../../../core/kql/values/dateTimeText';
import { exactDigits, exactJson } from '../../../core/kql/values/exactNumbers';
import type { CellValue } from '../../../core/protocol/queryProtocol';

/** A column of a result as `cellText` writes its values; null is empty. DuckDB writes very large and very small numbers its own way. */
export function cellTextSql(type: KustoType, column: Sql): Sql {
  switch (type) {
    case 'bool':
      return sql`CASE ${column} WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' ELSE '' END`;
    case 'real':
      return sql`CASE WHEN isnan(${column}) THEN 'NaN' WHEN isinf(${column}) THEN if(${column} > 0, 'Infinity', '-Infinity')
        ELSE coalesce(regexp_replace(${column}::VARCHAR, '\\.0$', ''), '') END`;
    case 'datetime':
      return sql`regexp_replace(${convert(column, type, 'string')}, '\\.?0+Z$', 'Z')`;
    case 'int':
    case 'long':
    case 'decimal':
    case 'guid':
    case 'timespan':
    case 'dynamic':
    case 'string':
      return sql`coalesce(${convert(column, type, 'string')}, '')`;
  }
}

/** A column as its values are compared with literals of `cellLiteral`: a decimal as the number that rows have. */
export function comparableSql(type: KustoType, column: Sql): Sql {
  return type === 'decimal' ? sql`${column}::VARCHAR::DOUBLE` : column;
}

/**
 * The literal of a value as rows have it, for a column of a type that is not dynamic.
 *
 * @returns undefined for null, and for what is no value of the type
 */
export function cellLiteral(type: Exclude<KustoType, 'dynamic'>, value: CellValue): Sql | undefined {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? (value ? sql`TRUE` : sql`FALSE`) : undefined;
    case 'int':
    case 'long':
      return longLiteral(value);
    case 'real':
    case 'decimal':
      return typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity'
        ? realLiteral(Number(value))
        : undefined;
    case 'string':
      return typeof value === 'string' ? textLiteral(value) : undefined;
    case 'guid':
      return typeof value === 'string' ? sql`TRY_CAST(${textLiteral(value)} AS UUID)` : undefined;
    case 'datetime':
      return ticksLiteral(value, parseDatetime);
    case 'timespan':
      return ticksLiteral(value, parseTimespan);
  }
}

function longLiteral(value: CellValue): Sql | undefined {
  const digits = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!/^-?\d{1,19}$/.test(digits)) {
    return undefined;
  }
  const long = BigInt(digits);
  return BigInt.asIntN(64, long) === long ? sql`${integerLiteral(long)}::BIGINT` : undefined;
}

function ticksLiteral(value: CellValue, parse: (text: string) => bigint | undefined): Sql | undefined {
  const ticks = typeof value === 'string' ? parse(value) : undefined;
  return ticks === undefined ? undefined : sql`${integerLiteral(ticks)}::BIGINT`;
}

/** The JSON types of numbers, as DuckDB names them. */
const numberTypes = sql`'UBIGINT', 'BIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE'`;

/** Whether a dynamic value is a number; false for null. */
export function isJsonNumber(json: Sql): Sql {
  return sql`coalesce(json_type(${json}) IN (${[numberTypes]}), FALSE)`;
}

/** The number that a dynamic value is; NULL for what is none. */
export function jsonNumber(json: Sql): Sql {
  return sql`CASE WHEN ${isJsonNumber(json)} THEN TRY_CAST(${json} ->> '$' AS DOUBLE) END`;
}

/** Whether a dynamic value is null, in whichever way. */
export function isJsonNull(json: Sql): Sql {
  return sql`(coalesce(json_type(${json}), 'NULL') = 'NULL')`;
}

/** Whether a dynamic value is one of some that rows have. Most are texts, which are compared without asking JavaScript. */
export function isOneOfDynamic(json: Sql, values: readonly CellValue[]): Sql {
  const texts = values.filter((value) => typeof value === 'string').filter((text) => exactDigits(text) === undefined);
  const isText = texts.length === 0 ? sql`FALSE` : sql`(${json} ->> '$') IN (${texts.map(textLiteral)})`;
  const others = values.map((value) => textLiteral(exactJson(value)));
  return sql`CASE json_type(${json}) WHEN 'VARCHAR' THEN ${isText} ELSE ${cellJson(json)} IN (${others}) END`;
}

/** A dynamic value as `exactJson` writes what rows have of it. */
export function cellJson(json: Sql): Sql {
  return computedSql('cell_json', [json]);
}
