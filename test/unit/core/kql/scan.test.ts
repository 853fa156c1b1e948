/** `scan` of several steps: each query, its columns and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const jobs =
  'datatable(t: long, e: string)[0, "A", 1, "Start", 2, "B", 3, "D", 4, "Stop", 6, "C", 8, "Start", 11, "E", 12, "Stop"] | sort by t asc';
const visits =
  'datatable(t: long, e: string)[0, "A", 1, "A", 2, "B", 3, "D", 32, "B", 36, "C", 75, "A"] | sort by t asc';
const groups = 'datatable(g: string, x: long)["a", 1, "b", 5, "a", 2, "b", 6, "a", 3] | sort by x asc';

test.each<[query: string, columns: string, rows: unknown]>([
  // A sequence goes from step to step, and the next one begins where it left the first.
  [
    `${jobs} | scan with_match_id=m with (step s1: e == "Start"; step s2: e != "Start" and e != "Stop" and t - s1.t <= 5; step s3: e == "Stop" and t - s1.t <= 5;)`,
    't: long, e: string, m: long',
    [
      [1, 'Start', 0],
      [2, 'B', 0],
      [3, 'D', 0],
      [4, 'Stop', 0],
      [8, 'Start', 1],
      [11, 'E', 1],
      [12, 'Stop', 1],
    ],
  ],
  // A row that ends a sequence may begin one.
  [
    `${visits} | scan with_match_id=session declare (began: long) with (step seen: true => began = iff(isnull(seen.began), t, seen.began); step over output=none: t - seen.began > 30;) | project t, began, session`,
    't: long, began: long, session: long',
    [
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [3, 0, 0],
      [32, 32, 1],
      [36, 32, 1],
      [75, 75, 2],
    ],
  ],
  ['range x from 1 to 9 step 1 | scan with (step a output=last: x <= 4; step b: x == 6;)', 'x: long', [[4], [6]]],
  ['range x from 1 to 3 step 1 | scan with (step a output=none: true;)', 'x: long', []],
  [
    `${groups} | scan with_match_id=id partition by g declare (n: long = 0) with (step s: true => n = s.n + 1;) | project g, n, id`,
    'g: string, n: long, id: long',
    [
      ['a', 1, 0],
      ['a', 2, 0],
      ['a', 3, 0],
      ['b', 1, 0],
      ['b', 2, 0],
    ],
  ],
  [
    `${groups} | partition by g (sort by x asc | scan declare (n: long = 0) with (step s: x < 3 => n = s.n + 1; step t: x == 3 => n = 100 + s.n;)) | sort by n asc`,
    'g: string, x: long, n: long',
    [
      ['a', 1, 1],
      ['a', 2, 2],
      ['a', 3, 102],
    ],
  ],
  ['datatable(x: long)[] | serialize | scan with (step a: x > 1; step b: x > a.x;)', 'x: long', []],
])('%s', async (query, columns, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')).toBe(columns);
  expect(result?.rows).toEqual(rows);
});
