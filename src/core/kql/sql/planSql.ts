import { storedNames } from '../storedNames';
import type { Column } from '../kustoType';
import { callOf } from '../plan/callOf';
import { columnNamed } from '../plan/columns';
import { conjuncts } from '../plan/conjuncts';
import { neededColumns } from '../plan/neededColumns';
import type { Aggregate, Expression, Groups, Plan, SortKey, TimeRange, UnionPlan } from '../plan/plan';
import { notSupported } from '../queryError';
import { expandSql } from './expandSql';
import { externalSql } from './externalSql';
import { aggregateSql, contextColumn, convertedSql, expressionSql, type ExpressionContext } from './expressionSql';
import { isPlainAggregate, partAggregates } from './functions/aggregates/aggregateParts';
import { joinPlanSql } from './joinSql';
import { makeSeriesSql } from './makeSeriesSql';
import { patternsSql } from './patternsSql';
import { dayConditions, pushedCondition } from './pushdown';
import { contextOf, select, sqlColumns, type Relation, type Selection } from './relation';
import { RowWindows } from './rowWindows';
import { scanSql } from './scan/scanSql';
import { identifier, integerLiteral, joinSql, sql, type Sql } from './sql';
import { columnSql, columnValue, sqlTypes } from './sqlTypes';

type PlanOf<Kind extends Plan['kind']> = Extract<Plan, { kind: Kind }>;

/** How each operator of the algebra becomes SQL. */
const planRows: { readonly [Kind in Plan['kind']]: (plan: PlanOf<Kind>) => Relation } = {
  table: tableSql,
  rows: rowsSql,
  range: rangeSql,
  external: externalSql,
  filter: filterSql,
  project: projectSql,
  summarize: summarizeSql,
  sort: ({ input, keys }) => {
    const relation = relationOf(input);
    return { ...relation, from: sql`(SELECT * FROM ${relation.from} ${orderBy(keys, relation)})` };
  },
  take: takeSql,
  join: (plan) => joinPlanSql(plan, relationOf(plan.left), relationOf(plan.right), firstColumn),
  union: unionSql,
  serialize: ({ input }) => relationOf(input),
  shared: ({ input }) => relationOf(input),
  expand: (plan) => expandSql(plan, relationOf(plan.input), firstColumn),
  makeSeries: (plan) => makeSeriesSql(plan, relationOf(plan.input), firstColumn),
  patterns: (plan) => patternsSql(plan, relationOf(plan.input), firstColumn),
  scan: (plan) => scanSql(plan, relationOf(plan.input), firstColumn),
};

/** The rows of a plan. */
function relationOf(plan: Plan): Relation {
  // The row of a kind takes the plans of that kind.
  const row = planRows[plan.kind] as (plan: Plan) => Relation;
  return row(plan);
}

/** A statement that gives the values of a plan, of the types that `sqlTypes.ts` says, in the plan's order. */
export function planSql(plan: Plan): { readonly sql: string; readonly columns: readonly Column[] } {
  const { plan: needed, tables } = neededColumns(plan);
  const relation = relationOf(needed);
  const values = relation.columns.map((column) => sql`${columnValue(column)} AS ${identifier(column.sqlName)}`);
  const shared = tables.map(
    (table) => sql`${identifier(table.name)} AS MATERIALIZED ${sharedSql(relationOf(table.plan), table.allNames)}`,
  );
  const before = shared.length === 0 ? sql`` : sql`WITH ${shared} `;
  return {
    sql: sql`${before}SELECT ${values} FROM ${relation.from}`.text,
    columns: relation.columns.map(({ name, type }) => ({ name, type })),
  };
}

/** Rows whose columns hold values, and are called as those that read them expect. */
function sharedSql({ from, columns }: Relation, allNames: readonly string[]): Sql {
  const names = sqlNamesOf(allNames);
  const values = columns.map(
    (column) => sql`${columnValue(column)} AS ${identifier(names.get(column.name) ?? column.sqlName)}`,
  );
  return sql`(SELECT ${values.length === 0 ? [sql`NULL AS "none"`] : values} FROM ${from})`;
}

function sqlNamesOf(names: readonly string[]): ReadonlyMap<string, string> {
  const stored = storedNames(names);
  return new Map(names.map((name, index) => [name, stored[index] ?? name]));
}

/** The first column of a query, named `value`. */
function firstColumn(plan: Plan): Sql {
  const relation = relationOf(plan);
  const [column] = relation.columns;
  return sql`(SELECT ${column === undefined ? sql`NULL` : columnValue(column)} AS value FROM ${relation.from})`;
}

function context(relation: Relation): ExpressionContext {
  return contextOf(relation, firstColumn);
}

function tableSql({ range, ...plan }: PlanOf<'table'>): Relation {
  const { name, columns, allNames, days, holdsValues } = plan;
  const sqlNames = sqlNamesOf(allNames);
  const read = columns.map((column) => ({
    ...column,
    sqlName: sqlNames.get(column.name) ?? column.name,
    stored: holdsValues !== true,
  }));
  return range === undefined || days === undefined
    ? { from: identifier(name), columns: read, days }
    : filterSql({ kind: 'filter', input: plan, predicate: rangeCondition(days.of, range) });
}

function rangeCondition(column: string, { from, until }: TimeRange): Expression {
  const times: Expression = { kind: 'column', type: 'datetime', name: column };
  const compare = (operator: string, value: bigint): Expression =>
    callOf(operator, 'bool', [times, { kind: 'literal', type: 'datetime', value }], { start: 0, length: 0 });
  return callOf('and', 'bool', [compare('>=', from), compare('<', until)], { start: 0, length: 0 });
}

function rowsSql({ columns, rows }: PlanOf<'rows'>): Relation {
  const noColumns: ExpressionContext = { columns: new Map(), firstColumn };
  const target = sqlColumns(columns, () => false);
  if (columns.length === 0) {
    return { from: sql`(SELECT NULL AS "none" FROM range(${integerLiteral(rows.length)}))`, columns: target };
  }
  if (rows.length === 0) {
    return select(
      columns.map((column) => ({ value: sql`NULL::${sqlTypes[column.type]}`, column })),
      sql`WHERE FALSE`,
    );
  }
  const values = rows.map(
    (row) => sql`(${row.map((value, index) => convertedSql(value, columns[index]?.type ?? value.type, noColumns))})`,
  );
  return {
    from: sql`(SELECT * FROM (VALUES ${values}) AS rows(${target.map((column) => columnSql(column))}))`,
    columns: target,
  };
}

function rangeSql({ column, from, to, step, place }: PlanOf<'range'>): Relation {
  const noColumns: ExpressionContext = { columns: new Map(), firstColumn };
  const [first, last] = [from, to].map((bound) => convertedSql(bound, column.type, noColumns));
  if (first === undefined || last === undefined) {
    throw new TypeError('A range has two bounds.');
  }
  switch (column.type) {
    case 'real':
    case 'decimal': {
      const size = convertedSql(step, column.type, noColumns);
      return select(
        [{ value: sql`(${first} + place * ${size})`, column }],
        sql`FROM generate_series(0, least(floor((${last} - ${first}) / ${size}), 9e18)::BIGINT) AS series(place)`,
      );
    }
    case 'int':
    case 'long':
    case 'datetime':
    case 'timespan': {
      const size = convertedSql(step, column.type === 'datetime' ? 'timespan' : column.type, noColumns);
      // As a table it comes row by row and can be interrupted; unnested, the whole of it would be one value in memory first.
      return select(
        [{ value: sql`value::${sqlTypes[column.type]}`, column }],
        sql`FROM generate_series(${first}::BIGINT, ${last}::BIGINT, nullif(${size}::BIGINT, 0)) AS series(value)`,
      );
    }
    default:
      throw notSupported(`range over ${column.type}`, place);
  }
}

function windowsOf(relation: Relation, per: Groups = []): RowWindows {
  const scope = context(relation);
  return new RowWindows(
    relation.from,
    per.map((name) => columnSql(contextColumn(name, scope))),
  );
}

function filterSql({ input, predicate, per }: PlanOf<'filter'>): Relation {
  const relation = relationOf(input);
  const windows = windowsOf(relation, per);
  const scope = { ...context(relation), windows };
  const { days } = relation;
  const conditions = conjuncts(predicate).flatMap((condition) => [
    ...(days === undefined ? [] : dayConditions(condition, days, scope)),
    pushedCondition(condition, scope) ?? convertedSql(condition, 'bool', scope),
  ]);
  const where = sql`FROM ${windows.rows} WHERE ${joinSql(conditions, sql` AND `)}`;
  if (windows.rows === relation.from) {
    return { ...relation, from: sql`(SELECT * ${where})` };
  }
  const kept = select(
    relation.columns.map((column) => ({ value: columnSql(column), column, stored: column.stored })),
    // A condition after this one may want it too.
    days === undefined ? where : sql`, ${identifier(days.name)} ${where}`,
  );
  return { ...kept, days };
}

/** A bare column is passed on as it is, so that a stored one stays stored. */
function selection(expression: Expression, name: string, scope: ExpressionContext): Selection {
  const source = expression.kind === 'column' ? scope.columns.get(expression.name) : undefined;
  const column = { name, type: expression.type };
  return source === undefined
    ? { value: expressionSql(expression, scope), column }
    : { value: columnSql(source), column, stored: source.stored };
}

function projectSql({ input, columns, per }: PlanOf<'project'>): Relation {
  const relation = relationOf(input);
  const windows = windowsOf(relation, per);
  const scope = { ...context(relation), windows };
  const selections = columns.map(({ name, expression }) => selection(expression, name, scope));
  return select(selections, sql`FROM ${windows.rows}`);
}

function summarizeSql(plan: PlanOf<'summarize'>): Relation {
  return plan.aggregates.every(({ expression }) => isPlainAggregate(expression))
    ? groupSql(plan)
    : projectSql(withPartedAggregates(plan));
}

/** Groups with each aggregate in a column, and the expressions over these. */
function withPartedAggregates(plan: PlanOf<'summarize'>): PlanOf<'project'> {
  const parted = plan.aggregates.map(({ expression, columns }, index) => ({
    ...(isPlainAggregate(expression)
      ? { rest: undefined, parts: [] }
      : partAggregates(expression, (part) => `(aggregate ${index}) ${part}`)),
    expression,
    columns,
  }));
  const aggregates = parted.flatMap(({ rest, parts, expression, columns }): Aggregate[] =>
    rest === undefined
      ? [{ expression, columns }]
      : parts.map((part) => ({
          expression: part.expression,
          columns: [{ name: part.name, type: part.expression.type }],
        })),
  );
  return {
    kind: 'project',
    input: { ...plan, aggregates },
    columns: [
      ...plan.keys.map(({ name, expression }) => ({ name, expression: columnNamed({ name, type: expression.type }) })),
      ...parted.flatMap(({ rest, columns }) =>
        columns.map((column) => ({ name: column.name, expression: rest ?? columnNamed(column) })),
      ),
    ],
  };
}

function groupSql({ input, keys, aggregates }: PlanOf<'summarize'>): Relation {
  const relation = relationOf(input);
  const scope = context(relation);
  const shared: Selection[] = [];
  const once = (value: Sql): Sql => {
    const name = `(row ${shared.length})`;
    shared.push({ value, column: { name, type: 'dynamic' } });
    return identifier(name);
  };
  const keyColumns = keys.map(({ name, expression }): Selection => ({
    value: keySql(expression, scope),
    column: { name, type: expression.type },
  }));
  const values = aggregates.flatMap(({ expression, columns }) => {
    const sharedBefore = shared.length;
    const parts = aggregateSql(expression, { ...scope, aggregates: true }, once);
    const isOfShared = shared.length > sharedBefore;
    return columns.map((column, index) => ({ value: parts[index] ?? sql`NULL`, column, isOfShared }));
  });
  // Without keys the rows are one group, even where no aggregate says so.
  const groups = keys.length === 0 ? sql`()` : keys.map((_, index) => integerLiteral(shared.length + index + 1));
  const grouped = select(
    [...shared, ...keyColumns, ...values.filter(({ isOfShared }) => !isOfShared)],
    sql`FROM ${relation.from} GROUP BY ${groups}`,
  );
  return shared.length === 0 ? grouped : fromShared(grouped, [...keyColumns, ...values]);
}

/** The columns of groups, some of which are taken from what was computed once for several of them. */
function fromShared(grouped: Relation, columns: readonly (Selection & { readonly isOfShared?: boolean })[]): Relation {
  const scope = context(grouped);
  return select(
    columns.map(({ value, column, isOfShared }) => ({
      value: isOfShared === true ? value : expressionSql(columnNamed(column), scope),
      column,
    })),
    sql`FROM ${grouped.from}`,
  );
}

/**
 * What rows are grouped by. A missing string is empty here by way of a function, which DuckDB calls once for each word of a dictionary
 * of the file, and not for each row as it does COALESCE: that was a third of the time of a group-by.
 */
function keySql(expression: Expression, scope: ExpressionContext): Sql {
  const column = expression.kind === 'column' ? scope.columns.get(expression.name) : undefined;
  return column?.stored === true && column.type === 'string'
    ? sql`concat(${columnSql(column)}, '')`
    : expressionSql(expression, scope);
}

/** A stored datetime sorts as it is, so that a scan that wants the first few can skip the rest. */
function sortValue(expression: Expression, scope: ExpressionContext): Sql {
  const column = expression.kind === 'column' ? scope.columns.get(expression.name) : undefined;
  return column?.stored === true && column.type === 'datetime' ? columnSql(column) : expressionSql(expression, scope);
}

function besideNull(key: Sql): Sql {
  return sql`(CASE WHEN ${key} IS NULL THEN 2 WHEN isnan(${key}) THEN 1 ELSE 0 END)`;
}

function orderBy(keys: readonly SortKey[], relation: Relation): Sql {
  const scope = context(relation);
  const items = keys.flatMap(({ expression, descending, nullsFirst }) => {
    const value = sortValue(expression, scope);
    // DuckDB takes a whole number that stands alone for the place of a column, and refuses other literals.
    const key = expression.kind === 'column' ? value : sql`coalesce(${value})`;
    const item = sql`${key} ${descending ? sql`DESC` : sql`ASC`} NULLS ${nullsFirst ? sql`FIRST` : sql`LAST`}`;
    // NaN stands beside null, whichever way numbers are sorted; DuckDB has it above all.
    return expression.type === 'real' ? [sql`${besideNull(key)} ${nullsFirst ? sql`DESC` : sql`ASC`}`, item] : [item];
  });
  return sql`ORDER BY ${items}`;
}

/** A sort below is part of the same SELECT, so that DuckDB sees the best rows are enough. */
function takeSql({ input, count, per }: PlanOf<'take'>): Relation {
  const sorted = input.kind === 'sort' ? input : undefined;
  const relation = relationOf(sorted?.input ?? input);
  const order = sorted === undefined ? sql`` : orderBy(sorted.keys, relation);
  const scope = context(relation);
  const limit = convertedSql(count, 'long', scope);
  if (per !== undefined) {
    const groups = per.map((name) => columnSql(contextColumn(name, scope)));
    const rank = identifier('rank in group');
    const ranked = sql`(SELECT *, row_number() OVER (PARTITION BY ${groups} ${order}) AS ${rank} FROM ${relation.from})`;
    return {
      ...relation,
      from: sql`(SELECT * EXCLUDE (${rank}) FROM ${ranked} WHERE ${rank} <= (${limit}) ORDER BY ${rank})`,
    };
  }
  return { ...relation, from: sql`(SELECT * FROM ${relation.from} ${order} LIMIT (${limit}))` };
}

function unionSql({ columns, inputs }: UnionPlan): Relation {
  const target = sqlColumns(columns, () => false);
  const selects = inputs.map(({ plan, values }) => {
    const relation = relationOf(plan);
    const scope = context(relation);
    const list = columns.map((column, index) => {
      const value = values[index];
      const name = identifier(target[index]?.sqlName ?? column.name);
      return value === undefined ? sql`NULL AS ${name}` : sql`${convertedSql(value, column.type, scope)} AS ${name}`;
    });
    return sql`SELECT ${list.length === 0 ? [sql`NULL AS "none"`] : list} FROM ${relation.from}`;
  });
  return { from: sql`(${joinSql(selects, sql` UNION ALL `)})`, columns: target };
}
