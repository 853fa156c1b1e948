/** Functions of the rows around a row, and `make-series`: each query, and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const events = 'datatable(g: string, v: long)["a", 1, "b", 5, "a", 3, "b", 4, "a", 2]';
const samples = 'datatable(t: long, v: long, g: string)[1, 10, "a", 3, 30, "a", 2, 5, "b"]';

test.each<[query: string, rows: unknown]>([
  // Functions beside one that restarts go by the order of the rows too.
  [
    'datatable(x: long)[1, 2, 3] | serialize | extend r = row_number(1, x == 2), c = row_cumsum(x, x == 2), p = prev(x), n = next(x)',
    [
      [1, 1, 1, null, 2],
      [2, 1, 2, 1, 3],
      [3, 2, 5, 2, null],
    ],
  ],
  // The last bin of a range is one of the series, whole; bins are of whole steps.
  [
    `${samples} | make-series s = sum(v) on t in range(1, 3, 2) | project s, t`,
    [
      [
        [10, 35],
        [0, 2],
      ],
    ],
  ],
  [
    `${samples} | make-series s = sum(v) on t in range(1, 2, 1) | project s, t`,
    [
      [
        [10, 5],
        [1, 2],
      ],
    ],
  ],
  // Without bounds each series has its own.
  [
    `${samples} | make-series s = sum(v) on t step 1 by g | sort by g asc`,
    [
      ['a', [10, 0, 30], [1, 2, 3]],
      ['b', [5], [2]],
    ],
  ],
  [
    `${samples} | make-series s = sum(v) on t from 0 step 1 by g | sort by g asc`,
    [
      ['a', [0, 10, 0, 30], [0, 1, 2, 3]],
      ['b', [0, 0, 5], [0, 1, 2]],
    ],
  ],
  // window functions that begin anew
  [
    `${events} | sort by g asc, v asc | project g, n = row_number(1, g != prev(g)), s = row_cumsum(v, g != prev(g))`,
    [
      ['a', 1, 1],
      ['a', 2, 3],
      ['a', 3, 6],
      ['b', 1, 4],
      ['b', 2, 9],
    ],
  ],
  [
    'datatable(v: long)[5, 7, 7, 9] | serialize d = row_rank(v), m = row_rank(v, false)',
    [
      [5, 1, 1],
      [7, 2, 2],
      [7, 2, 2],
      [9, 3, 4],
    ],
  ],
  [
    'datatable(v: long)[5, 5, 7, 9, 9] | serialize d = row_rank_dense(v), m = row_rank_min(v)',
    [
      [5, 1, 1],
      [5, 1, 1],
      [7, 2, 3],
      [9, 3, 4],
      [9, 3, 4],
    ],
  ],
  ['range x from 1 to 4 step 1 | where x != prev(x, 1, 0) + 1 or next(x) == 4', [[3]]],
  // make-series
  [
    'datatable(t: long, v: long)[1, 10, 4, 40] | make-series s = sum(v) default = -1 on t from 1 to 6 step 2',
    [
      [
        [10, 40, -1],
        [1, 3, 5],
      ],
    ],
  ],
  [
    'datatable(t: long, v: long)[1, 10, 4, 40] | make-series s = sum(v) on t in range(0, 4, 2)',
    [
      [
        [10, 0, 40],
        [0, 2, 4],
      ],
    ],
  ],
  [
    'datatable(t: long, v: long)[3, 10, 7, 40] | make-series s = sum(v) on t step 2',
    [
      [
        [10, 0, 40],
        [2, 4, 6],
      ],
    ],
  ],
  [
    'datatable(t: long, g: string)[1, "x", 2, "y"] | make-series n = count() on t from 1 to 3 step 1 by g | sort by g asc',
    [
      ['x', [1, 0], [1, 2]],
      ['y', [0, 1], [1, 2]],
    ],
  ],
  [
    'datatable(t: real)[0.25, 0.9] | make-series n = count() on t from 0.0 to 1.0 step 0.5',
    [
      [
        [1, 1],
        [0, 0.5],
      ],
    ],
  ],
  [
    'datatable(t: datetime)[datetime(2026-06-15 12:00:00.0030000), datetime(2026-06-15 12:00:00.0049999)] | make-series n = count() on t step 1ms',
    [
      [
        [1, 1],
        ['2026-06-15T12:00:00.0030000Z', '2026-06-15T12:00:00.0040000Z'],
      ],
    ],
  ],
  ['datatable(t: long)[] | make-series n = count() on t from 1 to 3 step 1', []],
  [
    'datatable(t: long)[] | make-series kind=nonempty n = count() on t from 1 to 3 step 1',
    [
      [
        [0, 0],
        [1, 2],
      ],
    ],
  ],
])('%s', async (query, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.rows).toEqual(rows);
});
