import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hourMs } from '../../../../src/core/api/contentWindow';
import { officeActivityColumns } from '../../../../src/core/schema/generated/officeActivityColumns';
import type { Archive } from '../../../../src/engine/archive/archive';
import { importFile } from '../../../../src/engine/import/importFile';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import {
  blobOf,
  createdAt,
  listedBlob,
  openArchive,
  record,
  temporaryFolder,
  tenantId,
} from '../../../unit/engine/archive/archiveFixture';
import { rowsOf } from '../../../unit/engine/query/rowsOf';

async function archiveOf(...records: readonly object[]): Promise<QueryRunner> {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [blobOf('b1', records)]);
  return new QueryRunner(archive);
}

describe('OfficeActivity', () => {
  test('has the columns of Sentinel, in its order', async () => {
    const runner = await archiveOf();
    const [result] = await runner.run('OfficeActivity', { language: 'kql', now: createdAt });
    expect(result?.columns).toEqual([
      ...officeActivityColumns.map(({ name, type }) => ({ name, type })),
      { name: 'TenantId', type: 'string' },
      { name: '_ResourceId', type: 'string' },
    ]);
  });

  test('has the records of four workloads, under the names and with the values of Sentinel', async () => {
    const runner = await archiveOf(
      record('1', {
        RecordType: 1,
        UserType: 2,
        LogonType: 1,
        InternalLogonType: 0,
        ExternalAccess: true,
        Parameters: [{ Name: 'Identity', Value: 'a@b' }],
        OrganizationId: tenantId,
        ChatName: 'undocumented',
        Members: [{ UPN: 'a@b' }],
        IsManagedDevice: false,
      }),
      record('2', { Workload: 'OneDrive', RecordType: 100_000, UserType: 3, ExternalAccess: false }),
      record('3', { Workload: 'AzureActiveDirectory' }),
      record('4', { Workload: 'MicrosoftTeams', RecordType: -5, Item: 'a text' }),
    );
    const query = `OfficeActivity | sort by OfficeId asc | project OfficeId, TimeGenerated, RecordType, UserType, OfficeWorkload,
      Logon_Type, InternalLogonType, ExternalAccess, Parameters, Item, OfficeTenantId, ChatName, Members, IsManagedDevice, Type, TenantId`;
    const time = '2026-05-01T09:00:00.0000000Z';
    const parameters = '[{"Name":"Identity","Value":"a@b"}]';
    // prettier-ignore
    expect(await rowsOf(runner, query)).toEqual([
      ['1', time, 'ExchangeAdmin', 'Admin', 'Exchange', 'Admin', 0, 'True', parameters, '', tenantId, 'undocumented', [{ UPN: 'a@b' }], false, 'OfficeActivity', tenantId],
      ['2', time, '100000', 'DcAdmin', 'OneDrive', '', null, 'False', '', '', '', '', null, null, 'OfficeActivity', ''],
      ['4', time, '-5', '', 'MicrosoftTeams', '', null, '', '', 'a text', '', '', null, null, 'OfficeActivity', ''],
    ]);
  });

  test('can be asked before there are records', async () => {
    const runner = new QueryRunner(await openArchive(await temporaryFolder()));
    expect(await rowsOf(runner, 'OfficeActivity | where TimeGenerated > ago(1d) | count')).toEqual([[0]]);
  });
});

describe('the catalogue', () => {
  async function catalogued(): Promise<Archive> {
    const archive = await openArchive(await temporaryFolder());
    const window = { start: createdAt - hourMs, end: createdAt };
    await archive.recordListing({
      tenantId,
      contentType: 'Audit.Exchange',
      window,
      listedAt: createdAt + 1,
      pages: 2,
      blobs: [listedBlob('fetched'), listedBlob('waiting'), listedBlob('broken')],
    });
    await archive.addBlobs(tenantId, [blobOf('fetched', [record('1'), record('2'), record('1')])]);
    await archive.recordLosses(tenantId, 'Audit.Exchange', [
      { contentId: 'broken', state: 'failed', reason: 'The content is no JSON array.' },
    ]);
    return archive;
  }

  test('is a table of blobs, as they are now', async () => {
    const runner = new QueryRunner(await catalogued());
    const query = 'ContentBlobs | sort by ContentId asc | project ContentId, State, Records, Duplicates, Reason';
    expect(await rowsOf(runner, query)).toEqual([
      ['broken', 'failed', null, null, 'The content is no JSON array.'],
      ['fetched', 'archived', 3, 1, ''],
      ['waiting', 'listed', null, null, ''],
    ]);
    const fetched = 'ContentBlobs | where FetchedTime > datetime(2026-01-01) | project ContentId, Unreadable, Attempts';
    expect(await rowsOf(runner, fetched)).toEqual([['fetched', null, null]]);
    const aMonthOn = createdAt + 30 * 24 * hourMs;
    expect(await rowsOf(runner, 'ContentBlobs | where State == "lost" | count', { now: aMonthOn })).toEqual([[2]]);
    expect(await rowsOf(runner, 'ContentBlobs | project d = ContentExpiration - ContentCreated | distinct d')).toEqual([
      ['7.00:00:00'],
    ]);
  });

  test('is a table of windows', async () => {
    const runner = new QueryRunner(await catalogued());
    expect(await rowsOf(runner, 'ContentWindows')).toEqual([
      [
        tenantId,
        'Audit.Exchange',
        '2026-05-01T09:00:00.0000000Z',
        '2026-05-01T10:00:00.0000000Z',
        '2026-05-01T10:00:00.0010000Z',
        2,
        3,
        null,
        false,
      ],
    ]);
  });

  test('says up to when a window was settled', async () => {
    const archive = await catalogued();
    const window = { start: createdAt - 2 * hourMs, end: createdAt };
    const again = { tenantId, contentType: 'Audit.Exchange' as const, window, pages: 1, blobs: [] };
    await archive.recordListing({ ...again, listedAt: createdAt + 23.5 * hourMs });
    await archive.recordListing({ ...again, listedAt: createdAt + 24 * hourMs });
    const runner = new QueryRunner(archive);
    const query = 'ContentWindows | sort by ListedTime asc | project SettledTime, Settled';
    expect(await rowsOf(runner, query)).toEqual([
      [null, false],
      ['2026-05-01T09:00:00.0000000Z', false],
      ['2026-05-01T10:00:00.0000000Z', true],
    ]);
  });

  test('tells which hours of the last week are missing', async () => {
    const archive = await catalogued();
    const now = createdAt + 4 * hourMs;
    await archive.recordListing({
      tenantId,
      contentType: 'Audit.Exchange',
      window: { start: createdAt - 100 * hourMs, end: createdAt - 2 * hourMs },
      listedAt: now,
      pages: 1,
      blobs: [],
    });
    // As in the README.
    const query = `
      let Listed = ContentWindows
        | mv-expand Hour = range(bin(StartTime, 1h), EndTime - 1s, 1h) to typeof(datetime)
        | distinct ContentType, Hour;
      ContentWindows | distinct ContentType
      | extend Hour = range(bin(ago(5d), 1h), bin(now(), 1h) - 1h, 1h)
      | mv-expand Hour to typeof(datetime)
      | join kind=leftanti Listed on ContentType, Hour
      | where Hour > ago(10h)
      | project Hour
      | sort by Hour asc`;
    const hours = await rowsOf(new QueryRunner(archive), query, { now });
    expect(hours).toEqual(
      [8, 10, 11, 12, 13].map((hour) => [`2026-05-01T${String(hour).padStart(2, '0')}:00:00.0000000Z`]),
    );
  });

  test('is a table of subscriptions, as the service listed them last', async () => {
    const archive = await catalogued();
    const runner = new QueryRunner(archive);
    expect(await rowsOf(runner, 'Subscriptions | count')).toEqual([[0]]);
    const webhook = { status: 'expired', address: 'https://collector.example/a', expiration: '2026-05-01T00:00:00Z' };
    await archive.recordSubscriptions(
      tenantId,
      [
        { contentType: 'Audit.Exchange', status: 'enabled', webhook },
        { contentType: 'DLP.All', status: 'none' },
      ],
      createdAt,
    );
    await archive.recordSubscriptions('another', [{ contentType: 'DLP.All', status: 'disabled' }], createdAt);
    const [listed, expired] = ['2026-05-01T10:00:00.0000000Z', '2026-05-01T00:00:00.0000000Z'];
    expect(await rowsOf(runner, 'Subscriptions', { tenantId })).toEqual([
      [tenantId, 'Audit.Exchange', 'enabled', 'https://collector.example/a', 'expired', expired, listed],
      [tenantId, 'DLP.All', 'none', '', '', null, listed],
    ]);
    const notCollected = 'Subscriptions | where Status != "enabled" | project TenantId, ContentType, Status';
    expect(await rowsOf(runner, `${notCollected} | sort by Status asc`)).toEqual([
      ['another', 'DLP.All', 'disabled'],
      [tenantId, 'DLP.All', 'none'],
    ]);
    const listedBefore = `${notCollected} | join kind=inner ContentWindows on TenantId, ContentType | count`;
    expect(await rowsOf(runner, listedBefore)).toEqual([[0]]);
  });

  test('is read anew for each query, for one tenant where it is asked for', async () => {
    const archive = await catalogued();
    const runner = new QueryRunner(archive);
    expect(await rowsOf(runner, 'ContentBlobs | count')).toEqual([[3]]);
    await archive.recordBlobs('another', [listedBlob('more')]);
    expect(await rowsOf(runner, 'ContentBlobs | evaluate pivot(TenantId, count())')).toHaveLength(4);
    expect(await rowsOf(runner, 'ContentBlobs | summarize dcount(TenantId)')).toEqual([[2]]);
    expect(await rowsOf(runner, 'ContentBlobs | count', { tenantId: 'another' })).toEqual([[1]]);
  });

  test('joins with the records', async () => {
    const runner = new QueryRunner(await catalogued());
    const query = 'ContentBlobs | where State == "archived" | join kind=inner AuditRecords on ContentId | project Id';
    expect(await rowsOf(runner, `${query} | sort by Id asc`)).toEqual([['1'], ['2']]);
  });
});

const realRecords = path.resolve(import.meta.dirname, '../../../../../shared/records/real-records.ndjson');

describe.skipIf(!existsSync(realRecords))('real records (needs ../shared/records)', () => {
  const recordShape = z.looseObject({
    Id: z.string(),
    CreationTime: z.string(),
    Workload: z.string(),
    Operation: z.string(),
    UserId: z.string().optional(),
  });
  type PlainRecord = z.infer<typeof recordShape>;

  async function readRecords(): Promise<readonly PlainRecord[]> {
    const lines = (await readFile(realRecords, 'utf8')).trim().split('\n');
    const records = new Map(lines.map((line) => recordShape.parse(JSON.parse(line))).map((item) => [item.Id, item]));
    return [...records.values()];
  }

  const officeWorkloads: ReadonlySet<string> = new Set(['Exchange', 'SharePoint', 'OneDrive', 'MicrosoftTeams']);

  function countBy(records: readonly PlainRecord[], key: (record: PlainRecord) => string): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const item of records) {
      counts[key(item)] = (counts[key(item)] ?? 0) + 1;
    }
    return counts;
  }

  function text(value: unknown): string {
    return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  }

  test('give the answers of a plain script', async () => {
    const archive = await openArchive(await temporaryFolder());
    await importFile(archive, realRecords);
    const runner = new QueryRunner(archive);
    const records = await readRecords();
    const office = records.filter(({ Workload }) => officeWorkloads.has(Workload));

    const counted = async (query: string): Promise<Record<string, unknown>> =>
      Object.fromEntries(await rowsOf(runner, query)) as Record<string, unknown>;
    expect(
      await counted('OfficeActivity | summarize n = count() by k = strcat(OfficeWorkload, "/", Operation)'),
    ).toEqual(countBy(office, ({ Workload, Operation }) => `${Workload}/${Operation}`));
    expect(await counted('OfficeActivity | summarize n = count() by UserId')).toEqual(
      countBy(office, ({ UserId }) => text(UserId)),
    );
    expect(
      await counted('OfficeActivity | summarize n = count() by k = format_datetime(TimeGenerated, "yyyy-MM-dd HH")'),
    ).toEqual(countBy(office, ({ CreationTime }) => CreationTime.slice(0, 13).replace('T', ' ')));
    expect(await counted('OfficeActivity | summarize n = count() by ResultStatus')).toEqual(
      countBy(office, ({ ResultStatus }) => text(ResultStatus)),
    );
    expect(await counted('OfficeActivity | summarize n = count() by Site_Url')).toEqual(
      countBy(office, ({ SiteUrl }) => text(SiteUrl)),
    );

    const parameters = office.flatMap(({ Parameters }) =>
      Array.isArray(Parameters) ? (Parameters as { Name?: string }[]).map(({ Name }) => text(Name)) : [],
    );
    expect(parameters.length).toBeGreaterThan(0);
    const expanded = `OfficeActivity | where isnotempty(Parameters) | mv-expand p = parse_json(Parameters)
      | summarize n = count() by Name = tostring(p.Name)`;
    expect(await counted(expanded)).toEqual(
      parameters.reduce<Record<string, number>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {}),
    );

    const middle = records.map(({ CreationTime }) => CreationTime).toSorted()[Math.floor(records.length / 2)] ?? '';
    expect(await rowsOf(runner, `AuditRecords | where CreationTime >= datetime(${middle}) | count`)).toEqual([
      [records.filter(({ CreationTime }) => CreationTime >= middle).length],
    ]);
    const isMember = ({ RecordType }: PlainRecord): boolean => RecordType === 1;
    expect(await rowsOf(runner, 'OfficeActivity | where RecordType == "ExchangeAdmin" | count')).toEqual([
      [office.filter(isMember).length],
    ]);
  });
});
