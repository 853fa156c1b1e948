import type { Expression, MakeSeriesPlan, Plan } from '../plan/plan';
import { convert } from './conversions';
import { convertedSql, expressionSql, type ExpressionContext } from './expressionSql';
import { partAggregates } from './functions/aggregates/aggregateParts';
import { floorToMultiple } from './functions/operators';
import { contextOf, select, sqlColumns, type Relation } from './relation';
import { identifier, integerLiteral, joinSql, sql, textLiteral, type Sql } from './sql';
import { sqlTypes } from './sqlTypes';

/** The aggregates of a bin, each in a column; and the values of the series over these. */
function binValues(
  plan: MakeSeriesPlan,
  context: ExpressionContext,
): { readonly parts: readonly Sql[]; readonly values: readonly Sql[] } {
  const series = plan.series.map(({ aggregate }, index) =>
    partAggregates(aggregate, (part) => `(series ${index}) ${part}`),
  );
  const parts = series.flatMap((parted) => parted.parts);
  const names = new Map(
    sqlColumns(
      parts.map(({ name, expression }) => ({ name, type: expression.type })),
      () => false,
    ).map((column) => [column.name, column]),
  );
  return {
    parts: parts.map(
      ({ name, expression }) =>
        sql`${expressionSql(expression, { ...context, aggregates: true })} AS ${identifier(name)}`,
    ),
    values: series.map(
      ({ rest }, index) => sql`${expressionSql(rest, { ...context, columns: names })} AS ${valueName(index)}`,
    ),
  };
}

const keyName = (index: number): Sql => identifier(`key ${index}`);
const valueName = (index: number): Sql => identifier(`value ${index}`);

/** The most elements of a series, as in Kusto. */
const longestSeries = 1_048_576;

/** The last bin, unless there would be more than a series has elements. */
function boundedBin(lastBin: Sql): Sql {
  const words = 'make-series gives at most 1,048,576 elements: take a longer step, or a shorter time.';
  return sql`(CASE WHEN ${lastBin} >= ${integerLiteral(longestSeries)} THEN error(${textLiteral(words)}) ELSE ${lastBin} END)`;
}

/**
 * The rows are put into bins of one step; each group then gets every step of the axis, with the values of its bin or the defaults, in
 * order.
 *
 * A series without a lower bound starts at its first bin that has data, of whole steps; one without an upper bound ends at its last.
 * Where the end of the axis is a bin of it, bins are of whole steps too.
 */
export function makeSeriesSql(plan: MakeSeriesPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  const context = contextOf(input, firstColumn);
  const noColumns = { columns: new Map(), firstColumn };
  const type = plan.on.type;
  const isReal = type === 'real' || type === 'decimal';
  const value = expressionSql(plan.on, context);
  const step = convertedSql(plan.step, type === 'datetime' ? 'timespan' : type, noColumns);
  const whole = (amount: Sql): Sql =>
    isReal ? sql`floor((${amount}) / ${step})::BIGINT` : sql`((${amount}) // ${step})`;
  const bound = (given: Expression): Sql => {
    const exact = convertedSql(given, type, noColumns);
    return plan.toIsIncluded ? floorToMultiple(exact, step, type) : exact;
  };
  const first =
    plan.from === undefined
      ? sql`(SELECT ${floorToMultiple(sql`min(${value})`, step, type)} FROM ${input.from})`
      : bound(plan.from);
  const end = plan.to === undefined ? sql`(SELECT max(${value}) FROM ${input.from})` : bound(plan.to);
  const endIsIncluded = plan.toIsIncluded || plan.to === undefined;
  const lastBin = endIsIncluded
    ? whole(sql`(last - first)`)
    : isReal
      ? sql`(ceil((last - first) / ${step})::BIGINT - 1)`
      : sql`((last - first - 1) // ${step})`;
  const keys = plan.keys.map(
    ({ expression }, index) => sql`${expressionSql(expression, context)} AS ${keyName(index)}`,
  );
  const { parts, values } = binValues(plan, context);
  const inAxis = sql`${value} >= first AND ${value} < ${endIsIncluded ? sql`last + ${step}` : sql`last`}`;
  const groupBy = joinSql([sql`bin`, ...plan.keys.map((_, index) => keyName(index))], sql`, `);
  const sameGroup = joinSql(
    [
      sql`bins.bin = steps.bin`,
      ...plan.keys.map((_, index) => sql`bins.${keyName(index)} IS NOT DISTINCT FROM groups.${keyName(index)}`),
    ],
    sql` AND `,
  );
  const groups =
    plan.keys.length > 0
      ? sql`SELECT ${plan.keys.map((_, index) => keyName(index))}, min(bin) AS "first bin", max(bin) AS "last bin" FROM bins GROUP BY ALL`
      : plan.nonEmpty
        ? sql`SELECT 1 AS "all"`
        : sql`SELECT 1 AS "all" FROM bins LIMIT 1`;
  const ownBounds =
    plan.keys.length === 0
      ? []
      : [
          ...(plan.from === undefined ? [sql`steps.bin >= groups."first bin"`] : []),
          ...(plan.to === undefined ? [sql`steps.bin <= groups."last bin"`] : []),
        ];
  const ownSteps = ownBounds.length === 0 ? sql`` : sql`WHERE ${joinSql(ownBounds, sql` AND `)}`;
  const axisValue = sql`(first + steps.bin * ${step})`;
  const list = (element: Sql): Sql => sql`to_json(list(${element} ORDER BY steps.bin))`;
  const grouped =
    plan.keys.length === 0
      ? sql`groups."all"`
      : joinSql(
          plan.keys.map((_, index) => sql`groups.${keyName(index)}`),
          sql`, `,
        );
  return select(
    [
      ...plan.keys.map(({ name, expression }, index) => ({
        value: sql`groups.${keyName(index)}`,
        column: { name, type: expression.type },
      })),
      ...plan.series.map(({ aggregate, otherwise, column }, index) => {
        const filled = sql`CASE WHEN bins.bin IS NULL THEN ${convertedSql(otherwise, aggregate.type, noColumns)} ELSE bins.${valueName(index)} END`;
        return { value: list(convert(filled, aggregate.type, 'dynamic')), column };
      }),
      { value: list(convert(sql`${axisValue}::${sqlTypes[type]}`, type, 'dynamic')), column: plan.axis },
    ],
    sql`FROM groups CROSS JOIN axis CROSS JOIN steps LEFT JOIN bins ON ${sameGroup} ${ownSteps} GROUP BY ${grouped}`,
    sql``,
    sql`WITH axis AS MATERIALIZED (SELECT ${first} AS first, ${end} AS last),
      steps AS (SELECT unnest(generate_series(0, ${boundedBin(lastBin)})) AS bin FROM axis),
      bins AS MATERIALIZED (SELECT ${[sql`*`, ...values]} FROM (
        SELECT ${[...keys, ...parts, sql`${whole(sql`${value} - first`)} AS bin`]}
        FROM ${input.from} CROSS JOIN axis WHERE ${inAxis} GROUP BY ${groupBy})),
      groups AS (${groups})`,
  );
}
