import { conjuncts } from '../../plan/conjuncts';
import { namedColumns } from '../../plan/namedColumns';
import type { Expression, NamedExpression, Plan, ScanPlan, ScanStep } from '../../plan/plan';
import { contextColumn, convertedSql, expressionSql } from '../expressionSql';
import { contextOf, select, sqlColumns, type Relation } from '../relation';
import { identifier, joinSql, sql, type Sql } from '../sql';
import { columnSql, type SqlColumn } from '../sqlTypes';

/** The partition of a row, and its number there, from 1. */
export const part = identifier('scan part');
export const position = identifier('scan position');

/** What is known of a match, beside its row: the step, the number of the sequence, and the values of the declared columns. */
export const foundStep = identifier('found step');
export const foundSequence = identifier('found sequence');
export const foundValue = (declared: number): Sql => identifier(`found value ${declared}`);

/** What the SQL of a scan is made of. */
export interface ScanSource {
  readonly plan: ScanPlan;
  readonly input: Relation;
  readonly firstColumn: (plan: Plan) => Sql;
}

/** What a step assigns to a declared column. */
export function assigned({ assignments }: ScanStep, declared: NamedExpression): Expression {
  return assignments.find(({ name }) => name === declared.name)?.expression ?? declared.expression;
}

/**
 * The rows of a scan, with the declared columns at their defaults.
 *
 * @param extra more values to select
 */
export function withDefaults({ plan, input, firstColumn }: ScanSource, extra: readonly Sql[] = []): Relation {
  const columns = sqlColumns(
    [
      ...input.columns.map(({ name, type }) => ({ name, type })),
      ...plan.declared.map(({ name, expression }) => ({ name, type: expression.type })),
    ],
    (index) => input.columns[index]?.stored === true,
  );
  const noColumns = { columns: new Map<string, SqlColumn>(), firstColumn };
  const values = [
    ...input.columns.map((column) => columnSql(column)),
    ...plan.declared.map(({ expression }) => expressionSql(expression, noColumns)),
  ];
  const named = columns.map(({ sqlName }, index) => sql`${values[index] ?? sql`NULL`} AS ${identifier(sqlName)}`);
  return { from: sql`(SELECT ${[...named, ...extra]} FROM ${input.from})`, columns };
}

/** The rows with their partitions and positions; without those that can match no step, whatever was before them. */
export function placedRows(source: ScanSource): Relation {
  const { plan, input, firstColumn } = source;
  const order = identifier('scan order');
  const numbered = sql`(SELECT *, row_number() OVER () AS ${order} FROM ${input.from})`;
  const rows = withDefaults({ ...source, input: { columns: input.columns, from: numbered } }, [order]);
  const context = contextOf(rows, firstColumn);
  const keys = [
    ...(plan.per ?? []).map((name) => columnSql(contextColumn(name, context))),
    ...plan.keys.map((key) => expressionSql(key, context)),
  ];
  const states = new Set(plan.steps.flatMap(({ state }) => state.map(({ name }) => name)));
  const mayMatch = plan.steps.map(({ condition }) => {
    const ofRow = conjuncts(condition).filter((part) => [...namedColumns([part])].every((name) => !states.has(name)));
    return sql`(${joinSql([sql`TRUE`, ...ofRow.map((part) => convertedSql(part, 'bool', context))], sql` AND `)})`;
  });
  const placed =
    keys.length === 0
      ? [sql`1::BIGINT AS ${part}`, sql`row_number() OVER (ORDER BY ${order}) AS ${position}`]
      : [
          sql`dense_rank() OVER (ORDER BY ${keys}) AS ${part}`,
          sql`row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) AS ${position}`,
        ];
  return { ...rows, from: sql`(SELECT *, ${placed} FROM ${rows.from} WHERE ${joinSql(mayMatch, sql` OR `)})` };
}

/**
 * The rows that steps match, in order.
 *
 * @param preface defines `input`, the rows with their places, and `found`, the matches
 */
export function foundRows({ plan, input }: ScanSource, rows: Relation, preface: Sql): Relation {
  return select(
    [
      ...rows.columns.map((column, index) => {
        const place = index - input.columns.length;
        return place >= 0
          ? { value: sql`found.${foundValue(place)}`, column }
          : { value: sql`input.${columnSql(column)}`, column, stored: column.stored };
      }),
      ...(plan.matchId === undefined
        ? []
        : [{ value: sql`found.${foundSequence}`, column: { name: plan.matchId, type: 'long' as const } }]),
    ],
    sql`FROM found JOIN input ON input.${part} = found.${part} AND input.${position} = found.${position}
      ORDER BY found.${part}, found.${position}, found.${foundStep} DESC`,
    sql``,
    preface,
  );
}
