import type { Expression, Plan, ScanPlan } from '../plan/plan';
import { contextColumn, convertedSql, expressionSql } from './expressionSql';
import { contextOf, select, sqlColumns, type Relation } from './relation';
import { identifier, joinSql, sql, type Sql } from './sql';
import { columnSql, columnValue, sqlTypes } from './sqlTypes';

const position = identifier('scan position');
const isFirst = identifier('scan start');
const isMatch = identifier('scan match');

/**
 * Where no expression looks back, a match is decided row by row. Else the rows are gone through one by one, by a recursive query that
 * hands on the match before: it takes time that grows with the square of the rows.
 */
export function scanSql(plan: ScanPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  return plan.state.length === 0 ? filterScan(plan, input, firstColumn) : recursiveScan(plan, input, firstColumn);
}

function assigned(plan: ScanPlan, name: string, otherwise: Expression): Expression {
  return plan.assignments.find((assignment) => assignment.name === name)?.expression ?? otherwise;
}

/** The input, with the declared columns at their defaults. */
function withDefaults(
  plan: ScanPlan,
  input: Relation,
  firstColumn: (plan: Plan) => Sql,
  extra: readonly Sql[] = [],
): Relation {
  const columns = sqlColumns(
    [
      ...input.columns.map(({ name, type }) => ({ name, type })),
      ...plan.declared.map(({ name, expression }) => ({ name, type: expression.type })),
    ],
    (index) => input.columns[index]?.stored === true,
  );
  const noColumns = { columns: new Map(), firstColumn };
  const values = columns.map((column, index) => {
    const source = input.columns[index];
    const value =
      source === undefined
        ? expressionSql(plan.declared[index - input.columns.length]?.expression ?? never, noColumns)
        : columnSql(source);
    return sql`${value} AS ${identifier(column.sqlName)}`;
  });
  return { from: sql`(SELECT ${[...values, ...extra]} FROM ${input.from})`, columns };
}

const never: Expression = { kind: 'literal', type: 'bool', value: false };

function filterScan(plan: ScanPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  const relation = withDefaults(plan, input, firstColumn);
  const context = contextOf(relation, firstColumn);
  return select(
    relation.columns.map((column, index) => {
      const declared = plan.declared[index - input.columns.length];
      return declared === undefined
        ? { value: columnSql(column), column, stored: column.stored }
        : { value: convertedSql(assigned(plan, declared.name, declared.expression), column.type, context), column };
    }),
    sql`FROM ${relation.from} WHERE ${convertedSql(plan.condition, 'bool', context)}`,
  );
}

function recursiveScan(plan: ScanPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  const inputContext = contextOf(input, firstColumn);
  const keys = [
    ...(plan.per ?? []).map((name) => columnSql(contextColumn(name, inputContext))),
    ...plan.keys.map((key) => expressionSql(key, inputContext)),
  ];
  const order = identifier('scan order');
  const ordered: Relation = {
    columns: input.columns,
    from: sql`(SELECT *, row_number() OVER () AS ${order} FROM ${input.from})`,
  };
  const placed =
    keys.length === 0
      ? [sql`${order} AS ${position}`, sql`${order} = 1 AS ${isFirst}`]
      : [
          sql`row_number() OVER (ORDER BY ${keys}, ${order}) AS ${position}`,
          sql`row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) = 1 AS ${isFirst}`,
        ];
  const rows = withDefaults(plan, ordered, firstColumn, placed);
  const noColumns = { columns: new Map(), firstColumn };
  const declaredOf = (name: string): Expression | undefined =>
    plan.declared.find((declared) => declared.name === name)?.expression;
  // Before the first match a declared column has its default, one of the input none.
  const states = sqlColumns(
    plan.state.map(({ name, column }) => ({ name, type: column.type })),
    () => false,
  );
  const stateColumns = states.map((column, index) => {
    const initial = declaredOf(plan.state[index]?.column.name ?? '');
    const start =
      initial === undefined
        ? column.type === 'string'
          ? sql`''`
          : sql`NULL::${sqlTypes[column.type]}`
        : expressionSql(initial, noColumns);
    return { name: identifier(column.sqlName), start };
  });
  const current: Relation = {
    columns: [...rows.columns, ...states],
    from: sql`(SELECT input.*, ${stateColumns.map(
      ({ name, start }) => sql`CASE WHEN input.${isFirst} THEN ${start} ELSE scan.${name} END AS ${name}`,
    )} FROM scan JOIN input ON input.${position} = scan.${position} + 1)`,
  };
  const context = contextOf(current, firstColumn);
  const match = sql`coalesce(${convertedSql(plan.condition, 'bool', context)}, FALSE)`;
  const valueAfter = (name: string): Sql => {
    const column = contextColumn(name, context);
    const initial = declaredOf(name);
    return initial === undefined
      ? columnValue(column)
      : convertedSql(assigned(plan, name, initial), column.type, context);
  };
  const declaredColumns = rows.columns.slice(input.columns.length);
  const outputs = declaredColumns.map((_, index) => identifier(`scan output ${index}`));
  return select(
    rows.columns.map((column, index) => {
      const output = outputs[index - input.columns.length];
      return output === undefined
        ? { value: sql`input.${columnSql(column)}`, column, stored: column.stored }
        : { value: sql`scan.${output}`, column };
    }),
    sql`FROM scan JOIN input ON input.${position} = scan.${position} WHERE scan.${isMatch} ORDER BY scan.${position}`,
    sql``,
    sql`WITH RECURSIVE input AS MATERIALIZED (SELECT * FROM ${rows.from}),
      scan AS (
        SELECT 0::BIGINT AS ${position}, FALSE AS ${isMatch}, ${joinSql(
          [
            ...stateColumns.map(({ name, start }) => sql`${start} AS ${name}`),
            ...declaredColumns.map(
              (column, index) => sql`NULL::${sqlTypes[column.type]} AS ${outputs[index] ?? position}`,
            ),
          ],
          sql`, `,
        )}
        UNION ALL
        SELECT ${position}, ${match}, ${joinSql(
          [
            ...stateColumns.map(
              ({ name }, index) =>
                sql`CASE WHEN ${match} THEN ${valueAfter(plan.state[index]?.column.name ?? '')} ELSE ${name} END`,
            ),
            ...declaredColumns.map((column) => valueAfter(column.name)),
          ],
          sql`, `,
        )} FROM ${current.from})`,
  );
}
