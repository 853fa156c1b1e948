/** Plugins of `evaluate`: each query, its columns and its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runKql, testNow } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

const addresses = 'datatable(ip: string, n: long)["10.1.2.3", 1, "11.0.0.1", 2, "nowhere", 3, "10.1.2.3", 4]';
const visits = 'datatable(k: string, g: string, v: long)["x", "b", 1, "y", "a", 2, "x", "b", 3]';

const steps =
  'datatable(id: string, t: datetime, s: string)["u1", datetime(2026-01-01 00:00), "z", "u1", datetime(2026-01-01 01:00), "a", "u1", datetime(2026-01-01 02:00), "b", "u1", datetime(2026-01-01 05:00), "c", "u2", datetime(2026-01-01 01:00), "a", "u2", datetime(2026-01-01 09:00), "b", "u3", datetime(2026-01-02 01:00), "a", "u3", datetime(2026-01-02 01:10), "b"]';
const day = (number: number): string => `2026-01-0${number}T00:00:00.0000000Z`;
const signIns =
  'datatable(user: string, size: long, at: datetime, ok: bool, app: string)["a", 1, datetime(2026-01-01), true, "web", "a", 1, datetime(2026-01-02T00:00:00.0000001Z), true, "web", "b", 2, datetime(null), bool(null), "web", "a", 3, datetime(2026-01-02T00:00:00.0000001Z), true, "web"]';
const operations =
  'range i from 1 to 1000 step 1 | project op = iff(i % 3 == 0, "Login", iff(i % 7 == 0, "Delete", "Read")), user = strcat("u", i % 11), ok = iff(i % 6 == 0, "fail", "ok")';

test.each<[string, string, readonly (readonly CellValue[])[]]>([
  // The columns come in the order in which their values do.
  [
    `${visits} | evaluate pivot(g, sum(v)) | sort by k asc`,
    'k: string, b: long, a: long',
    [
      ['x', 4, 0],
      ['y', 0, 2],
    ],
  ],
  [`${visits} | project g | evaluate pivot(g)`, 'b: long, a: long', [[2, 1]]],
  [
    `${visits} | evaluate pivot(g, max(v), k) | where b == 3 | extend c = b + 1`,
    'k: string, b: long, a: long, c: long',
    [['x', 3, null, 4]],
  ],
  [`${visits} | evaluate pivot(g, sum(v)) : (a: real, k: string) | where k == "y"`, 'a: real, k: string', [[2, 'y']]],
  [`${visits} | evaluate pivot(g, sum(v)) : (*, a: long) | where k == "y"`, 'k: string, a: long', [['y', 2]]],
  [
    'datatable(d: dynamic)[dynamic({"b": 1, "a": "t"}), dynamic({"b": 2, "c": [1]})] | evaluate bag_unpack(d) | sort by b asc',
    'a: string, b: long, c: dynamic',
    [
      ['t', 1, null],
      ['', 2, [1]],
    ],
  ],
  // Types that differ make a dynamic column; a null is of any type; what is no bag keeps its row.
  [
    'datatable(n: long, d: dynamic)[1, dynamic({"a": 1, "b": null}), 2, dynamic({"a": "x", "b": true}), 3, dynamic([1]), 4, dynamic(null)] | evaluate bag_unpack(d, "p_") | sort by n asc',
    'n: long, p_a: dynamic, p_b: bool',
    [
      [1, 1, null],
      [2, 'x', true],
      [3, null, null],
      [4, null, null],
    ],
  ],
  [
    'datatable(a: string, d: dynamic)["x", dynamic({"a": "y", "b": 2})] | evaluate bag_unpack(d, columnsConflict = "replace_source")',
    'a: string, b: long',
    [['y', 2]],
  ],
  [
    'datatable(a: string, d: dynamic)["x", dynamic({"a": "y", "b": 2})] | evaluate bag_unpack(d, columnsConflict = "keep_source")',
    'a: string, b: long',
    [['x', 2]],
  ],
  [
    'datatable(d: dynamic)[dynamic({"a": 1, "b": 2})] | evaluate bag_unpack(d, ignoredProperties = dynamic(["a"]))',
    'b: long',
    [[2]],
  ],
  [
    'datatable(n: long, d: dynamic)[1, dynamic({"a": 5})] | evaluate bag_unpack(d) : (*, a: long)',
    'n: long, a: long',
    [[1, 5]],
  ],
  [
    `datatable(g: string, Column: long)["", 1, "a", 2] | evaluate pivot(g, count()) | sort by Column asc`,
    'Column: long, : long, a: long',
    [
      [1, 1, 0],
      [2, 0, 1],
    ],
  ],
  // What one plugin gives, the next may take; and a table is asked once, however often it is named.
  [
    'let T = datatable(d: dynamic)[dynamic({"in": {"x": 1}})] | evaluate bag_unpack(d) | evaluate bag_unpack(["in"]); T | where x == 1 | union T',
    'x: long',
    [[1], [1]],
  ],
  [
    `${visits} | partition by k (project g | evaluate pivot(g, count()) : (a: long, b: long)) | sort by a asc`,
    'a: long, b: long',
    [
      [0, 2],
      [1, 0],
    ],
  ],
  // Addresses in networks
  [
    `${addresses} | evaluate ipv4_lookup(datatable(net: string, n: string)["10.0.0.0/8", "all", "10.1.0.0/16", "part"], ip, net) | sort by n asc, n1 asc`,
    'ip: string, n: long, net: string, n1: string',
    [
      ['10.1.2.3', 1, '10.0.0.0/8', 'all'],
      ['10.1.2.3', 1, '10.1.0.0/16', 'part'],
      ['10.1.2.3', 4, '10.0.0.0/8', 'all'],
      ['10.1.2.3', 4, '10.1.0.0/16', 'part'],
    ],
  ],
  [
    `let Nets = datatable(net: string, n: long)["10.0.0.0/8", 4]; ${addresses} | evaluate ipv4_lookup(Nets, ip, net, n, return_unmatched = true) | sort by n asc`,
    'ip: string, n: long, net: string',
    [
      ['10.1.2.3', 1, ''],
      ['11.0.0.1', 2, ''],
      ['nowhere', 3, ''],
      ['10.1.2.3', 4, '10.0.0.0/8'],
    ],
  ],
  [
    'print ip = "fe80::1" | evaluate ipv6_lookup(datatable(net: string)["fe80::/16", "fe81::/16"], ip, net)',
    'ip: string, net: string',
    [['fe80::1', 'fe80::/16']],
  ],
  // Patterns: what all their rows have is part of them, and what all rows have is part of all.
  [
    `${signIns} | evaluate basket(0.5)`,
    'SegmentId: long, Count: long, Percent: real, user: string, size: long, at: datetime, ok: bool, app: string',
    [
      [0, 4, 100, '', null, null, null, 'web'],
      [1, 3, 75, 'a', null, null, true, 'web'],
      [2, 2, 50, 'a', 1, null, true, 'web'],
      [3, 2, 50, 'a', null, '2026-01-02T00:00:00.0000001Z', true, 'web'],
    ],
  ],
  // Of more values than one that does not follow from the others; wildcards are by type; a column of weights has none.
  [
    'datatable(user: string, size: long, n: long)["a", 1, 6, "a", 2, 1, "b", 1, 2, "b", 3, 1] | evaluate basket(0.2, n, 1, "*", long(-1))',
    'SegmentId: long, Count: long, Percent: real, user: string, size: long, n: long',
    [
      [0, 8, 80, '*', 1, null],
      [1, 7, 70, 'a', -1, null],
      [2, 3, 30, 'b', -1, null],
    ],
  ],
  [
    `${operations} | evaluate autocluster()`,
    'SegmentId: long, Count: long, Percent: real, op: string, user: string, ok: string',
    [
      [0, 166, 16.6, 'Login', '', 'fail'],
      [1, 572, 57.2, 'Read', '', 'ok'],
    ],
  ],
  [
    `${operations} | evaluate diffpatterns(ok, "fail", "ok")`,
    'SegmentId: long, CountA: long, CountB: long, PercentA: real, PercentB: real, PercentDiffAB: real, op: string, user: string, ok: string',
    [
      [0, 166, 167, 100, 20.02, 79.98, 'Login', '', ''],
      [1, 0, 572, 0, 68.59, 68.59, 'Read', '', ''],
      [2, 0, 95, 0, 11.39, 11.39, 'Delete', '', ''],
    ],
  ],
  ['datatable(a: string)[] | evaluate autocluster()', 'SegmentId: long, Count: long, Percent: real, a: string', []],
  // A row of no weight counts for nothing, nor does one of less.
  [
    'datatable(a: string, n: long)["x", 3, "x", -2, "y", 1] | evaluate basket(0.1, n)',
    'SegmentId: long, Count: long, Percent: real, a: string, n: long',
    [
      [0, 3, 75, 'x', null],
      [1, 1, 25, 'y', null],
    ],
  ],
  [
    'datatable(a: string, n: long)["x", 0, "y", -1] | evaluate basket(0.1, n)',
    'SegmentId: long, Count: long, Percent: real, a: string, n: long',
    [],
  ],
  // Sequences
  [
    `${steps} | evaluate funnel_sequence_completion(id, t, datetime(2026-01-01), datetime(2026-02-01), 1d, s, dynamic(["a", "b", "c"]), dynamic([2h, 10h]))`,
    't: datetime, s: string, Period: timespan, dcount: long',
    [
      [day(1), 'a', '02:00:00', 2],
      [day(1), 'b', '02:00:00', 1],
      [day(1), 'c', '02:00:00', 0],
      [day(1), 'a', '10:00:00', 2],
      [day(1), 'b', '10:00:00', 2],
      [day(1), 'c', '10:00:00', 1],
      [day(2), 'a', '02:00:00', 1],
      [day(2), 'b', '02:00:00', 1],
      [day(2), 'c', '02:00:00', 0],
      [day(2), 'a', '10:00:00', 1],
      [day(2), 'b', '10:00:00', 1],
      [day(2), 'c', '10:00:00', 0],
    ],
  ],
  [
    `${steps} | evaluate sequence_detect(t, 2h, 10h, one = s == "a", two = s == "b", id) | project id, Duration`,
    'id: string, Duration: timespan',
    [
      ['u1', '01:00:00'],
      ['u3', '00:10:00'],
    ],
  ],
  // From the last row of the first condition to the first of the last, within the longest step and the longest span.
  [
    'datatable(h: long, s: string)[1, "a", 2, "a", 3, "b", 4, "b", 6, "c", 7, "c", 20, "a", 22, "b", 26, "c"] | extend t = datetime(2026-01-01) + h * 1h | evaluate sequence_detect(t, 3h, 5h, x = s == "a", y = s == "b", z = s == "c") | project z_t - y_t, Duration',
    'Column1: timespan, Duration: timespan',
    [['02:00:00', '04:00:00']],
  ],
  ['range n from 1 to 3 step 1 | evaluate estimate_rows_count()', 'EstimatedRowsCount: long', [[3]]],
  ['range n from 1 to 3 step 1 | evaluate preview(2) | count', 'Count: long', [[2]]],
  ['print n = 1 | evaluate identity()', 'n: long', [[1]]],
])('%s', async (query, columns, rows) => {
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')).toBe(columns);
  expect(result?.rows).toEqual(rows);
});

test.each<[string, readonly (readonly (readonly CellValue[])[])[]]>([
  ['range n from 1 to 3 step 1 | evaluate preview(2)', [[[1], [2]], [[3]]]],
  [
    `${steps} | evaluate funnel_sequence(id, t, datetime(2026-01-01), datetime(2026-02-01), 2h, 1d, s, dynamic(["a", "b"]))`,
    [
      [
        [day(1), 'z', 'c', 1, ['u1']],
        [day(2), '', '', 1, ['u3']],
      ],
      [
        [day(1), 'z', 1, ['u1']],
        [day(2), '', 1, ['u3']],
      ],
      [
        [day(1), 'c', 1, ['u1']],
        [day(2), '', 1, ['u3']],
      ],
    ],
  ],
])('several results: %s', async (query, tables) => {
  const results = await runKql(connection, query);
  expect(results.map(({ rows }) => rows)).toEqual(tables);
});

/** The patterns of rows by definition: of all combinations of values, those that hold all that their rows have in common. */
function patternsOf(rows: readonly (readonly string[])[], least: number): string[] {
  const found = new Set<string>();
  for (const row of rows) {
    for (let subset = 1; subset < 2 ** row.length; subset++) {
      const isOfSubset = (index: number): boolean => (subset & (1 << index)) !== 0;
      const having = rows.filter((other) => other.every((value, index) => !isOfSubset(index) || value === row[index]));
      if (having.length >= least) {
        const common = row.map((value, index) => (having.every((other) => other[index] === value) ? value : '*'));
        found.add(`${having.length} ${JSON.stringify(common)}`);
      }
    }
  }
  return [...found].sort();
}

test('basket finds the patterns that rows have by definition, with values that are missing and values that come together', async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const rows = Array.from({ length: 60 }, (_, row) =>
      Array.from(
        { length: 5 },
        (_, column) => `v${(((row + seed) * (column + 7) * 2654435761) % (997 + seed)) % (column + 2)}`,
      ),
    ).map(([a = '', b = '', c = '', d = '', e = '']) => [a === 'v1' ? '' : a, b, c, d, a === 'v1' ? 'x' : '', e]);
    const table = `datatable(a: string, b: string, c: string, d: string, notA: string, e: string)[${rows
      .flat()
      .map((value) => `"${value}"`)
      .join()}]`;
    const [result] = await runKql(connection, `${table} | evaluate basket(0.1, '~', 6, '*')`);
    const given = result?.rows.map(([, count, , ...values]) => `${JSON.stringify(count)} ${JSON.stringify(values)}`);
    expect(given?.sort()).toEqual(patternsOf(rows, 6));
  }
});

test('basket follows the same combinations, whichever the order of rows, where more are worth the same than it follows', async () => {
  const patterns = async (row: string): Promise<unknown> => {
    const bits = Array.from({ length: 9 }, (_, bit) => `a${bit} = tostring(${row} / ${2 ** bit} % 2)`).join();
    const pairs = Array.from({ length: 4 }, (_, pair) => `b${pair} = strcat(a${2 * pair}, a${2 * pair + 1})`).join();
    const [result] = await runKql(
      connection,
      `range i from 0 to 511 step 1 | project ${bits} | extend ${pairs} | evaluate basket(0.02)`,
    );
    return result?.rows.map((values) => JSON.stringify(values.slice(1))).sort();
  };
  expect(await patterns('((i * 7 + 3) % 512)')).toEqual(await patterns('i'));
});

test('names from the data stay names', async () => {
  const name = 'a"; DROP TABLE x; --';
  const [result] = await runKql(connection, `print g = ${JSON.stringify(name)} | evaluate pivot(g)`);
  expect(result).toEqual({ columns: [{ name, type: 'long' }], rows: [[1]] });
});

describe('a plugin is refused', () => {
  test.each([
    ['datatable(a: string, d: dynamic)["x", dynamic({"a": 1})] | evaluate bag_unpack(d)', 'columnsConflict'],
    ['datatable(a: string)["{}"] | evaluate bag_unpack(a)', 'parse_json(a)'],
    [
      'let f = (T: (d: dynamic)) { T | evaluate bag_unpack(d) }; print d = dynamic({"a": 1}) | invoke f()',
      'in a function',
    ],
    ['print a = 1 | evaluate basket(2)', 'below 1'],
    ['print a = 1 | evaluate basket("~", "~", 9)', 'from 1 to 8'],
    ['print a = 1 | evaluate autocluster(0)', 'below 1'],
    ['print a = 1 | partition by a (evaluate basket())', 'run the query for each'],
    [`${steps} | evaluate sequence_detect(t, 1h, 1d, s == "a", s == "b")`, 'Name the conditions'],
    ['print n = 1 | evaluate sequence_detect(n, 1, 1, a = n == 1)', 'The timeline'],
    [
      `${steps} | evaluate funnel_sequence(id, t, datetime(2026-01-01), datetime(2026-02-01), 2h, 1d, s, dynamic([]))`,
      'known before it runs',
    ],
    ['datatable(g: string, v: long)[] | evaluate pivot(g, sum(v))', 'no rows that tell of its columns'],
    ['range g from 1 to 1001 step 1 | evaluate pivot(g)', '1001 columns'],
  ])('%s', async (query, words) => {
    await expect(runKql(connection, query)).rejects.toThrow(words);
  });

  test('where the data cannot be asked, in words that say what to write', () => {
    expect(() => compileKql('print g = 1 | evaluate pivot(g)', { tables: [], now: testNow })).toThrow(
      'name them after it',
    );
  });
});
