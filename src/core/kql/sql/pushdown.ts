import type { CallExpression, Expression } from '../plan/plan';
import type { DayColumn } from '../tableSchema';
import { convert } from './conversions';
import { expressionSql, type ExpressionContext } from './expressionSql';
import { identifier, sql, type Sql } from './sql';
import { columnSql, timestampOfTicks, type SqlColumn } from './sqlTypes';
import { mirroredComparisons } from '../plan/mirroredComparisons';

/**
 * Conditions on a stored column, as comparisons of the bare column.
 *
 * Parquet's statistics and Bloom filters, and the partitions of the archive, prune what is compared with a constant; they see through
 * no `coalesce` and no arithmetic. So where a condition must be true for a row to be kept, it is written for the column as it is
 * stored, here. Anything else is undefined, and read by value.
 */
export function pushedCondition(condition: Expression, context: ExpressionContext): Sql | undefined {
  if (condition.kind !== 'call') {
    return undefined;
  }
  const [first] = condition.arguments;
  const column = first === undefined ? undefined : storedColumn(first, context);
  if (column !== undefined && condition.arguments.slice(1).every(isConstant)) {
    return column.type === 'datetime'
      ? datetimeCondition(column, condition, context)
      : column.type === 'string'
        ? stringCondition(column, condition, context)
        : undefined;
  }
  const mirrored = mirror(condition);
  return mirrored === undefined ? undefined : pushedCondition(mirrored, context);
}

function storedColumn(expression: Expression, context: ExpressionContext): SqlColumn | undefined {
  const column = expression.kind === 'column' ? context.columns.get(expression.name) : undefined;
  return column?.stored === true ? column : undefined;
}

function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'call':
      return expression.arguments.every(isConstant) && expression.name !== 'rand' && expression.name !== 'new_guid';
    case 'column':
    case 'scalarQuery':
    case 'membership':
      return false;
  }
}

/** `constant < column` as `column > constant`. Of two constants neither comes first. */
function mirror(condition: CallExpression): CallExpression | undefined {
  const name = mirroredComparisons.get(condition.name);
  const [left, right] = condition.arguments;
  return name === undefined || left === undefined || right === undefined || !isConstant(left) || isConstant(right)
    ? undefined
    : { ...condition, name, arguments: [right, left] };
}

/** The constants that a datetime is compared with, in ticks; a timespan is that long after the one before it. */
function instants(
  { arguments: [, ...bounds] }: CallExpression,
  context: ExpressionContext,
): readonly Sql[] | undefined {
  const values: Sql[] = [];
  for (const bound of bounds) {
    const previous = values.at(-1);
    const value = expressionSql(bound, context);
    if (bound.type === 'datetime') {
      values.push(value);
    } else if (bound.type === 'timespan' && previous !== undefined) {
      values.push(sql`(${previous} + ${value})`);
    } else {
      return undefined;
    }
  }
  return values;
}

/**
 * A stored datetime is whole microseconds, the constant is ticks: a bound that lies between two microseconds is moved to the one that
 * keeps the same rows.
 */
function datetimeCondition(column: SqlColumn, condition: CallExpression, context: ExpressionContext): Sql | undefined {
  const [first, last] = instants(condition, context) ?? [];
  if (first === undefined) {
    return undefined;
  }
  const name = columnSql(column);
  const down = (bound: Sql): Sql => timestampOfTicks(bound);
  const up = (bound: Sql): Sql => timestampOfTicks(sql`(${bound} + 9)`);
  switch (condition.name) {
    case '>':
      return sql`${name} > ${down(first)}`;
    case '<=':
      return sql`${name} <= ${down(first)}`;
    case '>=':
      return sql`${name} >= ${up(first)}`;
    case '<':
      return sql`${name} < ${up(first)}`;
    case '==':
      return sql`(${name} >= ${up(first)} AND ${name} <= ${down(first)})`;
    case 'between':
      return last === undefined ? undefined : sql`(${name} >= ${up(first)} AND ${name} <= ${down(last)})`;
    default:
      return undefined;
  }
}

/** What a condition on a stored datetime says of its day. It is less than the condition says, and stands beside it. */
export function dayConditions(condition: Expression, days: DayColumn, context: ExpressionContext): readonly Sql[] {
  const call = condition.kind === 'call' ? (mirror(condition) ?? condition) : undefined;
  const [column, ...bounds] = call?.arguments ?? [];
  if (call === undefined || column?.kind !== 'column' || column.name !== days.of || !bounds.every(isConstant)) {
    return [];
  }
  const [first, last] = storedColumn(column, context) === undefined ? [] : (instants(call, context) ?? []);
  if (first === undefined) {
    return [];
  }
  const name = identifier(days.name);
  const dayOf = (instant: Sql): Sql => sql`${timestampOfTicks(instant)}::DATE`;
  switch (call.name) {
    case '>':
    case '>=':
      return [sql`${name} >= ${dayOf(first)}`];
    case '<':
      return [sql`${name} <= ${dayOf(sql`(${first} - 1)`)}`];
    case '<=':
      return [sql`${name} <= ${dayOf(first)}`];
    case '==':
      return [sql`${name} = ${dayOf(first)}`];
    case 'between':
      return last === undefined ? [] : [sql`${name} >= ${dayOf(first)}`, sql`${name} <= ${dayOf(last)}`];
    default:
      return [];
  }
}

/** A missing string is empty: it equals no constant but `""`. */
function stringCondition(column: SqlColumn, condition: CallExpression, context: ExpressionContext): Sql | undefined {
  const constants = condition.arguments.slice(1);
  const areTexts = constants.every(({ kind, type }) => kind === 'literal' && type === 'string');
  if (!areTexts || constants.some((constant) => constant.kind === 'literal' && constant.value === '')) {
    return undefined;
  }
  const values = constants.map((constant) => convert(expressionSql(constant, context), constant.type, 'string'));
  switch (condition.name) {
    case '==':
    case 'in':
      return sql`${columnSql(column)} IN (${values})`;
    default:
      return undefined;
  }
}
