import type { CallExpression, Expression, Plan } from '../plan/plan';
import { queryError, refused, type Place } from '../queryError';
import { convert } from './conversions';
import { aggregateFunctions, tupleAggregates } from './functions/aggregates';
import type { Argument, Call, FunctionRow } from './functions/functionTable';
import { insteadOfFunction } from './functions/refusedFunctions';
import { scalarFunctions } from './functions/scalarFunctions';
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
}

/** The SQL of an expression: a value of the expression's type. */
export function expressionSql(expression: Expression, context: ExpressionContext): Sql {
  switch (expression.kind) {
    case 'literal':
      return literalSql(expression);
    case 'column':
      return columnValue(contextColumn(expression.name, context, expression.place), context.alias);
    case 'call':
      return callRow(expression, context)(toCall(expression, context));
    case 'scalarQuery':
      return sql`(SELECT first(value) FROM ${context.firstColumn(expression.query)})`;
    case 'membership': {
      const value = expressionSql(expression.value, context);
      const members = context.firstColumn(expression.query);
      return expression.ignoreCase
        ? sql`coalesce(lower(${value}) IN (SELECT lower(value) FROM ${members}), FALSE)`
        : sql`coalesce(${value} IN (SELECT value FROM ${members}), FALSE)`;
    }
  }
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
    arguments: expression.arguments.map((argument): Argument => ({
      sql: expressionSql(argument, context),
      type: argument.type,
      ...(argument.kind === 'literal' ? { literal: argument.value } : {}),
      ...(readsRows(argument) ? { readsRows: true } : {}),
    })),
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
