import { describe, expect, onTestFinished, test } from 'vitest';
import { hourMs } from '../../../../src/core/api/contentWindow';
import type { Archive } from '../../../../src/engine/archive/archive';
import { QueryRunner, type QueryOptions, type StatementResult } from '../../../../src/engine/query/queryRunner';
import { findScan } from '../../../../src/engine/query/resultScan';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { rowsOf } from '../../../unit/engine/query/rowsOf';

const now = Date.UTC(2026, 4, 4);
const secondDay = { start: Date.UTC(2026, 4, 2), end: Date.UTC(2026, 4, 3) };

/** Records of three days, one hour before noon each; the second day's is of SharePoint. */
async function exampleArchive(): Promise<Archive> {
  const archive = await openArchive(await temporaryFolder());
  const of = (day: number, fields: object = {}): object =>
    record(String(day), { CreationTime: `2026-05-0${day}T11:00:00`, ...fields });
  await archive.addBlobs(tenantId, [
    blobOf('b1', [of(1), of(3)]),
    blobOf('b2', [of(2, { Workload: 'SharePoint' })], 'Audit.SharePoint'),
  ]);
  return archive;
}

async function openRunner(): Promise<QueryRunner> {
  const runner = new QueryRunner(await exampleArchive());
  onTestFinished(() => {
    runner.close();
  });
  return runner;
}

async function lastResult(
  runner: QueryRunner,
  text: string,
  options: Partial<QueryOptions> = {},
): Promise<StatementResult> {
  const result = (await runner.run(text, { language: 'kql', now, ...options })).at(-1);
  if (result === undefined) {
    throw new TypeError('The query gave no result.');
  }
  return result;
}

test('parameters have the values that are given, and else their defaults', async () => {
  const runner = await openRunner();
  const text = 'declare query_parameters(who: string = "u", most: long = 1); print who, most';
  expect(await rowsOf(runner, text)).toEqual([['u', 1]]);
  expect(await rowsOf(runner, text, { parameters: { who: '" | take 0', most: '5' } })).toEqual([['" | take 0', 5]]);
});

describe('the time range', () => {
  test.each([
    'AuditRecords',
    'AuditRecords | where hourofday(CreationTime) == 11',
    'let all = () { AuditRecords | where Workload != "x" }; all()',
    'union AuditExchange, AuditSharePoint',
    'union Audit*',
    'AuditRecords | where Id in ((AuditRecords | project Id))',
    'AuditRecords | extend CreationTime = now() | project Id',
  ])('limits audit records: %s', async (text) => {
    const result = await lastResult(await openRunner(), text, { timeRange: secondDay });
    expect(result.statement.timeRange).toBe('applied');
    const ids = await rowsOf(new QueryRunner(result.archive), `${text} | distinct Id`, { now, timeRange: secondDay });
    expect(ids).toEqual([['2']]);
  });

  test('holds for queries inside of expressions, too', async () => {
    const text = 'print n = toscalar(AuditRecords | count)';
    expect(await rowsOf(await openRunner(), text, { timeRange: secondDay })).toEqual([[1]]);
  });

  test.each([
    'AuditRecords | where CreationTime > ago(30d)',
    'AuditRecords | where now() - CreationTime < 30d',
    'let recent = AuditRecords | where CreationTime between (datetime(2026-01-01) .. now()); recent',
    'AuditRecords | where bin(ContentCreated, 1d) <= now()',
  ])('does not hold for a text that names times itself: %s', async (text) => {
    const result = await lastResult(await openRunner(), text, { timeRange: secondDay });
    expect(result.statement.timeRange).toBe('setInQuery');
    expect(result.rowCount).toBe(3);
  });

  test('does not hold for a series that says from when it is', async () => {
    const text =
      'AuditRecords | make-series n = count() on CreationTime from datetime(2026-05-01) to datetime(2026-05-04) step 1d';
    const rows = await rowsOf(await openRunner(), `${text} | project n`, { timeRange: secondDay });
    expect(rows).toEqual([[[1, 1, 1]]]);
  });

  test('is nothing to what was fetched, nor to rows without times', async () => {
    const runner = await openRunner();
    expect(await rowsOf(runner, 'ContentBlobs | count', { timeRange: secondDay })).toEqual([[2]]);
    const result = await lastResult(runner, 'print CreationTime = now()', { timeRange: secondDay });
    expect(result.statement.timeRange).toBeUndefined();
  });

  test('limits the records of OfficeActivity by TimeGenerated', async () => {
    const text = 'OfficeActivity | project OfficeWorkload';
    expect(await rowsOf(await openRunner(), text, { timeRange: secondDay })).toEqual([['SharePoint']]);
  });
});

describe('a result as a table', () => {
  test('has the columns and the values of the result, to the tick', async () => {
    const runner = await openRunner();
    const text = `print a = datetime(2026-05-01T00:00:00.1234567), A = 1.5s, ["odd \\"name\\""] = dynamic({"x": 1}), s = ""`;
    const result = await lastResult(runner, text);
    const tables = [{ name: 'my result', result }];
    const rows = await rowsOf(runner, `['my result'] | extend later = a + A, x = ["odd \\"name\\""].x`, { tables });
    expect(rows).toEqual([
      ['2026-05-01T00:00:00.1234567Z', '00:00:01.5000000', { x: 1 }, '', '2026-05-01T00:00:01.6234567Z', 1],
    ]);
  });

  test('can be joined with audit records, and is not there without being asked for', async () => {
    const runner = await openRunner();
    const result = await lastResult(runner, 'AuditRecords | where Workload == "SharePoint" | project Id');
    const tables = [{ name: 'Found', result }];
    expect(await rowsOf(runner, 'AuditRecords | join kind=inner Found on Id | project Id', { tables })).toEqual([
      ['2'],
    ]);
    await expect(rowsOf(runner, 'Found')).rejects.toMatchObject({ data: { kind: 'query' } });
    expect(await rowsOf(runner, 'Other | count', { tables: [{ name: 'Other', result }] })).toEqual([[1]]);
  });

  test.each(['AuditRecords', 'contentblobs'])('cannot take the name of another table: %s', async (name) => {
    const runner = await openRunner();
    const result = await lastResult(runner, 'print 1');
    await expect(rowsOf(runner, 'print 1', { tables: [{ name, result }] })).rejects.toThrow(
      `A result cannot be called "${name}", since there is another table of that name.`,
    );
  });

  test('is of the same archive', async () => {
    const result = await lastResult(await openRunner(), 'print 1');
    const run = rowsOf(await openRunner(), 'Found', { tables: [{ name: 'Found', result }] });
    await expect(run).rejects.toThrow('The result "Found" was found in another archive.');
  });
});

describe('what a statement read', () => {
  test.each([
    ['AuditRecords | count', 3],
    ['AuditSharePoint | count', 1],
    ['AuditRecords | where CreationTime >= datetime(2026-05-02) and Id != "" | count', 2],
    ['AuditRecords | where Id != "" | where CreationTime between (datetime(2026-05-02T11:00) .. 1h)', 1],
    ['AuditRecords | where datetime(2026-05-02) > CreationTime', 1],
    ['AuditRecords | where ContentType == "Audit.SharePoint"', 1],
    ['AuditRecords | where "audit.exchange" =~ ContentType and Id != ""', 2],
    ['AuditRecords | where ContentType in ("Audit.SharePoint", "DLP.All")', 1],
    ['AuditRecords | where ContentType in~ ("audit.sharepoint")', 1],
    ['AuditRecords | where ContentType == "DLP.All" or ContentType == "Audit.Exchange"', 2],
    ['AuditRecords | where ContentType == "Audit.SharePoint" | where Id != ""', 1],
    ['AuditRecords | where ContentType == "Audit.SharePoint" or Id == "1"', 3],
    ['AuditRecords | where ContentType == Workload', 3],
    ['let wanted = "Audit.SharePoint"; AuditRecords | where ContentType == wanted', 1],
    ['AuditRecords | extend ContentType = "DLP.All" | where ContentType == "DLP.All"', 3],
    ['AuditRecords | extend CreationTime = now() | where CreationTime > datetime(2027-01-01)', 3],
    ['print toscalar(AuditExchange | count)', 2],
    ['AuditSharePoint | where Id in ((AuditExchange | where CreationTime < datetime(2026-05-02) | project Id))', 2],
  ])('are the files of its content types and days: %s', async (text, files) => {
    const { archive, statement } = await lastResult(await openRunner(), text);
    const scan = await findScan(archive, statement.reads, { tenantId, now });
    expect(scan).toMatchObject({ files });
    expect(scan?.bytes).toBeGreaterThan(0);
  });

  test('is nothing where it reads no audit records', async () => {
    const { archive, statement } = await lastResult(await openRunner(), 'ContentBlobs | count');
    expect(await findScan(archive, statement.reads, { tenantId, now })).toBeUndefined();
  });

  test('says which hours of its content types were not fetched', async () => {
    const archive = await exampleArchive();
    const listing = { tenantId, contentType: 'Audit.Exchange', pages: 1, blobs: [] } as const;
    const start = now - 24 * hourMs;
    await archive.recordListing({ ...listing, window: { start, end: now - 3 * hourMs }, listedAt: now });
    const { statement } = await lastResult(new QueryRunner(archive), 'AuditExchange');
    const timeRange = { start, end: now };
    const scan = await findScan(archive, statement.reads, { tenantId, timeRange, now });
    // The last hour and the one before may yet grow, and are not missed.
    const fetchable = [{ contentTypes: ['Audit.Exchange'], range: timeRange }];
    expect(scan?.coverage).toEqual({ total: 24, pending: 2, lost: 0, fetchable, listedAt: now });
  });

  test('says what is missing of the content types alone that a condition names', async () => {
    const archive = await exampleArchive();
    const listing = { tenantId, contentType: 'Audit.Exchange', pages: 1, blobs: [] } as const;
    const window = { start: now - 24 * hourMs, end: now - 12 * hourMs };
    await archive.recordListing({ ...listing, window, listedAt: now });
    const runner = new QueryRunner(archive);
    const { statement } = await lastResult(runner, 'AuditRecords | where ContentType == "DLP.All"');
    const timeRange = { start: now - 2 * hourMs, end: now };
    const scan = await findScan(archive, statement.reads, { tenantId, timeRange, now });
    // It was never collected, and is missed since it is named.
    expect(scan?.coverage.fetchable).toEqual([{ contentTypes: ['DLP.All'], range: timeRange }]);
  });

  test('says what the text itself needs, though nothing of it was ever collected', async () => {
    const archive = await exampleArchive();
    const start = new Date(now - 2 * hourMs).toISOString();
    const needs = [{ contentTypes: ['DLP.All'], start }] as const;
    const scan = await findScan(archive, [], { tenantId, needs, now });
    expect(scan).toEqual({
      ...{ files: 0, bytes: 0 },
      coverage: {
        ...{ total: 2, pending: 2, lost: 0 },
        fetchable: [{ contentTypes: ['DLP.All'], range: { start: now - 2 * hourMs, end: now } }],
      },
    });
  });
});
