import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Row } from '../../../../src/core/protocol/queryProtocol';
import type { Archive } from '../../../../src/engine/archive/archive';
import { withConnection } from '../../../../src/engine/archive/database';
import { importFile } from '../../../../src/engine/import/importFile';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../unit/engine/archive/archiveFixture';

const now = Date.UTC(2026, 4, 2);

/** The rows of the last statement. */
async function rowsOf(runner: QueryRunner, text: string, ofTenant?: string): Promise<Row[]> {
  const results = await runner.run(text, { language: 'kql', tenantId: ofTenant, now });
  const rows = (await results.at(-1)?.readRows(0, 1_000)) ?? [];
  await Promise.all(results.map((result) => result.dispose()));
  return rows;
}

async function exampleArchive(): Promise<Archive> {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [
    blobOf('b1', [
      record('1', { RecordType: 2, PolicyId: 'lower', PolicyID: 'upper', Parameters: [{ Name: 'a' }], 'odd "key"': 5 }),
      record('2', { CreationTime: '2026-05-01T10:00:00.1234567', ExternalAccess: true, Unheard: { of: null } }),
    ]),
    blobOf(
      'b2',
      [record('3', { Workload: 'SharePoint', ExternalAccess: false, UnHeard: 'other case' })],
      'Audit.SharePoint',
    ),
  ]);
  await archive.addBlobs('another', [blobOf('b3', [record('1')])]);
  return archive;
}

describe('columns that come from the data', () => {
  test('are found in the records, then read', async () => {
    const runner = new QueryRunner(await exampleArchive());
    const pivoted =
      'AuditRecords | evaluate pivot(Workload, count(), ContentType) | where SharePoint == 1 | project SharePoint, Exchange';
    expect(await rowsOf(runner, pivoted, tenantId)).toEqual([[1, 0]]);
    const unpacked =
      'AuditRecords | where Id == "1" | project Record | evaluate bag_unpack(Record) | project RecordType, PolicyId';
    expect(await rowsOf(runner, unpacked, tenantId)).toEqual([[2, 'lower']]);
  });

  test('are not looked for once the query is cancelled', async () => {
    const runner = new QueryRunner(await exampleArchive());
    const query = 'range x from 1 to 100000000000 step 1 | where x < 0 | evaluate pivot(x)';
    const cancel = new AbortController();
    const run = runner.run(query, { language: 'kql', now, signal: cancel.signal });
    setImmediate(() => {
      cancel.abort(new Error('enough'));
    });
    await expect(run).rejects.toThrow('enough');
  });
});

test('a query that is cancelled lets go at once, leaves nothing, and is in no one’s way', async () => {
  const archive = await exampleArchive();
  const runner = new QueryRunner(archive);
  const query = 'range x from 1 to 5 step 1; range x from 1 to 100000000000 step 1 | where x < 0';
  const cancels = Array.from({ length: 3 }, () => new AbortController());
  const runs = cancels.map(({ signal }) => runner.run(query, { language: 'kql', now, signal }));
  for (const cancel of cancels) {
    setImmediate(() => {
      cancel.abort(new Error('enough'));
    });
  }
  for (const run of runs) {
    await expect(run).rejects.toThrow('enough');
  }
  expect(await rowsOf(runner, 'AuditRecords | count', tenantId)).toEqual([[3]]);
  const tables = "SELECT count(*)::INTEGER FROM duckdb_tables() WHERE table_name LIKE 'Result %'";
  await vi.waitFor(async () => {
    const found = await withConnection(archive.database, (connection) => connection.runAndReadAll(tables));
    expect(found.getRows()).toEqual([[0]]);
  });
  await expect(runner.run('print 1', { language: 'kql', now, signal: AbortSignal.abort() })).rejects.toThrow('abort');
});

/** All rows are computed in one call, or one row takes that long: minutes, or seconds. */
test.each([
  'range x from 1 to 2000 step 1 | summarize dcount(tostring(series_periods_detect(range(x, x + 2000), 4.0, 500.0, 9)))',
  'range n from 300007 to 300007 step 1 | project series_periods_detect(range(1, n), 4.0, 100000.0, 2)',
  'range n from 300007 to 300007 step 1 | project series_decompose(range(1, n))',
  'range n from 300007 to 300007 step 1 | project series_fft(range(1, n))',
  'range n from 300007 to 300007 step 1 | project series_ifft(range(1, n))',
  'range x from 1 to 500000 step 1 | serialize | scan declare (n: long = 0) with (step s: true => n = s.n + x;) | summarize max(n)',
])('what is computed in JavaScript ends when its query is cancelled, though no event is heard: %s', async (query) => {
  const cancel = new AbortController();
  let heard = 0;
  const runner = new QueryRunner(await exampleArchive(), undefined, () => {
    heard++;
    if (heard > 2) {
      cancel.abort(new Error('enough'));
    }
  });
  const run = runner.run(query, { language: 'kql', now, signal: cancel.signal });
  await expect(run).rejects.toThrow('enough');
  // It computes on the one thread that answers this.
  const fast = 'print strlen(gzip_compress_to_base64_string("a")) > 0';
  expect(await rowsOf(runner, fast)).toEqual([[true]]);
});

test('a statement with fork has several results', async () => {
  const runner = new QueryRunner(await exampleArchive());
  const results = await runner.run('AuditRecords | fork (count) (where Id == "1" | project Id)', {
    language: 'kql',
    now,
  });
  expect(await Promise.all(results.map((result) => result.readRows(0, 10)))).toEqual([[[4]], [['1'], ['1']]]);
  await Promise.all(results.map((result) => result.dispose()));
});

describe('the tables', () => {
  test('have the documented fields typed, undocumented keys, and the whole record', async () => {
    const runner = new QueryRunner(await exampleArchive());
    const query = `AuditRecords | sort by Id asc
      | project Id, CreationTime, RecordType, ExternalAccess, PolicyId, PolicyID, Parameters, ["odd \\"key\\""], Unheard, UnHeard,
        ContentType, ContentId, ContentCreated, Record.Workload, AADSessionId`;
    expect(await rowsOf(runner, query, tenantId)).toMatchInlineSnapshot(`
      [
        [
          "1",
          "2026-05-01T09:00:00.0000000Z",
          2,
          null,
          "lower",
          "upper",
          [
            {
              "Name": "a",
            },
          ],
          5,
          null,
          null,
          "Audit.Exchange",
          "b1",
          "2026-05-01T10:00:00.0000000Z",
          "Exchange",
          "",
        ],
        [
          "2",
          "2026-05-01T10:00:00.1234560Z",
          null,
          true,
          "",
          "",
          null,
          null,
          {
            "of": null,
          },
          null,
          "Audit.Exchange",
          "b1",
          "2026-05-01T10:00:00.0000000Z",
          "Exchange",
          "",
        ],
        [
          "3",
          "2026-05-01T09:00:00.0000000Z",
          null,
          false,
          "",
          "",
          null,
          null,
          null,
          "other case",
          "Audit.SharePoint",
          "b2",
          "2026-05-01T10:00:00.0000000Z",
          "SharePoint",
          "",
        ],
      ]
    `);
  });

  test('do without keys that can be no column: those are in the record', async () => {
    const archive = await openArchive(await temporaryFolder());
    await archive.addBlobs(tenantId, [
      blobOf('b', [record('1', { '': 'empty', '\0': 'nul', 'a\0b': 'both', ab: 'no' })]),
    ]);
    const runner = new QueryRunner(archive);
    expect(await rowsOf(runner, 'AuditRecords | project Id, ab, Record[""]')).toEqual([['1', 'no', 'empty']]);
  });

  test('hold one content type each, and one tenant where it is asked for', async () => {
    const runner = new QueryRunner(await exampleArchive());
    expect(await rowsOf(runner, 'AuditRecords | count')).toEqual([[4]]);
    expect(await rowsOf(runner, 'AuditRecords | count', tenantId)).toEqual([[3]]);
    expect(await rowsOf(runner, 'AuditSharePoint | project Id', tenantId)).toEqual([['3']]);
    expect(await rowsOf(runner, 'DlpAll | count', tenantId)).toEqual([[0]]);
    expect(await rowsOf(runner, 'AuditRecords | count', 'nobody')).toEqual([[0]]);
  });

  test('are there, typed and empty, before there are records', async () => {
    const runner = new QueryRunner(await openArchive(await temporaryFolder()));
    const [result] = await runner.run('AuditExchange | project CreationTime, RecordType, Parameters', {
      language: 'kql',
      now,
    });
    expect(result?.columns.map(({ type }) => type)).toEqual(['datetime', 'int', 'dynamic']);
    expect(await result?.readRows(0, 10)).toEqual([]);
  });

  test('show records as soon as they are in, whoever wrote them', async () => {
    const folder = await temporaryFolder();
    const runner = new QueryRunner(await openArchive(folder));
    expect(await rowsOf(runner, 'AuditRecords | count')).toEqual([[0]]);
    const other = await openArchive(folder);
    await other.addBlobs(tenantId, [blobOf('b1', [record('1', { NewKey: 1 })])]);
    expect(await rowsOf(runner, 'AuditRecords | project NewKey')).toEqual([[1]]);
  });
});

describe('results', () => {
  test('are read in pages, in order, until they are disposed of', async () => {
    const runner = new QueryRunner(await openArchive(await temporaryFolder()));
    const [result] = await runner.run('range n from 1 to 10000 step 1 | sort by n desc', { language: 'kql', now });
    expect(result?.rowCount).toBe(10_000);
    expect(await result?.readRows(0, 2)).toEqual([[10_000], [9_999]]);
    expect(await result?.readRows(9_998, 10)).toEqual([[2], [1]]);
    expect(await result?.readRows(20_000, 10)).toEqual([]);
    await result?.dispose();
    await result?.dispose();
  });

  test('come for each statement, and each has its own', async () => {
    const runner = new QueryRunner(await exampleArchive());
    const results = await runner.run('print a = 1; print b = "x", B = "y"', { language: 'kql', now });
    expect(results.map(({ columns }) => columns.map(({ name }) => name))).toEqual([['a'], ['b', 'B']]);
    expect(await Promise.all(results.map((result) => result.readRows(0, 5)))).toEqual([[[1]], [['x', 'y']]]);
  });

  test('leave nothing behind when a statement fails', async () => {
    const archive = await exampleArchive();
    const runner = new QueryRunner(archive);
    await expect(runner.run('print 1; Nonsense | count', { language: 'kql', now })).rejects.toMatchObject({
      data: { kind: 'query', start: 9, length: 8 },
    });
    const tables = await withConnection(archive.database, (connection) => connection.runAndReadAll('SHOW TABLES'));
    expect(tables.getRows()).toEqual([]);
  });
});

test('tells of a well-known mistake as the editor does', async () => {
  const runner = new QueryRunner(await exampleArchive());
  const text = 'AuditRecords | where Operation = "a" and UserId = "b"';
  await expect(runner.run(text, { language: 'kql', now })).rejects.toMatchObject({
    data: { kind: 'query', message: 'Values are compared by "==".', start: text.indexOf('='), length: 1 },
  });
});

test.each([
  ['AuditRecords | wher Operation == "a"', 'Query operator expected. Did you mean "where"?'],
  [
    'AuditRecords | where Operaton == "a"',
    'The name \'Operaton\' does not refer to any known column, table, variable or function. Did you mean "Operation"?',
  ],
  [
    'AuditRecords | where Xyzzy == "a"',
    "The name 'Xyzzy' does not refer to any known column, table, variable or function. If it is a key that no record here has had yet, write Record.Xyzzy.",
  ],
])('names the word that a misspelt one is near to: %s', async (text, message) => {
  const runner = new QueryRunner(await exampleArchive());
  await expect(runner.run(text, { language: 'kql', now })).rejects.toMatchObject({ data: { kind: 'query', message } });
});

test.each([
  [
    'join',
    'range a from 1 to 1000000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 1000000 step 1 | extend k = 1) on k | summarize sum(a * b)',
  ],
  ['range', 'range a from 1 to 1000000000000 step 1 | summarize count() by a % 7'],
  ['range of reals', 'range a from 0.5 to 1000000000000.0 step 0.5 | summarize sum(a)'],
])('a %s without end is cancelled inside DuckDB', async (_, endless) => {
  const runner = new QueryRunner(await openArchive(await temporaryFolder()));
  const cancel = new AbortController();
  const run = runner.run(endless, { language: 'kql', now, signal: cancel.signal });
  setTimeout(() => {
    cancel.abort();
  }, 200);
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(await rowsOf(runner, 'print 1')).toEqual([[1]]);
});

test.each([
  ['print toscalar(print 10675199d) * 2', 'beyond what its type holds'],
  ['print assert(false, "There are no records.")', 'There are no records.'],
  ['datatable(p: string)["(a"] | where "a" matches regex p', 'no regular expression: "(a"'],
  [
    'datatable(t: datetime)[datetime(2026-01-01)] | make-series count() on t from datetime(1900-01-01) to datetime(2100-01-01) step 1s',
    'take a longer step',
  ],
])('says in plain words why %s could not be run to its end', async (text, words) => {
  const runner = new QueryRunner(await openArchive(await temporaryFolder()));
  const failure: unknown = await runner.run(text, { language: 'kql', now }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ data: { kind: 'query', start: 0, length: text.length } });
  expect(String(failure)).toContain(words);
  expect(String(failure)).not.toMatch(/(Range|Input|Conversion) Error|INT64|LINE 1/);
});

test('functions that are no SQL are called, over rows too', async () => {
  const runner = new QueryRunner(await exampleArchive());
  expect(
    await rowsOf(runner, 'AuditRecords | sort by Id asc | project x = parse_csv(strcat(Id, ",b"))', tenantId),
  ).toEqual([[['1', 'b']], [['2', 'b']], [['3', 'b']]]);
});

test('PowerShell is refused in words', async () => {
  const runner = new QueryRunner(await openArchive(await temporaryFolder()));
  await expect(runner.run('Search-UnifiedAuditLog', { language: 'powershell', now })).rejects.toMatchObject({
    data: { kind: 'query', code: 'notSupported' },
  });
});

const realRecords = path.resolve(import.meta.dirname, '../../../../../shared/records/real-records.ndjson');

test.skipIf(!existsSync(realRecords))('counts real records by workload as a plain count does', async () => {
  const archive = await openArchive(await temporaryFolder());
  await importFile(archive, realRecords);
  const counts = new Map<string, number>();
  for (const line of (await readFile(realRecords, 'utf8')).trim().split('\n')) {
    const { Workload } = JSON.parse(line) as { Workload: string };
    counts.set(Workload, (counts.get(Workload) ?? 0) + 1);
  }
  const rows = await rowsOf(
    new QueryRunner(archive),
    'AuditRecords | summarize n=count() by Workload | sort by n desc',
  );
  expect(new Map(rows.map(([workload, n]) => [workload, n]))).toEqual(counts);
  expect(rows.map(([, n]) => n)).toEqual([...counts.values()].toSorted((a, b) => b - a));
});
