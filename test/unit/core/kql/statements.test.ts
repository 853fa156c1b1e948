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
  ['print x = toscalar(Files | project Size) + 1', [['x', [[4]]]]],
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

test('where patterns may differ from those of Kusto, it is said', () => {
  const [statement] = compileKql('print t = "a" | reduce by t', { tables, now: testNow });
  expect(statement?.notes?.join()).toContain('may differ from those of Kusto');
});
