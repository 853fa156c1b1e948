import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { storedNames } from '../../../../src/core/kql/storedNames';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { EngineError, type EngineErrorData } from '../../../../src/core/protocol/engineError';
import type { CellValue } from '../../../../src/core/protocol/queryProtocol';
import { auditTables } from '../../../../src/core/schema/auditTables';
import { openDuckDb, runKql, testNow } from './runKql';

const tables: readonly TableSchema[] = auditTables(['Undocumented Key']);

const records = [
  {
    Id: 'a',
    CreationTime: '2026-06-15 11:30:00',
    Operation: 'MailItemsAccessed',
    Workload: 'Exchange',
    UserId: 'ann@x.com',
    RecordType: 50,
    Parameters: [
      { Name: 'Identity', Value: 'x' },
      { Name: 'ForwardTo', Value: 'y@z.com' },
    ],
  },
  {
    Id: 'b',
    CreationTime: '2026-06-15 03:00:00.5',
    Operation: 'FileDownloaded',
    Workload: 'SharePoint',
    UserId: 'bob@x.com',
    RecordType: 6,
    ClientIP: '10.1.2.3',
  },
  {
    Id: 'c',
    CreationTime: '2026-06-13 23:59:59.999999',
    Operation: 'FileDownloaded',
    Workload: 'SharePoint',
    UserId: 'Ann@X.com',
    RecordType: 6,
    ClientIP: '10.1.2.4',
  },
  {
    Id: 'd',
    CreationTime: '2026-06-01 08:00:00',
    Operation: 'New-InboxRule',
    Workload: 'Exchange',
    UserId: null,
    RecordType: 1,
  },
];

let connection: DuckDBConnection;

/** A view with the columns that the archive's has, over a few records. */
async function createAuditRecords(): Promise<void> {
  const columns = tables[0]?.columns ?? [];
  const names = storedNames(columns.map(({ name }) => name));
  const sqlTypes: Readonly<Record<string, string>> = {
    datetime: 'TIMESTAMP',
    dynamic: 'JSON',
    string: 'VARCHAR',
    int: 'INTEGER',
    long: 'BIGINT',
    bool: 'BOOLEAN',
    real: 'DOUBLE',
  };
  const values = records.map((record) => {
    const fields: Readonly<Record<string, unknown>> = record;
    return columns
      .map(({ name, type }, index) => {
        const value = name === 'Record' ? record : fields[name];
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        const literal = value === undefined || value === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
        return `${literal}::${sqlTypes[type] ?? 'VARCHAR'} AS "${names[index] ?? name}"`;
      })
      .join(', ');
  });
  await connection.run(
    `CREATE TABLE "AuditRecords" AS ${values.map((value) => `SELECT ${value}`).join(' UNION ALL ')}`,
  );
}

beforeAll(async () => {
  connection = await openDuckDb();
  await createAuditRecords();
});

async function rows(text: string): Promise<readonly (readonly CellValue[])[]> {
  return (await runKql(connection, text, tables)).at(-1)?.rows ?? [];
}

function failure(text: string): EngineErrorData {
  try {
    compileKql(text, { tables, now: testNow });
  } catch (error) {
    if (error instanceof EngineError) {
      return error.data;
    }
    throw error;
  }
  throw new Error(`This was compiled: ${text}`);
}

describe('records of the archive', () => {
  test.each<[string, readonly (readonly CellValue[])[]]>([
    ['AuditRecords | where CreationTime > ago(1d) | project Id | sort by Id asc', [['a'], ['b']]],
    ['AuditRecords | where CreationTime >= datetime(2026-06-13T23:59:59.999999) | count', [[3]]],
    ['AuditRecords | where CreationTime > datetime(2026-06-13T23:59:59.9999985) | count', [[3]]],
    ['AuditRecords | where CreationTime > datetime(2026-06-13T23:59:59.9999995) | count', [[2]]],
    ['AuditRecords | where datetime(2026-06-15) < CreationTime | count', [[2]]],
    ['AuditRecords | where CreationTime between (datetime(2026-06-01) .. 10d) | count', [[1]]],
    ['AuditRecords | where Id == "b" | project CreationTime', [['2026-06-15T03:00:00.5000000Z']]],
    [
      'AuditRecords | summarize n = count() by Workload | sort by Workload asc',
      [
        ['Exchange', 2],
        ['SharePoint', 2],
      ],
    ],
    ['AuditRecords | where UserId =~ "ANN@x.COM" | count', [[2]]],
    ['AuditRecords | where UserId == "" | project Id', [['d']]],
    ['AuditRecords | where UserId != "bob@x.com" | count', [[3]]],
    ['AuditRecords | where not(UserId == "bob@x.com") | count', [[3]]],
    ['AuditRecords | where isempty(UserId) | project Id, UserId', [['d', '']]],
    ['AuditRecords | where Workload in ("Exchange", "x") and Operation has "inboxrule" | project Id', [['d']]],
    [
      'AuditRecords | where Id == "a" | project Parameters[1].Value, tostring(Parameters[0]["Name"])',
      [['y@z.com', 'Identity']],
    ],
    [
      'AuditRecords | where Id == "a" | mv-expand p = Parameters | project tostring(p.Name)',
      [['Identity'], ['ForwardTo']],
    ],
    ['AuditRecords | where Record.RecordType == 50 | project Id', [['a']]],
    [
      'AuditRecords | summarize max(CreationTime) by bin(CreationTime, 7d) | sort by CreationTime asc | take 1',
      [['2026-06-01T00:00:00.0000000Z', '2026-06-01T08:00:00.0000000Z']],
    ],
    ['AuditRecords | summarize arg_max(CreationTime, Id) by Workload | project Id | sort by Id asc', [['a'], ['b']]],
    ['AuditRecords | project PolicyID, PolicyId, ["Undocumented Key"] | take 1', [['', '', null]]],
    ['union withsource=T AuditRec* | summarize count() by T', [['AuditRecords', 4]]],
    ['AuditRecords | sample 2 | count', [[2]]],
    ['AuditRecords | where Id == "b" | project extract(@"\\.(\\d+)$", 1, ClientIP, typeof(long))', [[3]]],
    ['AuditRecords | top 1 by CreationTime | project Id', [['a']]],
  ])('%s', async (text, expected) => {
    expect(await rows(text)).toEqual(expected);
  });

  test('a name with a star stands for all tables that it meets', () => {
    const [statement] = compileKql('union withsource=T Audit* | distinct T', { tables, now: testNow });
    expect(statement?.sql.match(/'Audit\w+'/g)).toHaveLength(5);
  });

  test('a filter compares the bare column with a constant', () => {
    const [statement] = compileKql('AuditRecords | where CreationTime > ago(1d) and UserId == "x"', {
      tables,
      now: testNow,
    });
    expect(statement?.sql).toContain('"CreationTime" > make_timestamp(');
    expect(statement?.sql).toContain(`"UserId" IN ('x')`);
  });
});

describe('the language', () => {
  test.each<[string, readonly (readonly CellValue[])[]]>([
    ['print now(), ago(1h)', [['2026-06-15T12:00:00.0000000Z', '2026-06-15T11:00:00.0000000Z']]],
    ['print a = "O\'Brien", b = @"c:\\x", c = "line\\n"', [["O'Brien", 'c:\\x', 'line\n']]],
    ['print x = 1 | where 1 == 1 and 2 > 1 and datetime(2026-01-01) < now()', [[1]]],
    ['print 7 / 2, -7 % 3, 1 / 0, 1.0 / 4', [[3, 2, null, 0.25]]],
    ['print 1d / 1h, 2h + 30m, datetime(2026-01-02) - datetime(2026-01-01)', [[24, '02:30:00', '1.00:00:00']]],
    ['print x = datetime(2020-06-15 13:45:30.7654321) + 1tick', [['2020-06-15T13:45:30.7654322Z']]],
    ['let f = (a: long, b: long = 2) { a * b }; print f(3), f(3, 5)', [[6, 15]]],
    ['let T = (n: long) { range x from 1 to n step 1 }; T(3) | summarize sum(x)', [[6]]],
    ['let m = toscalar(range x from 1 to 3 step 1 | summarize max(x)); print m + 1', [[4]]],
    // Functions that go through the elements of an array take what a query gives, and columns of whatever name.
    [
      'let a = toscalar(print dynamic([1, 2])); let b = toscalar(print dynamic([2, 3])); let T = datatable(u: string)["a"]; print set_difference(a, b), array_length(set_intersect(a, set_union(b, a))), strcat_array(array_iff(dynamic([true]), "A" in~ (T), false), "")',
      [[[1], 2, 'true']],
    ],
    [
      'print item = dynamic([1, 2]), Text = "-", term = "ab cd" | project set_intersect(dynamic([2, 3]), item), strcat_array(item, Text), has_any_index(term, dynamic(["x", "cd"]))',
      [[[2], '1-2', 1]],
    ],
    [
      'datatable(item: dynamic)[dynamic([1, 2]), dynamic([2, 3])] | serialize common = set_intersect(item, prev(item)) | summarize make_set(set_difference(item, common))',
      [[[1, 2, 3]]],
    ],
    ['range x from 1 to 3 step 1 | where x in ((range y from 2 to 9 step 1)) | summarize make_list(x)', [[[2, 3]]]],
    [
      'print d = dynamic({"a/b": {"c~d": [1, {"e": null}]}}) | project d["a/b"]["c~d"][0], isnull(d["a/b"]["c~d"][1].e)',
      [[1, true]],
    ],
    ['range x from 1 to 3 step 1 | extend X = x * 2 | project x, X | where X == 4', [[2, 4]]],
    [
      'datatable(s: string)["alpha_beta", "alphabet", "x.alpha"] | where s has "alpha" | project s',
      [['alpha_beta'], ['x.alpha']],
    ],
    ['datatable(s: string)["a.b", "axb"] | where s has "a.b"', [['a.b']]],
    ['print s = "k=1 v=two" | parse s with "k=" k: long " v=" v | project k, v', [[1, 'two']]],
    ['datatable(x: long)[3, long(null), 1] | sort by x | project x', [[3], [1], [null]]],
    [
      'datatable(x: long)[3, long(null), 1] | sort by x asc | extend r = row_number(), p = prev(x) | project x, r, p',
      [
        [null, 1, null],
        [1, 2, null],
        [3, 3, 1],
      ],
    ],
    ['print percentile = 1 | summarize percentile(percentile, 50), dcount(percentile)', [[1, 1]]],
  ])('%s', async (text, expected) => {
    expect(await rows(text)).toEqual(expected);
  });

  test('statements are parted by semicolons and by blank lines, but not inside a query', async () => {
    const text =
      'let n = 2 // a let\n\n// the first\nprint a = n\n\n  print b = "x\\n\\ny"; print c = 1\n\n| extend d = 2';
    const statements = compileKql(text, { tables, now: testNow });
    expect(statements.map(({ start, length }) => text.slice(start, start + length))).toEqual([
      'print a = n',
      'print b = "x\\n\\ny"',
      'print c = 1\n\n| extend d = 2',
    ]);
    expect((await runKql(connection, text, tables)).map((result) => result.rows)).toEqual([
      [[2]],
      [['x\n\ny']],
      [[1, 2]],
    ]);
  });

  test('columns are named and typed as Kusto does', async () => {
    const [result] = await runKql(
      connection,
      'datatable(x: long, s: string)[1, "a"] | summarize count(), max(x), make_set(s) by bin(x, 10), tolower(s)',
    );
    expect(result?.columns).toEqual([
      { name: 'x', type: 'long' },
      { name: 'Column1', type: 'string' },
      { name: 'count_', type: 'long' },
      { name: 'max_x', type: 'long' },
      { name: 'set_s', type: 'dynamic' },
    ]);
  });
});

describe('errors', () => {
  test.each([
    ['print x = 1 | where y > 1', 'KS142', 'y'],
    ['AuditRecords | frobnicate', 'KS176', 'frobnicate'],
    ['let a = 1;\n\nprint a | where b', 'KS142', 'b'],
    ['range x from 1 to 3 step 1 | evaluate pivot(x)', 'notSupported', 'pivot(x)'],
    ['print geo_s2cell_neighbors("sunny")', 'notSupported', 'geo_s2cell_neighbors("sunny")'],
    ['let f = (a: string) { geo_s2cell_neighbors(a) }; print f("x")', 'notSupported', 'f("x")'],
  ])('%s', (text, code, place) => {
    const { start = 0, length = 0, ...error } = failure(text);
    expect(error).toMatchObject({ kind: 'query', code });
    expect(text.slice(start, start + length)).toBe(place);
  });

  test('what is not supported is named', () => {
    expect(failure('print row_id()').message).toBe('row_id() is not supported. Write row_number() after serialize.');
    expect(failure('AuditRecords | evaluate pivot(Id)').message).toContain('name them after it');
  });
});
