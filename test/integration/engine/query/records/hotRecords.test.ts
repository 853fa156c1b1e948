import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { contentTypeOf, contentTypes } from '../../../../../src/core/api/contentType';
import { dayMs } from '../../../../../src/core/api/contentWindow';
import type { Archive } from '../../../../../src/engine/archive/archive';
import { withConnection } from '../../../../../src/engine/archive/database';
import { deleteRecords } from '../../../../../src/engine/data/deleteRecords';
import { HotRecords, type HotOptions } from '../../../../../src/engine/query/records/hotRecords';
import { QueryRunner } from '../../../../../src/engine/query/queryRunner';
import { findScan } from '../../../../../src/engine/query/resultScan';
import { DayPlan } from '../../../../../src/sandbox/records/dayPlan';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../../unit/engine/archive/archiveFixture';
import { rowsOf } from '../../../../unit/engine/query/rowsOf';

const limits: Partial<HotOptions> = { quietMs: 0, checkMs: 10, keepMs: 3_600_000, mostRecords: 100_000 };
const firstDay = Date.UTC(2026, 3, 28);
const groups = 'AuditRecords | summarize n = count() by Operation | sort by Operation asc';

interface Warm {
  readonly archive: Archive;
  readonly hot: HotRecords;
  readonly runner: QueryRunner;
}

function openRunner(archive: Archive, changed: Partial<HotOptions> = {}): Warm {
  const hot = new HotRecords(archive, { ...limits, ...changed });
  const runner = new QueryRunner(archive, hot);
  onTestFinished(() => {
    runner.close();
  });
  return { archive, hot, runner };
}

/** Asks twice, as it takes. */
async function warm({ runner, hot }: Warm, ofTenant?: string): Promise<void> {
  await rowsOf(runner, groups, { tenantId: ofTenant });
  await rowsOf(runner, groups, { tenantId: ofTenant });
  await hot.settled();
}

/** What a query gives, in an order of its own where the text asks for none, and where that comes from. */
async function answer(runner: QueryRunner, text: string, ofTenant?: string): Promise<{ rows: string[]; read: string }> {
  const now = firstDay + 2 * dayMs;
  const [result] = await runner.run(text, { language: 'kql', now, tenantId: ofTenant });
  const rows = ((await result?.readRows(0, result.rowCount)) ?? []).map((row) => JSON.stringify(row));
  await result?.dispose();
  return { rows: /take|serialize/.test(text) ? rows : rows.toSorted(), read: result?.read ?? '' };
}

async function readBy(runner: QueryRunner, text: string): Promise<string> {
  return (await answer(runner, text)).read;
}

async function hotDatabases({ database }: Archive): Promise<unknown> {
  const found = await withConnection(database, (connection) =>
    connection.runAndReadAll("SELECT count(*)::INTEGER FROM duckdb_databases() WHERE database_name LIKE 'Hot %'"),
  );
  return found.getRows()[0]?.[0];
}

/** A step stands in for the statement of the next build that begins so. @returns when it does */
function replaceStep(
  { database }: Archive,
  beginning: string,
  step: (run: DuckDBConnection['run']) => ReturnType<DuckDBConnection['run']>,
): Promise<void> {
  const connect = database.connect.bind(database);
  return new Promise((resolve) => {
    const spy = vi.spyOn(database, 'connect').mockImplementation(async () => {
      const connection = await connect();
      const run = connection.run.bind(connection);
      vi.spyOn(connection, 'run').mockImplementation((...[text, ...rest]: Parameters<DuckDBConnection['run']>) => {
        if (typeof text !== 'string' || !text.startsWith(beginning)) {
          return run(text, ...rest);
        }
        spy.mockRestore();
        resolve();
        return step(run);
      });
      return connection;
    });
  });
}

/** Some records of two days of the demo tenant, records that are not as documented, and another tenant's. */
async function demoArchive(): Promise<Archive> {
  const archive = await openArchive(await temporaryFolder());
  const plan = new DayPlan(1, tenantId);
  for (const day of [firstDay, firstDay + dayMs]) {
    const records = plan
      .eventsOf(day)
      .filter((_, index) => index % 10 === 0)
      .map((event) => event.record);
    const blobs = contentTypes.map((contentType) =>
      blobOf(
        `${day} ${contentType}`,
        records.filter((each) => contentTypeOf(each) === contentType),
        contentType,
      ),
    );
    await archive.addBlobs(tenantId, blobs);
  }
  const odd = [
    record('odd 1', { CreationTime: 'never', Operation: '', UserId: null, UserType: 'none', operation: 'small' }),
    record('odd 2', { Operation: undefined, Workload: 'SharePoint', RecordType: 6, ClientIP: 5, ResultStatus: ['x'] }),
    record('odd 3', { UserKey: 'ключ', UserId: 'o\'hara "x"', RecordType: 4_000_000_000, UserType: 2.5, Workload: 7 }),
  ];
  await archive.addBlobs(tenantId, [blobOf('odd', odd, 'Audit.General')]);
  await archive.addBlobs('another', [blobOf('other', [record('1', { UserId: 'stranger', operation: 'small' })])]);
  return archive;
}

describe('from memory, the answers are those from the files:', () => {
  const inMemory = [
    'AuditRecords | summarize n = count() by Operation',
    'AuditRecords | count',
    'AuditRecords | project CreationTime, ContentType, Operation, Workload, RecordType, OrganizationId, UserId, UserKey, UserType, ResultStatus, ClientIP',
    'AuditRecords | summarize by isnull(CreationTime), isempty(UserId), isnull(UserType), isnull(RecordType), ClientIP, ResultStatus, gettype(UserType)',
    'AuditRecords | where CreationTime between (datetime(2026-04-28T06:00) .. 4h) | summarize dcount(UserId) by bin(CreationTime, 1h), Workload',
    'AuditRecords | where ContentType == "Audit.Exchange" and UserId has "a" | take 7 | project CreationTime, UserId',
    'AuditRecords | serialize n = row_number() | where n % 100 == 0 | project n, Operation',
    'AuditExchange | summarize count(), min(CreationTime), max(CreationTime) by ClientIP',
    'DlpAll | summarize count() by Operation',
    'union withsource = Table AuditExchange, AuditSharePoint, OfficeActivity | summarize count() by Table, Operation',
    'AuditExchange | distinct UserId | join kind=fullouter (AuditSharePoint | summarize count() by UserId) on UserId',
    'AuditRecords | where UserId in ((OfficeActivity | where OfficeWorkload == "Exchange" | distinct UserId)) | count',
    'OfficeActivity | summarize count() by RecordType, UserType, OfficeWorkload, Operation, Type, TenantId',
    'OfficeActivity | where TimeGenerated < datetime(2026-04-29) | summarize arg_max(TimeGenerated, ResultStatus) by UserId',
    'AuditRecords | evaluate pivot(Workload, count(), ContentType)',
  ];
  const beside = [
    'AuditRecords | where Id == "odd 1" | project Id, Operation, operation, UserId',
    'AuditRecords | summarize count() by tostring(Record.Workload)',
    'OfficeActivity | summarize count() by Site_, OfficeObjectId',
    'AuditExchange | distinct UserId | join (AuditSharePoint | project Id, UserId) on UserId',
    'AuditRecords | search "odd" | count',
  ];

  test.each([undefined, tenantId, 'another'])('of tenant %s', async (ofTenant) => {
    const archive = await demoArchive();
    const cold = openRunner(archive, { mostRecords: 0 });
    const hot = openRunner(archive);
    await warm(hot, ofTenant);
    for (const text of [...inMemory, ...beside]) {
      const fromFiles = await answer(cold.runner, text, ofTenant);
      expect(fromFiles.read, text).toBe('files');
      const read = inMemory.includes(text) ? 'memory' : 'files';
      expect(await answer(hot.runner, text, ofTenant), text).toEqual({ ...fromFiles, read });
    }
  });
});

describe('what is in memory', () => {
  let found: Warm;

  beforeEach(async () => {
    const archive = await openArchive(await temporaryFolder());
    await archive.addBlobs(tenantId, [blobOf('may 1', [record('1'), record('2')])]);
    await archive.addBlobs(tenantId, [blobOf('may 2', [record('3', { CreationTime: '2026-05-02T09:00:00' })])]);
    found = openRunner(archive);
  });

  test('comes after the second query of the records', async () => {
    const { runner, hot, archive } = found;
    await rowsOf(runner, 'print 1');
    await rowsOf(runner, groups);
    await hot.settled();
    expect(await hotDatabases(archive)).toBe(0);
    await rowsOf(runner, groups);
    await hot.settled();
    expect(await hotDatabases(archive)).toBe(1);
    expect(await readBy(runner, groups)).toBe('memory');
    expect(await readBy(runner, 'AuditRecords | project Id')).toBe('files');
    expect(await readBy(runner, groups)).toBe('memory');
    expect(await readBy(runner, 'print 1')).toBe('nothing');
  });

  test('is said to be no file that was read', async () => {
    const scan = async (): Promise<object | undefined> => {
      const { archive, runner } = found;
      const [result] = await runner.run(groups, { language: 'kql', tenantId, now: firstDay });
      await result?.dispose();
      const isFromMemory = result?.read === 'memory';
      return findScan(archive, result?.statement.reads ?? [], { tenantId, isFromMemory, now: firstDay });
    };
    expect(await scan()).toMatchObject({ files: 2 });
    await warm(found, tenantId);
    expect(await scan()).toMatchObject({ files: 0, bytes: 0 });
  });

  test('does not come where there are many records, nor where it cannot be built', async () => {
    const many = openRunner(found.archive, { mostRecords: 2 });
    await warm(many);
    expect(await readBy(many.runner, groups)).toBe('files');

    const onFailure = vi.fn();
    const failing = openRunner(found.archive, { onFailure });
    const full = replaceStep(found.archive, 'INSERT INTO "Hot', () => Promise.reject(new Error('full')));
    await warm(failing);
    await full;
    await warm(failing);
    expect(onFailure).toHaveBeenCalledTimes(1);
    expect(await readBy(failing.runner, groups)).toBe('files');
    expect(await hotDatabases(found.archive)).toBe(0);
  });

  test('goes with its records: when more come', async () => {
    await warm(found);
    await found.archive.addBlobs(tenantId, [blobOf('more', [record('4')])]);
    expect(await rowsOf(found.runner, groups)).toEqual([['Send', 4]]);
    await expect.poll(() => hotDatabases(found.archive)).toBe(0);
    await warm(found);
    expect(await rowsOf(found.runner, groups)).toEqual([['Send', 4]]);
    expect(await readBy(found.runner, groups)).toBe('memory');
  });

  test('goes when some are deleted, with no query after it, by another process too', async () => {
    await warm(found);
    expect(await hotDatabases(found.archive)).toBe(1);
    const other = await openArchive(found.archive.folder);
    await deleteRecords(other, tenantId, { until: Date.UTC(2026, 4, 2) });
    await expect.poll(() => hotDatabases(found.archive)).toBe(0);
    expect(await rowsOf(found.runner, groups)).toEqual([['Send', 1]]);
  });

  test('goes as soon as this process deletes some, or when the queries end that run then', async () => {
    const slow = openRunner(found.archive, { checkMs: 3_600_000 });
    await warm(slow);
    await deleteRecords(found.archive, tenantId, { contentTypes: ['DLP.All'] });
    expect(await hotDatabases(found.archive)).toBe(1);
    slow.hot.begin();
    await deleteRecords(found.archive, tenantId, { until: Date.UTC(2026, 4, 2) });
    expect(await hotDatabases(found.archive)).toBe(1);
    slow.hot.end(undefined);
    await expect.poll(() => hotDatabases(found.archive)).toBe(0);

    await warm(slow);
    expect(await hotDatabases(found.archive)).toBe(1);
    await deleteRecords(found.archive, tenantId, {});
    await expect.poll(() => hotDatabases(found.archive)).toBe(0);
  });

  test('goes when files are compacted', async () => {
    const { archive, runner } = found;
    await archive.addBlobs(tenantId, [blobOf('again', [record('5')])]);
    await warm(found);
    await archive.compact({ signal: new AbortController().signal, now: Date.UTC(2027, 0, 1) });
    expect(await readBy(runner, groups)).toBe('files');
    expect(await rowsOf(runner, groups)).toEqual([['Send', 4]]);
  });

  test('goes for the records of another tenant, and when nobody asks', async () => {
    await found.archive.addBlobs('another', [blobOf('other', [record('1', { Operation: 'Other' })])]);
    await warm(found, tenantId);
    expect(await rowsOf(found.runner, groups, { tenantId: 'another' })).toEqual([['Other', 1]]);
    await expect.poll(() => hotDatabases(found.archive)).toBe(0);

    const short = openRunner(found.archive, { keepMs: 20 });
    await warm(short);
    await expect.poll(() => hotDatabases(found.archive)).toBe(0);
  });
});

describe('while it is built', () => {
  const endless = 'range(1000000000)';

  async function building(): Promise<Warm> {
    const archive = await demoArchive();
    const filling = replaceStep(archive, 'INSERT INTO "Hot', (run) =>
      run(`SELECT count(*) FROM ${endless} a, ${endless} b`),
    );
    const found = openRunner(archive);
    await rowsOf(found.runner, groups);
    await rowsOf(found.runner, groups);
    await filling;
    expect(await hotDatabases(archive)).toBe(1);
    return found;
  }

  test('a query ends that, and it is built after the query', async () => {
    const { runner, hot, archive } = await building();
    const first = hot.settled();
    expect(await readBy(runner, groups)).toBe('files');
    await Promise.all([first, hot.settled()]);
    expect(await hotDatabases(archive)).toBe(1);
    expect(await readBy(runner, groups)).toBe('memory');
  });

  test('a query is cancelled as ever', async () => {
    const { runner } = await building();
    const cancel = new AbortController();
    const run = runner.run(
      'range a from 1 to 1000000000000 step 1 | join kind=inner (AuditRecords) on $left.a == $right.RecordType',
      {
        language: 'kql',
        now: firstDay,
        signal: cancel.signal,
      },
    );
    setImmediate(() => {
      cancel.abort(new Error('enough'));
    });
    await expect(run).rejects.toThrow('enough');
  });

  test('the archive is closed', async () => {
    const { runner, hot, archive } = await building();
    runner.close();
    await archive.close();
    await hot.settled();
    expect(hot.tableOf((await archive.recordSet()).version)).toBeUndefined();
  });
});
