/** `scan` of several steps: each query, its columns and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { scanComputed } from '../../../../src/core/kql/compute/scan/scanFunction';
import type { ScanProgram, ScanTerm } from '../../../../src/core/kql/compute/scan/scanProgram';
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
  // A range of times may end with a length, from a row of the step before.
  [
    'datatable(m: long, e: string)[0, "a", 30, "b", 61, "b"] | extend t = datetime(2026-01-01) + m * 1m | sort by t asc | scan with (step a: e == "a"; step b: e == "b" and t between (a.t .. 1h);) | project m',
    'm: long',
    [[0], [30]],
  ],
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
  // Matches have no number unless it is named.
  [
    'range x from 1 to 3 step 1 | scan with (step a: x > 1;) | join kind=inner (range x from 3 to 4 step 1) on x | union (print y = 5)',
    'x: long, x1: long, y: long',
    [
      [3, 3, null],
      [null, null, 5],
    ],
  ],
  // So many rows are gone through in pieces.
  [
    'range x from 1 to 20000 step 1 | scan with_match_id=m declare (n: long) with (step a output=last: x % 100 != 0 => n = coalesce(a.n, 0) + 1; step b: x % 100 == 0 => n = a.n;) | summarize count(), countif(n == 99), max(m), max(x)',
    'count_: long, countif_: long, max_m: long, max_x: long',
    [[400, 400, 199, 20_000]],
  ],
  ['datatable(x: long)[] | serialize | scan with (step a: x > 1; step b: x > a.x;)', 'x: long', []],
])('%s', async (query, columns, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')).toBe(columns);
  expect(result?.rows).toEqual(rows);
});

test('a scan goes on from piece to piece as if its rows were one', () => {
  const real = (name: string, ...given: ScanTerm[]): ScanTerm => ({
    kind: 'call',
    type: 'real',
    name,
    arguments: given,
  });
  const isTrue: ScanTerm = { kind: 'input', type: 'bool', index: 0 };
  const value: ScanTerm = { kind: 'input', type: 'real', index: 1 };
  const sum: ScanTerm = { kind: 'state', type: 'real', step: 0, index: 0 };
  const program: ScanProgram = {
    inputs: ['bool', 'real', 'bool'],
    steps: [
      {
        condition: isTrue,
        assignments: [real('+', sum, value)],
        output: 'last',
        state: [{ source: 'assigned', index: 0, start: { kind: 'constant', type: 'real', text: '0' } }],
      },
      { condition: { ...isTrue, index: 2 }, assignments: [sum], output: 'all', state: [] },
    ],
  };
  const bool = fc.constantFrom('true', 'false');
  const row = fc
    .tuple(fc.constantFrom('1', '1', '2'), bool, fc.constantFrom('0.1', '-0', '1e300', 'inf', 'nan', null), bool)
    .map((cells) => JSON.stringify(cells));
  const pieces = fc.array(fc.array(row, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 });
  const matches = (parts: readonly (readonly string[])[]): string[] => {
    let state = '';
    return parts.flatMap((rows, index) => {
      const isLast = String(index === parts.length - 1);
      const result = scanComputed.scan.compute(
        [JSON.stringify(program), state, rows.join('\n'), isLast],
        () => undefined,
      );
      const [left = '', ...found] = result.split('\n');
      state = left;
      return found;
    });
  };
  fc.assert(
    fc.property(pieces, (rows) => {
      expect(matches(rows)).toEqual(matches([rows.flat()]));
    }),
  );
});
