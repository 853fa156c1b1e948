/** Statements of a text: parameters, several results, tables that are named in other ways, and what lists stand for. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import type { Column } from '../../../../src/core/kql/kustoType';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runKql, runSql, testNow } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
  await runSql(connection, `CREATE VIEW "Mail" AS SELECT 'ann' AS "User", 'budget draft' AS "Subject"`);
  await runSql(connection, `CREATE VIEW "Files" AS SELECT 'bob' AS "User", 3::BIGINT AS "Size"`);
});

const text = (name: string): Column => ({ name, type: 'string' });
const tables = [
  { name: 'Mail', columns: [text('User'), text('Subject')] },
  { name: 'Files', columns: [text('User'), { name: 'Size', type: 'long' as const }] },
];

/** Each result as its columns' names and its rows. */
async function results(query: string): Promise<(readonly [string, readonly (readonly CellValue[])[]])[]> {
  return (await runKql(connection, query, tables)).map(({ columns, rows }) => [
    columns.map(({ name }) => name).join(' '),
    rows,
  ]);
}

test.each<[string, readonly (readonly [string, readonly (readonly CellValue[])[]])[]]>([
  // Several results
  [
    'Mail | fork (count) mail = (project Subject)',
    [
      ['Count', [[1]]],
      ['Subject', [['budget draft']]],
    ],
  ],
  [
    'datatable(a: long, b: string)[1, "x", 1, "y"] | facet by a, b with (where b == "y" | project b)',
    [
      ['a count_a', [[1, 2]]],
      [
        'b count_b',
        [
          ['x', 1],
          ['y', 1],
        ],
      ],
      ['b', [['y']]],
    ],
  ],
  [
    '// a comment\nprint 1 // more\n\n\nprint "a;b", 2; print 3\n| extend b = print_0 + 1; // the end',
    [
      ['print_0', [[1]]],
      ['print_0 print_1', [['a;b', 2]]],
      ['print_0 b', [[3, 4]]],
    ],
  ],
  // Functions and names
  [
    'let f = (a: long, b: long = 5) { a + b }; print f(1), f(1, 2), f(b = 7, a = 1)',
    [['print_0 print_1 print_2', [[6, 3, 8]]]],
  ],
  ['let f = (T: (*), n: long = 1) { T | take n | count }; Mail | invoke f()', [['Count', [[1]]]]],
  // An argument has the type of its parameter.
  [
    'let f = (a: long, s: string = "x", t: timespan = 1h) { strcat(gettype(a), a + 1, s, t * 2) }; datatable(d: dynamic)[dynamic({"n": 7})] | project f(d.n), f("8", d.n, "02:00:00")',
    [['Column1 Column2', [['long8x02:00:00', 'long9704:00:00']]]],
  ],
  [
    'let f = (a: datetime, n: int) { range t from a to a + n * 1d step 1d }; f("2020-01-01", 1) | count',
    [['Count', [[2]]]],
  ],
  [
    'let rows = (name: string) { table(name) | project User }; union rows("Mail"), rows("Files") | sort by User asc',
    [['User', [['ann'], ['bob']]]],
  ],
  ['let f = () { Mail | project User }; f | union f() | count', [['Count', [[2]]]]],
  ['let T = view () { print x = 1 }; union T, (print x = 2) | count', [['Count', [[2]]]]],
  // What is materialized is the same wherever it is read, though it is random.
  [
    'let T = materialize(range n from 1 to 5 step 1 | extend r = rand()); T | join kind=inner T on r | count',
    [['Count', [[5]]]],
  ],
  [
    'let T = materialize(range n from 1 to 1000 step 1 | sample 9); let U = materialize(T | sample 5); U | where n in ((T | project n)) | summarize n = count(), all = toscalar(T | summarize sum(n)) == toscalar(T | summarize sum(n))',
    [['n all', [[5, true]]]],
  ],
  [
    'let T = materialize(range n from 1 to 4 step 1 | extend g = new_guid(), k = n % 2); T | partition by k (join kind=inner T on g | count)',
    [['Count', [[2], [2]]]],
  ],
  ['let T = materialize(Mail | project User); T | union T | count', [['Count', [[2]]]]],
  ['Mail | as M | union M | count', [['Count', [[2]]]]],
  // A column that is written anew is the only one of its name.
  [
    'print x = "5", y = 1 | serialize x = 6 | extend z = x + 1 | union (print x = 7)',
    [
      [
        'x y z',
        [
          [6, 1, 7],
          [7, null, null],
        ],
      ],
    ],
  ],
  ['print x = toscalar(Files | project Size) + 1', [['x', [[4]]]]],
  // Members of a table's column that is of another type
  [
    'datatable(a: string)["x", "Y", "z"] | where a in~ ((datatable(b: dynamic)[dynamic("y"), dynamic("z")]))',
    [['a', [['Y'], ['z']]]],
  ],
  ['datatable(a: int)[1, 2] | where a in (datatable(b: real)[2.0, 3.5])', [['a', [[2]]]]],
  [
    'let T = datatable(b: string)["x", "y"] | summarize make_set(b); datatable(a: string)["y", "z"] | where a in (T)',
    [['a', [['y']]]],
  ],
  ['datatable(a: dynamic)[dynamic("x"), dynamic(5)] | where a in (datatable(b: long)[5])', [['a', [[5]]]]],
  ['print 1 in (datatable(b: string)["1"])', [['print_0', [[true]]]]],
  // Unions
  ['union isfuzzy=true Mail, Nowhere | project User', [['User', [['ann']]]]],
  ['union isfuzzy=true Nowhere*, Mail, Gone* | project User', [['User', [['ann']]]]],
  ['union isfuzzy=true (Nowhere | where a == 1 | project User = b, c), (Mail | project User)', [['User', [['ann']]]]],
  [
    'Mail | union isfuzzy=true Nowhere, (Files | join kind=inner Gone on User)',
    [['User Subject', [['ann', 'budget draft']]]],
  ],
  ['let Past = Nowhere | where a == 1; union isfuzzy=true Past, Mail | count', [['Count', [[1]]]]],
  [
    'print x = 1 | as A | union withsource=T (print x = 2 | as B), (print x = 3) | sort by x asc',
    [
      [
        'T x',
        [
          ['A', 1],
          ['B', 2],
          ['union_arg2', 3],
        ],
      ],
    ],
  ],
  [
    'union kind=inner withsource=T Mail, Files | sort by T asc',
    [
      [
        'T User',
        [
          ['Files', 'bob'],
          ['Mail', 'ann'],
        ],
      ],
    ],
  ],
  [
    'union withsource=T Fil*, M* | summarize count() by T | sort by T asc',
    [
      [
        'T count_',
        [
          ['Files', 1],
          ['Mail', 1],
        ],
      ],
    ],
  ],
  // Arguments by name and by place
  [
    `let f = (a: long, b: string = "b", c: long = 0) { strcat(a, "-", b, "-", c) };
    print f(c = 7, a = 12), f(12, c = 7), f(12)`,
    [['print_0 print_1 print_2', [['12-b-7', '12-b-7', '12-b-0']]]],
  ],
  [
    'let t = (since: datetime = datetime(null), n: long = 1) { Mail | where isnull(since) | project n }; t(n = 2)',
    [['n', [[2]]]],
  ],
  // Lists that a query or an array gives
  ['Mail | where Subject has_any (datatable(t: string)["nothing", "DRAFT"]) | count', [['Count', [[1]]]]],
  ['let T = datatable(t: string)["budget", "draft"]; Mail | where Subject has_all (T) | count', [['Count', [[1]]]]],
  ['let T = datatable(t: string)["budget", "nothing"]; Mail | where Subject has_all (T) | count', [['Count', [[0]]]]],
  ['Mail | where User in~ (dynamic(["ANN", "x"])) and User !in (Files | project User) | count', [['Count', [[1]]]]],
  // Columns of patterns
  [
    'print s = "Name=ann; size=27" | parse kind=regex flags=Ui s with * "NAME=" n ";" * "SIZE=" size: long',
    [['s n size', [['Name=ann; size=27', 'ann', 27]]]],
  ],
  [
    String.raw`print s = @"a='it\'s; so',b=2" | parse-kv s as (a: string, b: long) with (pair_delimiter=",", kv_delimiter="=", quote="'", escape='\\') | project a, b`,
    [['a b', [["it's; so", 2]]]],
  ],
  ['datatable(a: long)[1, 1, 1] | sample-distinct 5 of a', [['a', [[1]]]]],
  // Members of what the text shows to have none
  [
    'print p = dynamic(["a"]) | extend b = p[0][1] | project p[0].a, p.x, c = b + 1',
    [['p_0_a p_x c', [[null, null, null]]]],
  ],
  [
    'datatable(s: string, d: dynamic)["a", dynamic({"x": 1}), "A", dynamic({"x": 1})] | distinct tolower(s), toint(d.x), n = strlen(s)',
    [['Column1 d_x n', [['a', 1, 1]]]],
  ],
])('%s', async (query, expected) => {
  expect(await results(query)).toEqual(expected);
});

describe('parameters of a query', () => {
  const query =
    'declare query_parameters(since: datetime, name: string, n: long = 3, span: timespan = 1h); print since, name, n, span';

  async function valuesOf(parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const [statement] = compileKql(query, { tables, now: testNow, parameters });
    return (await runSql(connection, statement?.sql ?? ''))[0]?.map(String);
  }

  test('have the values that are given, or their defaults', async () => {
    expect(await valuesOf({ since: 'datetime(2025-11-01)', name: 'a "b"', n: '7' })).toEqual([
      // 100 ns since 0001-01-01
      '638975520000000000',
      'a "b"',
      '7',
      '36000000000',
    ]);
  });

  test('are asked for where they have none, and refused where they are of another type', () => {
    expect(() => compileKql(query, { tables, now: testNow })).toThrow('"since" has no value');
    expect(() => compileKql(query, { tables, now: testNow, parameters: { since: 'soon', name: '' } })).toThrow(
      '"soon" is no datetime',
    );
  });
});

test('what has no effect is said beside the next result', () => {
  const statements = compileKql('set notruncation; set maxmemoryconsumptionperiterator=1; print 1; print 2', {
    tables,
    now: testNow,
  });
  expect(statements.map(({ notes }) => notes)).toEqual([
    ['"set notruncation" has no effect here.', '"set maxmemoryconsumptionperiterator" has no effect here.'],
    undefined,
  ]);
});

test('bin_auto() takes the size, and where a bin starts, from the options that are set', async () => {
  const query = `set query_bin_auto_size = 1h; set query_bin_auto_at = datetime(2026-01-01 00:05);
     range t from datetime(2026-01-01 00:05) to datetime(2026-01-01 02:00) step 1m | summarize count() by bin_auto(t)`;
  const [result] = await runKql(connection, query);
  expect(result?.columns.map(({ name }) => name)).toEqual(['t', 'count_']);
  expect(result?.rows).toEqual([
    ['2026-01-01T00:05:00.0000000Z', 60],
    ['2026-01-01T01:05:00.0000000Z', 56],
  ]);
  expect(compileKql(query, { tables, now: testNow })[0]?.notes).toBeUndefined();
  expect(() => compileKql('print bin_auto(5)', { tables, now: testNow })).toThrow('set query_bin_auto_size = 1h;');
});

test.each([
  ['print t = "a" | reduce by t', 'patterns may differ from those of Kusto'],
  ['print hash_many("a", "b")', 'hash_many() gives equal values equal hashes, but not the digits that Kusto gives'],
  ['print hash(1.5), hash(2.5)', 'hash() gives equal values equal hashes, but not the digits that Kusto gives'],
])('where an answer may differ from that of Kusto, it is said: %s', (query, note) => {
  const [statement] = compileKql(query, { tables, now: testNow });
  expect(statement?.notes).toEqual([expect.stringContaining(note)]);
});

describe('a table that is made of two uses of another, twelve times over', () => {
  function twelveLevels(first: string, next: (before: string) => string): string {
    const levels = Array.from({ length: 12 }, (_, index) => `let t${index + 1} = ${next(`t${index}`)};`);
    return [`let t0 = ${first};`, ...levels].join('\n');
  }

  test.each<[string, string, (before: string) => string, string, readonly CellValue[]]>([
    [
      'joined',
      'Mail',
      (t) => `${t} | join kind=inner (${t} | project User) on User | project-away User1`,
      'count',
      [1],
    ],
    ['united', 'Files', (t) => `union ${t}, (${t} | where Size > 9)`, 'project Size, User', [3, 'bob']],
    ['asked for values', 'Files', (t) => `${t} | where Size in ((${t} | project Size))`, 'project User', ['bob']],
    [
      'with columns that differ in case',
      'Files | extend size = Size + 1',
      (t) => `union (${t} | where size == 4), (${t} | where Size == 9)`,
      'project size',
      [4],
    ],
  ])('is computed in parts: %s', async (_, first, next, last, row) => {
    const query = `${twelveLevels(first, next)}\nt12 | ${last}`;
    expect((await results(query)).map(([, rows]) => rows)).toEqual([[row]]);
    expect(compileKql(query, { tables, now: testNow })[0]?.sql.length).toBeLessThan(100_000);
  });

  test('is written out where that takes few operators, so that conditions of each use reach what is read', () => {
    const query = `let T = Mail | where Subject has "draft";
       T | where User == "ann" | join kind=inner (T | where User == "bob") on Subject`;
    const sql = compileKql(query, { tables, now: testNow })[0]?.sql;
    expect(sql).not.toContain('MATERIALIZED');
    expect(sql).toContain(`IN ('ann')`);
  });
});

test.each<[string, readonly [string, readonly (readonly CellValue[])[]]]>([
  ['print a = 1, b = 2 | union kind=inner (print a = 1) | parse "x" with z | count', ['Count', [[2]]]],
  ['print a = 1, b = 2 | union kind=inner (print a = 1, b = "s") | parse "x" with z | take 1', ['a z', [[1, 'x']]]],
  [
    'print a = 1, d = dynamic({"k": 1}) | union kind=inner (print d = dynamic([2])) | getschema | project ColumnName',
    ['ColumnName', [['d']]],
  ],
  [
    'print a = 1, b = 2 | union kind=inner (print a = 1) | lookup (print a = 1, b = 3) on a | take 1',
    ['a b', [[1, 3]]],
  ],
])('after union kind=inner there are the columns of all inputs alone: %s', async (query, result) => {
  expect(await results(query)).toEqual([result]);
});
