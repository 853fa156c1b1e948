/** Plugins of activity over time: each query, its columns and its rows. The first examples are those of the documentation of Kusto. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

/** Users of days of one month, as a table: `{ 1: 'A A B' }`. */
function visits(days: Readonly<Record<number, string>>): string {
  const rows = Object.entries(days).flatMap(([day, users]) =>
    users.split(' ').map((user) => `"${user}", datetime(2017-08-${day.padStart(2, '0')})`),
  );
  return `datatable(u: string, t: datetime)[${rows.join(', ')}]`;
}

const all = 'datetime(2017-08-01), datetime(2017-08-10)';
const few = visits({ 1: 'a b', 2: 'a c', 3: 'c', 5: 'b' });
const hours =
  'range n from 1 to 240 step 1 | project t = datetime(2018-01-01) + 1h * (n - 1), n, g = iff(n % 2 == 0, "even", "odd")';

test.each<[query: string, columns: string, rows: unknown]>([
  [
    `${visits({ 1: 'A D J B', 2: 'C T J', 3: 'H T T J B S', 4: 'S' })} | evaluate activity_counts_metrics(u, t, datetime(2017-08-01), datetime(2017-08-04), 1d) | extend t = dayofmonth(t)`,
    't: int, count: long, dcount: long, new_dcount: long, aggregated_dcount: long',
    [
      [1, 4, 4, 4, 4],
      [2, 3, 3, 2, 6],
      [3, 6, 5, 2, 8],
      [4, 1, 1, 0, 8],
    ],
  ],
  [
    `${visits({ 1: 'b d d j b', 2: 'n l j', 3: 'n l l j b', 4: 'y', 5: 'b' })} | evaluate sliding_window_counts(u, t, datetime(2017-08-01), datetime(2017-08-07), 3d, 1d) | extend t = dayofmonth(t)`,
    't: int, Count: long, Dcount: long',
    [
      [1, 5, 3],
      [2, 8, 5],
      [3, 13, 5],
      [4, 9, 5],
      [5, 7, 5],
      [6, 2, 2],
      [7, 1, 1],
    ],
  ],
  [
    `datatable(u: string, t: datetime)["B", datetime(2018-06-29), "B", datetime(2018-06-30), "A", datetime(2018-07-02), "B", datetime(2018-07-04), "B", datetime(2018-07-08), "A", datetime(2018-07-10), "A", datetime(2018-07-14), "A", datetime(2018-07-17), "A", datetime(2018-07-20), "B", datetime(2018-07-24)] | evaluate active_users_count(u, t, datetime(2018-07-01), datetime(2018-07-31), 8d, 1d, 3, 7d) | extend t = dayofmonth(t)`,
    't: int, dcount: long',
    [
      [1, 1],
      [15, 1],
    ],
  ],
  [
    `datatable(u: string, t: datetime, g: string)["A", datetime(2018-07-01 01:00), "x", "A", datetime(2018-07-01 02:00), "x", "A", datetime(2018-07-02), "x", "B", datetime(2018-07-01), "x", "B", datetime(2018-07-02), "y"] | evaluate active_users_count(u, t, datetime(2018-07-01), datetime(2018-07-31), 7d, 1d, 2, 7d, g) | extend t = dayofmonth(t)`,
    't: int, g: string, dcount: long',
    [[1, 'x', 1]],
  ],
  [
    `${hours} | evaluate rolling_percentile(n, 50, t, 1d, 3) | take 5 | project-away t`,
    'rolling_3_percentile_n_50: long',
    [[12], [24], [36], [60], [84]],
  ],
  [
    `${hours} | evaluate rolling_percentile(n, 50, t, 1d, 3, g) | take 4 | project-away t`,
    'g: string, rolling_3_percentile_n_50: long',
    [
      ['even', 12],
      ['odd', 11],
      ['even', 24],
      ['odd', 23],
    ],
  ],
  [
    `${few} | evaluate activity_metrics(u, t, ${all}, 1d) | extend t = dayofmonth(t)`,
    't: int, dcount_values: long, dcount_newvalues: long, retention_rate: real, churn_rate: real',
    [
      [1, 2, 2, 'NaN', 'NaN'],
      [2, 2, 1, 0.5, 0.5],
      [3, 1, 0, 0.5, 0.5],
      [5, 1, 0, 'NaN', 'NaN'],
    ],
  ],
  [
    `${few} | evaluate activity_engagement(u, t, ${all}, 1d, 3d) | project-away t, activity_ratio`,
    'dcount_activities_inner: long, dcount_activities_outer: long',
    [
      [2, 2],
      [2, 3],
      [1, 3],
      [1, 2],
    ],
  ],
  [
    `${few} | evaluate new_activity_metrics(u, t, ${all}, 1d) | where from_t < datetime(2017-08-02) | project d = dayofmonth(to_t), dcount_new_values, dcount_retained_values, dcount_churn_values, retention_rate`,
    'd: int, dcount_new_values: long, dcount_retained_values: long, dcount_churn_values: long, retention_rate: real',
    [
      [1, 2, 2, 0, 1],
      [2, 1, 1, 1, 0.5],
      [3, 1, 0, 2, 0],
      [5, 0, 1, 1, 0.5],
    ],
  ],
  [
    'datatable(u: string, t: long)["a", 1, "a", 3, "a", 9, "b", 9] | evaluate session_count(u, t, 0, 10, 5, 2)',
    't: long, count_sessions: long',
    [
      [0, 1],
      [5, 2],
    ],
  ],
  ['range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 1)', 'x: long', [[4], [5], [6]]],
  ['range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 0, 2)', 'x: long', [[5], [6], [7]]],
  [
    'range x from 1 to 9 step 1 | summarize a = hll(x), b = hll_if(x, x > 5) | evaluate dcount_intersect(a, b) | project s0, s1',
    's0: long, s1: long',
    [[9, 4]],
  ],
])('%s', async (query, columns, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')).toBe(columns);
  expect(result?.rows).toEqual(rows);
});

describe('a plugin of activity is refused', () => {
  test.each([
    [`${few} | evaluate sliding_window_counts(u, t, ${all}, 1000d, 1h)`, 'too long'],
    ['print x = 1 | evaluate rows_near(x == 1, 1)', 'in an order'],
  ])('%s', async (query, words) => {
    await expect(runKql(connection, query)).rejects.toThrow(words);
  });
});
