/** `parse`, `parse-kv` and terms of `search`: each query, and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const pairs = "pair_delimiter = ' ', kv_delimiter = '=', quote = '\"'";
const subjects = 'datatable(s: string)["budget draft", "Budget left", "rabid drift"]';

test.each<[query: string, rows: unknown]>([
  ['print s = \'d {"a": 1}\' | parse s with "d " d: dynamic | project d.a', [[1]]],
  [
    `print s = 'd={"a":1}' | parse-kv s as (d: dynamic) with (pair_delimiter = ' ', kv_delimiter = '=') | project d.a`,
    [[1]],
  ],
  // A key may be in quotes as well as a value.
  [
    `print s = 'src=10.1.1.1 why="connection aborted" "event time"=2021-01-01T10:00:54' | parse-kv s as (['event time']: datetime, src: string, why: string) with (${pairs}) | project-away s`,
    [['2021-01-01T10:00:54.0000000Z', '10.1.1.1', 'connection aborted']],
  ],
  // A `*` in a term stands for anything between where the term begins and where it ends.
  [`${subjects} | search "bud*ft" | project s`, [['budget draft'], ['Budget left']]],
  [`${subjects} | search kind=case_sensitive "bud*ft" | project s`, [['budget draft']]],
  [`${subjects} | search s: "*bid*ft" | project s`, [['rabid drift']]],
])('%s', async (query, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.rows).toEqual(rows);
});
