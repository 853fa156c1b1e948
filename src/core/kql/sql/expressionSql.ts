import { planColumns } from '../plan/columns';
import { knownValue } from '../plan/knownValue';
import type { CallExpression, Expression, Plan } from '../plan/plan';
import { queryError, refused, type Place } from '../queryError';
import { convert } from './conversions';
import { aggregateFunctions, tupleAggregates } from './functions/aggregates/aggregates';
import type { Argument } from './functions/argument';
import type { Call, FunctionRow } from './functions/functionTable';
import { comparable } from './functions/operators';
import { insteadOfFunction } from './functions/refusedFunctions';
import { scalarFunctions } from './functions/scalarFunctions';
import { windowFunctions } from './functions/windows';
import { BoundValues, lambdaParameters } from './lambdas';
import type { RowWindows } from './rowWindows';
import { sql, type Sql } from './sql';
import { columnValue, literalSql, type SqlColumn } from './sqlTypes';

/** What the names of an expression stand for. */
export interface ExpressionContext {
  /** The columns that it may name. */
  readonly columns: ReadonlyMap<string, SqlColumn>;
  /** Whose columns they are, in a statement of several relations. */
  readonly alias?: Sql;
  /** Whether it is one of `summarize`, where aggregates may stand. */
  readonly aggregates?: boolean;
  /** Where functions of the rows around a row become columns. */
  readonly windows?: RowWindows;
  /** The rows of a query, as a relation in parentheses with one column, `value`. */
  readonly firstColumn: (plan: Plan) => Sql;
  /** What stands for a value that a lambda cannot take as it is: see `expressionSql`. */
  readonly bound?: BoundValues;
}

/** The SQL of an expression: a value of the expression's type. */
export function expressionSql(expression: Expression, context: ExpressionContext): Sql {
  const plain = valueSql(expression, context);
  const parameters = lambdaParameters(plain);
  if (parameters.size === 0 || hasAggregate(expression, context)) {
    return plain;
  }
  const bound = new BoundValues(parameters);
  const body = valueSql(expression, { ...context, bound });
  return bound.around(body) ?? plain;
}

function valueSql(expression: Expression, context: ExpressionContext): Sql {
  const { bound } = context;
  switch (expression.kind) {
    case 'literal':
      return literalSql(expression);
    case 'column': {
      const column = contextColumn(expression.name, context, expression.place);
      const value = columnValue(column, context.alias);
      return bound?.hides(column.sqlName) === true ? bound.add(value) : value;
    }
    case 'call':
      return callRow(expression, context)(toCall(expression, context));
    case 'scalarQuery': {
      const value = scalarOf(expression.type, context.firstColumn(expression.query));
      return bound === undefined ? value : bound.add(value);
    }
    case 'membership': {
      const value = toArgument(expression.value, context);
      const member = { sql: sql`value`, type: planColumns(expression.query)[0]?.type ?? value.type };
      const { type, left, right } = comparable(value, member);
      const fold = (text: Sql): Sql => (expression.ignoreCase && type === 'string' ? sql`lower(${text})` : text);
      const column = context.firstColumn(expression.query);
      const members = member.type === 'dynamic' && value.type !== 'dynamic' ? elementsIn(column) : column;
      return bound === undefined
        ? sql`coalesce(${fold(left)} IN (SELECT ${fold(right)} FROM ${members}), FALSE)`
        : sql`coalesce(list_contains(${bound.add(sql`(SELECT list(${fold(right)}) FROM ${members})`)}, ${fold(left)}), FALSE)`;
    }
  }
}

/** The first value; of no rows it is null, and an empty string where it would be one. */
function scalarOf(type: Expression['type'], column: Sql): Sql {
  const value = sql`(SELECT first(value) FROM ${column})`;
  return type === 'string' ? sql`coalesce(${value}, '')` : value;
}

/** The values of a column of JSON, in which an array stands for its elements. */
function elementsIn(column: Sql): Sql {
  return sql`(SELECT unnest(CASE json_type(value) WHEN 'ARRAY' THEN json_extract(value, '$[*]') ELSE [value] END) AS value FROM ${column})`;
}

/**
 * The language service counts a column as there that the engine does not give: after `union kind=inner`, say, one that not all inputs
 * have.
 *
 * @param place where the text names it
 */
export function contextColumn(name: string, context: ExpressionContext, place?: Place): SqlColumn {
  const column = context.columns.get(name);
  if (column === undefined && place !== undefined) {
    throw queryError(
      `There is no column "${name}" here: not all of what these rows come from has one.`,
      place,
      'noColumn',
    );
  }
  if (column === undefined) {
    throw new TypeError(`The plan names the column "${name}", which its input does not have.`);
  }
  return column;
}

/**
 * The SQL of each column that an aggregate gives.
 *
 * @param once stands for a value that is computed once for all of the columns
 */
export function aggregateSql(
  expression: Expression,
  context: ExpressionContext,
  once: (value: Sql) => Sql,
): readonly Sql[] {
  const tuple =
    expression.kind === 'call' && Object.hasOwn(tupleAggregates, expression.name)
      ? tupleAggregates[expression.name]
      : undefined;
  return expression.kind === 'call' && tuple !== undefined
    ? tuple(toCall(expression, context), once)
    : [expressionSql(expression, context)];
}

/** DuckDB has no aggregates inside of a lambda. */
function hasAggregate(expression: Expression, context: ExpressionContext): boolean {
  return (
    context.aggregates === true &&
    expression.kind === 'call' &&
    (Object.hasOwn(aggregateFunctions, expression.name) ||
      Object.hasOwn(tupleAggregates, expression.name) ||
      expression.arguments.some((argument) => hasAggregate(argument, context)))
  );
}

function callRow(expression: CallExpression, context: ExpressionContext): FunctionRow {
  const { name } = expression;
  if (context.aggregates === true) {
    const tuple = Object.hasOwn(tupleAggregates, name) ? tupleAggregates[name] : undefined;
    if (tuple !== undefined) {
      return (call) => tuple(call, (value) => value)[0] ?? sql`NULL`;
    }
  }
  const aggregate =
    context.aggregates === true && Object.hasOwn(aggregateFunctions, name) ? aggregateFunctions[name] : undefined;
  const row = aggregate ?? (Object.hasOwn(scalarFunctions, name) ? scalarFunctions[name] : undefined);
  if (row === undefined) {
    throw refused(/^\w+$/.test(name) ? `${name}()` : `"${name}"`, insteadOfFunction(name), expression.place);
  }
  return row;
}

function toCall(expression: CallExpression, context: ExpressionContext): Call {
  return {
    name: expression.name,
    type: expression.type,
    place: expression.place,
    ...(context.windows === undefined ? {} : { windows: context.windows }),
    arguments: expression.arguments.map((argument) => toArgument(argument, argumentContext(expression, context))),
  };
}

/** What windows are made of is computed with the rows, before the values that are bound. */
function argumentContext({ name }: CallExpression, { bound, ...context }: ExpressionContext): ExpressionContext {
  return bound === undefined || Object.hasOwn(windowFunctions, name) ? context : { ...context, bound };
}

function toArgument(expression: Expression, context: ExpressionContext): Argument {
  const literal = knownValue(expression);
  return {
    sql: (context.aggregates === true ? expressionSql : valueSql)(expression, context),
    type: expression.type,
    ...(literal === undefined ? {} : { literal }),
    ...(readsRows(expression) ? { readsRows: true } : {}),
  };
}

/** Whether a query stands in an expression: its value is that of a table's rows. */
function readsRows(expression: Expression): boolean {
  return expression.kind === 'call'
    ? expression.arguments.some(readsRows)
    : expression.kind === 'scalarQuery' || expression.kind === 'membership';
}

/** An expression as another type than its own. */
export function convertedSql(expression: Expression, type: Expression['type'], context: ExpressionContext): Sql {
  return convert(expressionSql(expression, context), expression.type, type);
}
