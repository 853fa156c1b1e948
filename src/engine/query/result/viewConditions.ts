import type { Sql } from '../../../core/kql/sql/sql';
import { joinSql, realLiteral, sql, textLiteral } from '../../../core/kql/sql/sql';
import { cellNumber, exactJson } from '../../../core/kql/values/exactNumbers';
import { EngineError } from '../../../core/protocol/engineError';
import type { CellValue } from '../../../core/protocol/queryProtocol';
import type { ResultFilter, ResultView } from '../../../core/protocol/resultProtocol';
import { cellLiteral, cellTextSql, comparableSql, isJsonNull, isOneOfDynamic, jsonNumber } from './cellSql';
import { columnAt, type ResultColumn } from './resultColumn';

type FilterOf<Kind extends ResultFilter['kind']> = Extract<ResultFilter, { kind: Kind }>;

/**
 * What the rows of a view have to meet; undefined where all are shown.
 *
 * @throws EngineError `query` for a bound that is no value of its column
 */
export function viewCondition(
  columns: readonly ResultColumn[],
  { filters, search = '' }: Pick<ResultView, 'filters' | 'search'>,
): Sql | undefined {
  const conditions = filters.map((filter) => filterCondition(columnAt(columns, filter), filter));
  if (search !== '') {
    const found = columns.map((column) => hasText(column, search));
    conditions.push(found.length === 0 ? sql`FALSE` : sql`(${joinSql(found, sql` OR `)})`);
  }
  return conditions.length === 0 ? undefined : joinSql(conditions, sql` AND `);
}

/** Whether the text of a value has a text in it, in whatever case. */
export function hasText({ type, sql: column }: ResultColumn, text: string): Sql {
  return sql`contains(lower(${cellTextSql(type, column)}), lower(${textLiteral(text)}))`;
}

function filterCondition(column: ResultColumn, filter: ResultFilter): Sql {
  switch (filter.kind) {
    case 'values':
      return unless(filter.isExcluded, valuesCondition(column, filter));
    case 'text':
      return unless(filter.isExcluded, hasText(column, filter.text));
    case 'range':
      return rangeCondition(column, filter);
    case 'empty':
      return unless(filter.isExcluded, sql`(${cellTextSql(column.type, column.sql)} = '')`);
  }
}

/** The condition is never NULL. */
function unless(isExcluded: boolean, condition: Sql): Sql {
  return isExcluded ? sql`NOT ${condition}` : condition;
}

function valuesCondition({ type, sql: column }: ResultColumn, { values }: FilterOf<'values'>): Sql {
  const conditions = [sql`FALSE`];
  if (values.includes(null)) {
    conditions.push(type === 'dynamic' ? isJsonNull(column) : sql`${column} IS NULL`);
  }
  const present = values.filter((value) => value !== null);
  if (type === 'dynamic') {
    conditions.push(...(present.length === 0 ? [] : [isOneOfDynamic(column, present)]));
  } else {
    const literals = present.flatMap((value) => cellLiteral(type, value) ?? []);
    conditions.push(...(literals.length === 0 ? [] : [sql`${comparableSql(type, column)} IN (${literals})`]));
  }
  return sql`coalesce(${joinSql(conditions, sql` OR `)}, FALSE)`;
}

/** NaN is no number between others, though to DuckDB it is greater than all. */
function rangeCondition(column: ResultColumn, { from = null, until = null }: FilterOf<'range'>): Sql {
  const conditions = [
    ...(from === null ? [] : [boundCondition(column, sql`>=`, from)]),
    ...(until === null ? [] : [boundCondition(column, sql`<=`, until)]),
    ...(column.type === 'real' ? [sql`NOT isnan(${column.sql})`] : []),
  ];
  return conditions.length === 0
    ? sql`NOT ${column.type === 'dynamic' ? isJsonNull(column.sql) : sql`(${column.sql} IS NULL)`}`
    : sql`coalesce(${joinSql(conditions, sql` AND `)}, FALSE)`;
}

function boundCondition({ name, type, sql: column }: ResultColumn, operator: Sql, bound: CellValue): Sql {
  if (type === 'dynamic') {
    const number = cellNumber(bound);
    return number !== undefined
      ? sql`${jsonNumber(column)} ${operator} ${realLiteral(number)}`
      : sql`(${column} ->> '$') ${operator} ${textLiteral(typeof bound === 'string' ? bound : exactJson(bound))}`;
  }
  const literal = cellLiteral(type, bound);
  if (literal === undefined) {
    throw new EngineError({
      kind: 'query',
      message: `${JSON.stringify(bound)} is no ${type}, so the values of ${name} cannot be compared with it. Change the filter.`,
    });
  }
  return sql`${comparableSql(type, column)} ${operator} ${literal}`;
}
