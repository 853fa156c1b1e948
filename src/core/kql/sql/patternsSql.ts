import type { PatternsPlan, Plan } from '../plan/plan';
import { convertedSql, expressionSql } from './expressionSql';
import { contextOf, select, type Relation } from './relation';
import { identifier, integerLiteral, joinSql, sql, type Sql } from './sql';
import { columnValue, sqlTypes, type SqlColumn } from './sqlTypes';

/**
 * Of the combinations of one size, so many are followed: the most frequent, or those that may tell most. They bound the memory that a
 * search takes; and with the number of columns and of different rows, since each goes with all values of its rows, the time.
 */
const mostCombinations = 1_000;
const fewestCombinations = 25;
const combinationsTimesColumns = 20_000;
const combinationsTimesValues = 100_000_000;

/**
 * The combinations of a size that are followed: what `ORDER BY` and `LIMIT` say.
 *
 * @param ties what is another for each of them: of those that are worth the same, always the same ones are followed
 */
function followed({ dimensions, choice }: PatternsPlan, of: Sql, ties: Sql): Sql {
  const columns = Math.max(dimensions.length, 1);
  const most = Math.min(mostCombinations, Math.floor(combinationsTimesColumns / columns));
  const byValues = integerLiteral(Math.floor(combinationsTimesValues / columns));
  return sql`ORDER BY ${worth(choice, of)} DESC, ${ties}
    LIMIT (SELECT greatest(${integerLiteral(fewestCombinations)}, least(${integerLiteral(most)}, ${byValues} // greatest(count(*), 1))) FROM reduced)`;
}

/** What a combination is worth following for: how much the patterns that have it may tell, by its own rows. */
function worth(choice: PatternsPlan['choice'], of: Sql): Sql {
  switch (choice) {
    case 'all':
      return sql`${of}.a`;
    case 'difference':
      return difference(of);
    default:
      return sql`${of}.a * log2(totals.a / ${of}.a)`;
  }
}

/** How far the shares of the two sides are apart. */
function difference(of: Sql): Sql {
  return sql`abs(coalesce(${of}.a / nullif(totals.a, 0), 0) - coalesce(${of}.b / nullif(totals.b, 0), 0))`;
}

/** What tells much less than the best pattern is left out. */
const leastScore = sql`0.75`;

const step = (name: string, size: number): Sql => identifier(`${name} ${size}`);

/** What `a` and `b`, the rows of each side, are at least. */
const isFrequent = (of: Sql): Sql => sql`(${of}.a >= totals.least_a OR ${of}.b >= totals.least_b)`;

/**
 * The search of Apriori for frequent combinations of values, an item each: a combination is frequent only where what it is made of is.
 * Combinations whose rows are those of a part of them are not followed, since that part is the same pattern; a pattern has all the values
 * that all of its rows have. (Agrawal and Srikant, Fast Algorithms for Mining Association Rules, 1994; Pasquier and others, Discovering
 * Frequent Closed Itemsets for Association Rules, 1999.)
 *
 * What all rows have is left out of the search, and is part of every pattern. Rows are kept once for each list of frequent items that
 * they have. A step goes through them, and keeps combinations alone.
 */
export function patternsSql(plan: PatternsPlan, input: Relation, firstColumn: (plan: Plan) => Sql): Relation {
  const scope = contextOf(input, firstColumn);
  const { dimensions, measures } = plan;
  const sizes = Array.from({ length: plan.maxDimensions }, (_, index) => index + 1);
  const tables = [
    ...rowTables(plan, input, firstColumn),
    ...sizes.flatMap((size) => sizeTables(size, followed(plan, sql`pair`, sql`pair.id, pair.item`))),
    sql`found AS MATERIALIZED (SELECT row_number() OVER () AS id, * FROM (SELECT DISTINCT members, a, b FROM (${joinSql(
      [
        sql`SELECT []::INTEGER[] AS members, a, b FROM totals WHERE EXISTS (SELECT 1 FROM items WHERE always)`,
        ...sizes.map((size) => sql`SELECT members, a, b FROM ${step('closed', size)}`),
      ],
      sql` UNION ALL `,
    )})))`,
    ...chosenTables(plan, firstColumn),
    sql`told AS (SELECT id, any_value(chosen.a) AS a, any_value(chosen.b) AS b, any_value(score) AS score, map(list(place), list(value)) AS "values" FROM (SELECT *, unnest(members || (SELECT coalesce(list(item), []) FROM items WHERE always AND item = leader)) AS leader FROM chosen) AS chosen JOIN items USING (leader) GROUP BY id)`,
  ];
  const values = [
    sql`told.a::BIGINT`,
    sql`told.b::BIGINT`,
    sql`totals.a::BIGINT`,
    sql`totals.b::BIGINT`,
    sql`score::DOUBLE`,
  ];
  return select(
    [
      ...measures.map((column, index) => ({ value: values[index] ?? sql`NULL`, column })),
      ...dimensions.map(({ column, wildcard }, index) => {
        const value = sql`"values"[${integerLiteral(index)}]`;
        const typed = column.type === 'string' ? value : sql`nullif(${value}, '')::${sqlTypes[column.type]}`;
        return {
          value: sql`CASE WHEN ${value} IS NOT NULL THEN ${typed} ELSE ${convertedSql(wildcard, column.type, scope)} END`,
          column,
        };
      }),
    ],
    sql`FROM told, totals`,
    sql``,
    sql`WITH ${tables}`,
  );
}

/**
 * The rows with their values as texts, the values that are frequent, and the rows with these alone.
 *
 * Of hundreds of columns a record has some tens: only what is there is counted one by one. Values of the same rows always come together,
 * say all the columns that records of one kind have and others do not: one of them leads them, and stands for all in the search. They are
 * known by how many rows they have, and by a hash of these of 64 bits.
 */
function rowTables(plan: PatternsPlan, input: Relation, firstColumn: (plan: Plan) => Sql): readonly Sql[] {
  const { dimensions, weights, threshold } = plan;
  const scope = contextOf(input, firstColumn);
  const [a, b] = weights.map((weight) => sql`greatest(coalesce(${convertedSql(weight, 'long', scope)}, 0), 0)`);
  const share = convertedSql(threshold, 'real', scope);
  const text = (column: SqlColumn | undefined): Sql => (column === undefined ? sql`NULL` : columnValue(column));
  const texts = dimensions.map(({ column }) => sql`nullif(${text(scope.columns.get(column.name))}::VARCHAR, '')`);
  const places = sql`unnest(range(${integerLiteral(dimensions.length)}))`;
  return [
    sql`counted AS MATERIALIZED (SELECT row_number() OVER () AS "row", "values", sum(a) AS a, sum(b) AS b FROM (SELECT [${texts}]::VARCHAR[] AS "values", ${a ?? sql`1`} AS a, ${b ?? sql`0`} AS b FROM ${input.from}) WHERE a > 0 OR b > 0 GROUP BY "values")`,
    sql`totals AS MATERIALIZED (SELECT coalesce(sum(a), 0) AS a, coalesce(sum(b), 0) AS b, bit_xor(hash("row")) AS "rows", greatest(sum(a) * ${share}, 1) AS least_a, greatest(sum(b) * ${share}, 1) AS least_b FROM counted)`,
    sql`given AS MATERIALIZED (SELECT * FROM (SELECT "row", a, b, ${places} AS place, unnest("values") AS value FROM counted) WHERE value IS NOT NULL)`,
    sql`single AS MATERIALIZED (SELECT place, value, sum(a) AS a, sum(b) AS b, bit_xor(hash("row")) AS "rows" FROM given GROUP BY place, value)`,
    sql`missing AS (SELECT place, '' AS value, any_value(totals.a) - coalesce(sum(single.a), 0) AS a, any_value(totals.b) - coalesce(sum(single.b), 0) AS b, xor(any_value(totals."rows"), coalesce(bit_xor(single."rows"), 0)) AS "rows" FROM (SELECT ${places} AS place) LEFT JOIN single USING (place), totals GROUP BY place)`,
    // The rarest have the lowest numbers: fewer combinations begin with them.
    sql`frequent AS (SELECT row_number() OVER (ORDER BY own.a + own.b, place, value)::INTEGER AS item, own.*, own.a = totals.a AND own.b = totals.b AS always FROM (FROM single UNION ALL FROM missing) AS own, totals WHERE ${isFrequent(sql`own`)})`,
    sql`items AS MATERIALIZED (SELECT *, min(item) OVER (PARTITION BY a, b, "rows") AS leader FROM frequent)`,
    sql`leaders AS MATERIALIZED (SELECT * FROM items WHERE item = leader AND NOT always)`,
    sql`reduced AS MATERIALIZED (SELECT items, sum(a) AS a, sum(b) AS b FROM (SELECT list_sort(list(item)) AS items, any_value(a) AS a, any_value(b) AS b FROM (SELECT "row", given.a, given.b, item FROM given JOIN leaders USING (place, value) UNION ALL SELECT "row", counted.a, counted.b, item FROM counted JOIN leaders ON value = '' AND "values"[place + 1] IS NULL) GROUP BY "row") GROUP BY items)`,
    sql`${step('combinations', 1)} AS MATERIALIZED (SELECT item AS id, item AS "last", a, b FROM (SELECT leaders.item, leaders.a, leaders.b FROM leaders, totals ${followed(plan, sql`leaders`, sql`leaders.item`)}))`,
    sql`${step('rows', 1)} AS (SELECT had.items, had.a, had.b, own.id FROM (SELECT *, unnest(items) AS item FROM reduced) AS had JOIN ${step('combinations', 1)} AS own ON own.id = had.item)`,
  ];
}

/** From the combinations of a size, and the rows that have each of them: their patterns, and the combinations with one item more. */
function sizeTables(size: number, followed: Sql): readonly Sql[] {
  const combinations = step('combinations', size);
  const rows = step('rows', size);
  const pairs = step('pairs', size);
  return [
    sql`${pairs} AS MATERIALIZED (SELECT pair.* FROM (SELECT id, item, sum(a) AS a, sum(b) AS b FROM (SELECT id, a, b, unnest(items) AS item FROM ${rows}) GROUP BY id, item) AS pair, totals WHERE ${isFrequent(sql`pair`)})`,
    sql`${step('closed', size)} AS (SELECT list_sort(list(item)) AS members, any_value(own.a) AS a, any_value(own.b) AS b FROM ${pairs} AS pair JOIN ${combinations} AS own ON pair.id = own.id AND pair.a = own.a AND pair.b = own.b GROUP BY pair.id)`,
    sql`${step('combinations', size + 1)} AS MATERIALIZED (SELECT row_number() OVER (ORDER BY pair.id, pair.item) AS id, pair.id AS parent, pair.item AS "last", pair.a, pair.b FROM ${pairs} AS pair JOIN ${combinations} AS own ON pair.id = own.id JOIN items ON pair.item = items.item, totals WHERE pair.item > own."last" AND (pair.a, pair.b) <> (own.a, own.b) AND (pair.a, pair.b) <> (items.a, items.b) ${followed})`,
    sql`${step('rows', size + 1)} AS (SELECT had.items, had.a, had.b, own.id FROM (SELECT *, unnest(items) AS item FROM ${rows}) AS had JOIN ${step('combinations', size + 1)} AS own ON own.parent = had.id AND own."last" = had.item)`,
  ];
}

/** The patterns that are given, with their scores. */
function chosenTables({ choice, threshold }: PatternsPlan, firstColumn: (plan: Plan) => Sql): readonly Sql[] {
  if (choice === 'all') {
    return [sql`chosen AS (SELECT *, a AS score FROM found)`];
  }
  const constants = { columns: new Map<string, SqlColumn>(), firstColumn };
  const scored =
    choice === 'difference'
      ? sql`scored AS MATERIALIZED (SELECT found.*, ${difference(sql`found`)} AS score FROM found, totals)`
      : informationScore(convertedSql(choice.sizeWeight, 'real', constants));
  const least =
    choice === 'difference'
      ? expressionSql(threshold, constants)
      : sql`(SELECT max(score) * ${leastScore} FROM scored)`;
  return [
    scored,
    sql`chosen AS (SELECT * FROM scored WHERE score >= ${least} AND NOT EXISTS (SELECT 1 FROM scored AS other WHERE other.id <> scored.id AND (other.score > scored.score OR (other.score = scored.score AND len(other.members) > len(scored.members))) AND (list_has_all(other.members, scored.members) OR list_has_all(scored.members, other.members))))`,
  ];
}

/** The mean of how many rows a pattern has and of how many bits its values tell of a row, as weighted: a value of all rows tells nothing. */
function informationScore(sizeWeight: Sql): Sql {
  return sql`informative AS (SELECT id, sum(log2(totals.a / items.a)) AS bits FROM (SELECT id, unnest(members) AS leader FROM found) JOIN items USING (leader), totals GROUP BY id),
    scored AS MATERIALIZED (SELECT found.*, pow(found.a / totals.a, ${sizeWeight}) * pow(coalesce(bits, 0), 1 - ${sizeWeight}) AS score FROM found LEFT JOIN informative USING (id), totals)`;
}
