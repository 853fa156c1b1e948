/** Operators that make tables of other shapes: each query, and the rows that it gives. */
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { EngineError } from '../../../../src/core/protocol/engineError';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { openDuckDb, runKql, runSql, testNow } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
  await runSql(connection, `CREATE VIEW "Mail" AS SELECT 'ann' AS "User", 'budget draft' AS "Subject"`);
  await runSql(connection, `CREATE VIEW "Files" AS SELECT 'bob' AS "User", 'draft.docx' AS "Name"`);
});

const tables = [
  {
    name: 'Mail',
    columns: [
      { name: 'User', type: 'string' as const },
      { name: 'Subject', type: 'string' as const },
    ],
  },
  {
    name: 'Files',
    columns: [
      { name: 'User', type: 'string' as const },
      { name: 'Name', type: 'string' as const },
    ],
  },
];

const events = 'datatable(g: string, v: long)["a", 1, "b", 5, "a", 3, "b", 4, "a", 2]';

type Rows = readonly (readonly CellValue[])[];

async function rows(text: string): Promise<Rows> {
  return (await runKql(connection, text, tables)).at(-1)?.rows ?? [];
}

test.each<[string, Rows]>([
  // mv-apply
  [
    'print d = dynamic([3, 1, 2]), z = "k" | mv-apply x = d to typeof(long) on (top 2 by x asc | project x)',
    [
      [[3, 1, 2], 'k', 1],
      [[3, 1, 2], 'k', 2],
    ],
  ],
  [
    'datatable(id: long, d: dynamic)[1, dynamic([1, 2]), 2, dynamic([5])] | mv-apply d to typeof(long) on (summarize s = sum(d)) | sort by id asc',
    [
      [1, 3],
      [2, 5],
    ],
  ],
  ['print d = dynamic([5, 7]) | mv-apply with_itemindex=i d to typeof(long) on (where i == 1) | project d', [[7]]],
  [
    'datatable(id: long, d: dynamic)[1, dynamic([4, 6]), 2, dynamic([5])] | mv-apply d to typeof(long) on (extend n = row_number()) | where n == 2 | project id, d',
    [[1, 6]],
  ],
  [
    'print d = dynamic([[1, 2], [3]]) | mv-apply x = d on (mv-apply y = x to typeof(long) on (summarize m = max(y))) | project m | sort by m asc',
    [[2], [3]],
  ],
  // partition
  [
    `${events} | partition by g (top 1 by v) | sort by g asc`,
    [
      ['a', 3],
      ['b', 5],
    ],
  ],
  [
    `${events} | partition hint.strategy=native by g (sort by v asc | extend n = row_number(), before = prev(v)) | where n == 2 | project g, v, before | sort by g asc`,
    [
      ['a', 2, 1],
      ['b', 5, 4],
    ],
  ],
  ['datatable(g: string)["A"] | extend k = tolower(g) | summarize take_any(*) by k', [['a', 'A']]],
  [
    `${events} | partition by g (summarize s = sum(v) | extend t = s * 2) | sort by s asc`,
    [
      [6, 12],
      [9, 18],
    ],
  ],
  [
    `${events} | partition by g (join kind=inner (datatable(v: long, w: string)[5, "five", 1, "one"]) on v | project v, w) | sort by v asc`,
    [
      [1, 'one'],
      [5, 'five'],
    ],
  ],
  // Rows that are not of the group are there in each.
  [
    `${events} | partition by g (union (datatable(g: string, v: long)["z", 10]) | summarize s = sum(v)) | sort by s asc`,
    [[16], [19]],
  ],
  // What joins keep of the right is there in each group.
  [
    `${events} | partition by g (join kind=rightouter (datatable(v: long, w: string)[5, "five", 9, "nine"]) on v | project g, w) | sort by w asc, g asc`,
    [
      ['', 'five'],
      ['b', 'five'],
      ['', 'nine'],
      ['', 'nine'],
    ],
  ],
  [
    `${events} | where v in (1, 5) | partition by g (join kind=fullouter (datatable(v: long, w: string)[5, "five"]) on v | summarize n = count()) | sort by n asc`,
    [[1], [2]],
  ],
  // In braces the query has a table of its own, and the name of the column is a value.
  [
    `${events} | partition by g { datatable(x: string, y: long)["a", 1, "b", 2, "a", 3] | where x == g | top 1 by y } | sort by x asc`,
    [
      ['a', 3],
      ['b', 2],
    ],
  ],
  [
    `range k from 1 to 2 step 1 | partition hint.strategy=legacy by k { datatable(n: long, s: string)[1, "x", 2, "y"] | where n == k | join kind=leftouter (datatable(m: long, w: string)[1, "one"] | where m == k) on $left.n == $right.m | project k, s, w } | sort by k asc`,
    [
      [1, 'x', 'one'],
      [2, 'y', ''],
    ],
  ],
  // A column of the rows that is called as the key is: the rows of each group are those of both, of one table, too.
  [
    `let rows = ${events}; rows | partition by g { rows | where v > 4 | summarize n = count() by g } | sort by g asc`,
    [
      ['b', 1],
      ['b', 1],
    ],
  ],
  [
    `${events} | partition by g { ${events} | where v > 4 | summarize n = count() by g } | sort by g asc`,
    [
      ['b', 1],
      ['b', 1],
    ],
  ],
  // top-nested, top-hitters
  [
    `${events} | top-nested 1 of g by sum(v), top-nested 2 of v by max(v) | sort by v asc`,
    [
      ['b', 9, 4, 4],
      ['b', 9, 5, 5],
    ],
  ],
  [
    `${events} | top-nested of g by n = count() asc`,
    [
      ['b', 2],
      ['a', 3],
    ],
  ],
  [
    `${events} | top-nested 1 of v with others = -1 by s = sum(v) | sort by s asc`,
    [
      [5, 5],
      [-1, 10],
    ],
  ],
  [
    `${events} | top-nested 5 of g with others = "rest" by sum(v) asc | sort by g asc`,
    [
      ['a', 6],
      ['b', 9],
    ],
  ],
  [`${events} | top-hitters 1 of g`, [['a', 3]]],
  [`${events} | top-hitters 1 of g by v`, [['b', 9]]],
  // scan
  [
    'range x from 1 to 4 step 1 | scan declare (total: long = 10) with (step s: x != 3 => total = s.total + x;)',
    [
      [1, 11],
      [2, 13],
      [4, 17],
    ],
  ],
  // Names that the language service has otherwise than the engine
  ['print a = 1, b = 2 | union kind=inner (print c = "x", b = 3) | project-rename z = b | sort by z asc', [[2], [3]]],
  [
    'union (print a = 1), (print a = 2), (print a = "x") | project a_long, a_string | sort by a_long asc nulls last',
    [
      [1, ''],
      [2, ''],
      [null, 'x'],
    ],
  ],
  [
    'let none = toscalar(datatable(s: string)[]); print isempty(none), none == "", strcat(none, "x")',
    [[true, true, 'x']],
  ],
  [
    'print x = 1, x_long = 2 | union (print x = "s") | project x_long, x_string, x_long1 | sort by x_string asc',
    [
      [1, '', 2],
      [null, 's', null],
    ],
  ],
  [
    'print x = 1, T = "a" | union withsource=T (print x = 2) | project T, x, T1 | sort by x asc',
    [
      ['union_arg0', 1, 'a'],
      ['union_arg1', 2, ''],
    ],
  ],
  [
    'print x = 1 | union (print x_long = 2) | project x, x_long | sort by x asc nulls last',
    [
      [1, null],
      [null, 2],
    ],
  ],
  [
    'range x from 1 to 2 step 1 | scan declare (y: long = 1) with (step s: true => y = x * 2;) | project-away x',
    [[2], [4]],
  ],
  [
    `${events} | sort by v asc | scan partition by g declare (before: long) with (step s: true => before = s.v;) | project g, v, before | sort by g asc, v asc`,
    [
      ['a', 1, null],
      ['a', 2, 1],
      ['a', 3, 2],
      ['b', 4, null],
      ['b', 5, 4],
    ],
  ],
  // parse-kv
  [
    'print s = "a=1; b = two words ;a=3" | parse-kv s as (a: long, b: string, c: string) with (pair_delimiter=";", kv_delimiter="=") | project a, trim(" ", b), c',
    [[1, 'two words', '']],
  ],
  [
    `print s = 'name="a, b",n=2' | parse-kv s as (name: string, n: int) with (pair_delimiter=",", kv_delimiter="=", quote='"') | project name, n`,
    [['a, b', 2]],
  ],
  [
    'print s = "a: x y b: z" | parse-kv s as (a: string, b: string) with (pair_delimiter=" ", kv_delimiter=":", greedy=true) | project a, b',
    [['x y', 'z']],
  ],
  // search, and * in a condition
  [
    'datatable(a: string, b: string)["one two", "x", "three", "ONE"] | search "one" | project a',
    [['one two'], ['three']],
  ],
  [
    'datatable(a: string, n: long)["phone", 1, "x", 42] | search "*hon*" or "42" | project n | sort by n asc',
    [[1], [42]],
  ],
  ['datatable(a: string, b: string)["one", "x", "x", "one"] | search a:"one" | project b', [['x']]],
  ['datatable(a: string)["One", "one"] | search kind=case_sensitive "one" | project a', [['one']]],
  [
    'datatable(a: string, b: string)["one", "x", "y", "zone"] | where * == "y" or * has "one" | project a',
    [['one'], ['y']],
  ],
  [
    'search "draft" | project $table, User | sort by User asc',
    [
      ['Mail', 'ann'],
      ['Files', 'bob'],
    ],
  ],
  ['search in (Files) "draft"', [['Files', 'bob', 'draft.docx']]],
  // find
  [
    'find "draft" | sort by User asc',
    [
      ['Mail', 'ann', { Subject: 'budget draft' }],
      ['Files', 'bob', { Name: 'draft.docx' }],
    ],
  ],
  ['find where Subject has "budget"', [['Mail', 'ann', 'budget draft']]],
  [
    'find withsource=T in (M*, Files) where User == "bob" project User, Subject, pack(*)',
    [['Files', 'bob', '', { Name: 'draft.docx' }]],
  ],
  [
    'find in (Mail, Files) where Name startswith "draft" or Subject has "budget" project Name, Subject | sort by source_ asc',
    [
      ['Files', 'draft.docx', ''],
      ['Mail', '', 'budget draft'],
    ],
  ],
  // plugins, and the rest
  [
    'datatable(k: string, d: dynamic)["x", dynamic({"a": 1, "b": "t"})] | evaluate bag_unpack(d) : (k: string, a: long, b: string)',
    [['x', 1, 't']],
  ],
  ['datatable(d: dynamic)[dynamic({"a": 1})] | evaluate bag_unpack(d, "p_") : (p_a: long)', [[1]]],
  [
    'datatable(a: long, b: string)[1, "x"] | evaluate narrow()',
    [
      [0, 'a', '1'],
      [0, 'b', 'x'],
    ],
  ],
  [
    'datatable(a: long, b: datetime)[] | getschema | project ColumnName, ColumnOrdinal, ColumnType',
    [
      ['a', 0, 'long'],
      ['b', 1, 'datetime'],
    ],
  ],
  ['let f = (T: (v: long), n: long = 2) { T | extend w = v * n }; datatable(v: long)[4] | invoke f(3)', [[4, 12]]],
  ['datatable(v: long)[4] | consume', []],
])('%s', async (text, expected) => {
  expect(await rows(text)).toEqual(expected);
});

describe('any text', () => {
  const piece = fc.string({
    unit: fc.constantFrom('a', 'b', '=', ';', "'", '"', '\\', '(', ')', '*', '$', '|', ' ', '--'),
    maxLength: 8,
  });
  const quoted = (text: string): string => JSON.stringify(text);

  test('is taken by parse-kv, which does nothing but give texts', async () => {
    await fc.assert(
      fc.asyncProperty(piece, piece, piece, async (text, pair, keyValue) => {
        fc.pre(pair !== '' && keyValue !== '');
        const [row] = await rows(
          `print s = ${quoted(text)} | parse-kv s as (a: string, ['k"(']: string) with (pair_delimiter=${quoted(pair)}, kv_delimiter=${quoted(keyValue)}, quote=${quoted("'")})`,
        );
        expect(row?.[0]).toBe(text);
        expect(text).toContain(row?.[1]);
      }),
      { numRuns: 60 },
    );
  });

  test('is looked for by search as it is', async () => {
    await fc.assert(
      fc.asyncProperty(piece, async (text) => {
        fc.pre(!text.startsWith('*') && !text.endsWith('*') && text !== '');
        expect(await rows(`print s = ${quoted(`x ${text} x`)} | search ${quoted(text)} | project s`)).toEqual([
          [`x ${text} x`],
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

test('render is kept beside the rows', () => {
  const [statement] = compileKql('print a = 1, b = 2 | render timechart with (title="A day", ycolumns=a, b)', {
    tables,
    now: testNow,
  });
  expect(statement?.render).toEqual({ kind: 'timechart', properties: { title: 'A day', ycolumns: 'a, b' } });
});

test.each([
  ['datatable(v: long)[1] | extend n = row_number()', 'row_number()'],
  ['range x from 1 to 3 step 1 | summarize by x | where prev(x) > 1', 'prev(x)'],
  ['datatable(d: dynamic)[] | evaluate bag_unpack(d)', 'bag_unpack(d)'],
  ['datatable(a: string)[] | parse-kv a as (b: string) with (escape="xy")', 'escape="xy"'],
  ['print a = "x" | parse kind=regex flags=q a with b', 'parse kind=regex flags=q a with b'],
  ['union isfuzzy=true Nowhere', 'Nowhere'],
  ['print n = 1; table("Nowhere") | count', '"Nowhere"'],
])('%s is refused at its place', (text, place) => {
  const refusal = (): string => {
    try {
      compileKql(text, { tables, now: testNow });
    } catch (error) {
      if (error instanceof EngineError) {
        return text.slice(error.data.start, (error.data.start ?? 0) + (error.data.length ?? 0));
      }
      throw error;
    }
    return 'compiled';
  };
  expect(refusal()).toBe(place);
});
