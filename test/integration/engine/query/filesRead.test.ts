/** Conditions on time, day and content type keep DuckDB from opening files that cannot match: by its own count of the files it read. */
import { glob, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { Archive } from '../../../../src/engine/archive/archive';
import { mergeFiles } from '../../../../src/engine/archive/compaction/mergeFiles';
import { QuerySchema } from '../../../../src/engine/query/querySchema';
import { ComputingQueries } from '../../../../src/engine/query/computingQueries';
import { QuerySession } from '../../../../src/engine/query/querySession';
import { blobOf, record, tenantId } from '../../../unit/engine/archive/archiveFixture';

const firstDay = Date.UTC(2026, 4, 1);
const days = 6;
let folder: string;

/** Six days with a file for each of two content types. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-test-'));
  const archive = await Archive.open(folder);
  for (let day = 0; day < days; day++) {
    const CreationTime = new Date(firstDay + day * dayMs + dayMs / 2).toISOString().slice(0, 19);
    await archive.addBlobs(tenantId, [
      blobOf(`e${day}`, [record(`e${day}`, { CreationTime, Workload: 'Exchange' })], 'Audit.Exchange'),
      blobOf(`s${day}`, [record(`s${day}`, { CreationTime, Workload: 'SharePoint' })], 'Audit.SharePoint'),
    ]);
  }
  await archive.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const planSchema = z.object({
  extra_info: z.record(z.string(), z.unknown()).optional(),
  get children(): z.ZodOptional<z.ZodArray<typeof planSchema>> {
    return z.array(planSchema).optional();
  },
});
type PlanNode = z.infer<typeof planSchema>;

/** What each scan read, in the order of the plan. */
function filesRead({ extra_info: info, children = [] }: PlanNode): number[] {
  const own = info?.['Total Files Read'];
  return [...(typeof own === 'string' ? [Number(own)] : []), ...children.flatMap(filesRead)];
}

/** Runs SQL that is made of the SQL of a query over an archive. */
async function rowsOfSql(
  archiveFolder: string,
  tenant: string | undefined,
  query: string,
  makeSql: (text: string) => string,
): Promise<readonly (readonly unknown[])[]> {
  const archive = await Archive.open(archiveFolder);
  onTestFinished(() => archive.close());
  const records = await archive.recordSet(tenant);
  const schema = new QuerySchema(records.otherKeys);
  const session = await QuerySession.open(archive.database, records, schema, new ComputingQueries());
  try {
    const [statement] = compileKql(query, { tables: session.tables, now: firstDay + days * dayMs });
    const text = statement?.sql ?? '';
    await session.makeViews(text);
    return (await session.connection.runAndReadAll(makeSql(text))).getRows();
  } finally {
    session.close();
  }
}

async function filesReadBy(query: string): Promise<number> {
  const rows = await rowsOfSql(folder, undefined, query, (text) => `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`);
  const plan = planSchema.parse(JSON.parse(z.string().parse(rows[0]?.[1])));
  return filesRead(plan).reduce((sum, files) => sum + files, 0);
}

test.each<[query: string, files: number]>([
  ['AuditRecords | summarize count() by Operation', 12],
  ['AuditExchange | summarize count() by Operation', 6],
  ['AuditRecords | where ContentType == "Audit.Exchange" | summarize count() by Operation', 6],
  ['AuditRecords | where CreationTime >= datetime(2026-05-05) | summarize count() by Operation', 4],
  ['AuditRecords | where CreationTime > ago(2d) | summarize count() by Operation', 4],
  ['AuditRecords | where CreationTime between (datetime(2026-05-02) .. 1h) | summarize count() by Operation', 2],
  ['AuditRecords | where CreationTime between (startofday(ago(1d)) .. now()) | summarize count() by Operation', 2],
  ['let since = ago(1d); AuditRecords | where CreationTime >= since | summarize count() by Operation', 2],
  ['let later = (t: datetime) { AuditRecords | where CreationTime >= t }; later(ago(3d)) | summarize count() by Id', 6],
  ['OfficeActivity | where TimeGenerated >= ago(1d) | summarize count() by Operation', 2],
  [
    'OfficeActivity | where OfficeWorkload == "Exchange" and TimeGenerated < datetime(2026-05-02) | summarize count() by UserId',
    2,
  ],
  [
    'AuditExchange | where CreationTime >= ago(1d) | project Id | join (AuditSharePoint | where CreationTime < datetime(2026-05-03) | project Id) on Id',
    3,
  ],
  [
    'union (AuditExchange | where CreationTime >= ago(1d)), (AuditSharePoint | where CreationTime >= ago(2d)) | summarize count() by Id',
    3,
  ],
  ['AuditRecords | where CreationTime >= ago(1d) | search "Exchange" | summarize count() by Id', 2],
])('only files that can match are read: %s', async (query, files) => {
  expect(await filesReadBy(query)).toBe(files);
});

describe('row groups that cannot match are not read: what is in them is spoilt, which no query notices', () => {
  const spoiltTenant = 'bbbbbbbb-0000-4000-8000-000000000002';
  const recordCount = 45_000;
  const workloads = ['Exchange', 'OneDrive', 'SharePoint'];
  let large: string;

  /** Of each tenant a file as compaction writes it: a day, with another workload in each third of it. */
  beforeAll(async () => {
    large = await mkdtemp(path.join(tmpdir(), 'm365-audit-test-'));
    const archive = await Archive.open(large);
    for (const tenant of [tenantId, spoiltTenant]) {
      const records = Array.from({ length: recordCount }, (_, index) =>
        record(`${tenant} ${index}`, {
          OrganizationId: tenant,
          CreationTime: new Date(firstDay + Math.floor((index * dayMs) / recordCount)).toISOString().slice(0, 19),
          Workload: workloads[Math.floor((index * workloads.length) / recordCount)],
        }),
      );
      await archive.addBlobs(tenant, [blobOf(tenant, records, 'Audit.General')]);
    }
    for await (const name of glob('records/**/*.parquet', { cwd: large })) {
      const file = path.join(large, name);
      await mergeFiles(archive.database, [file], `${file}.merged`, new AbortController().signal);
      await rename(`${file}.merged`, file);
    }
    await archive.close();
    // An open archive goes by what it has read of a file.
    const merged = await Archive.open(large);
    for await (const name of glob(`records/TenantId=${spoiltTenant}/**/*.parquet`, { cwd: large })) {
      await spoilFirstGroup(path.join(large, name), merged);
    }
    await merged.close();
  }, 60_000);

  afterAll(() => rm(large, { recursive: true, force: true }));

  const countBy = async (condition: string, tenant?: string): Promise<unknown> =>
    rowsOfSql(
      large,
      tenant,
      `AuditRecords | ${condition} | summarize count() by Operation | project count_`,
      (text) => text,
    );

  test.each<[condition: string, tenant: string | undefined, count: number]>([
    ['where true', tenantId, 45_000],
    [`where OrganizationId == "${tenantId}"`, undefined, 45_000],
    [`where OrganizationId in ("${tenantId}", "another")`, undefined, 45_000],
    ['where Workload == "SharePoint"', spoiltTenant, 15_000],
    ['where Workload in ("SharePoint", "Teams")', spoiltTenant, 15_000],
    // Between the first and the last name of each row group: the Bloom filter tells.
    ['where Workload == "MicrosoftTeams"', spoiltTenant, 0],
    ['where CreationTime >= datetime(2026-05-01T12:00)', spoiltTenant, 22_500],
    ['where CreationTime between (datetime(2026-05-01T12:00) .. 12h)', spoiltTenant, 22_500],
  ])('%s', async (condition, tenant, count) => {
    expect(await countBy(condition, tenant)).toEqual(count === 0 ? [] : [[BigInt(count)]]);
  });

  test.each(['where true', 'where Workload == "Exchange"', 'where CreationTime < datetime(2026-05-01T12:00)'])(
    'but those that can match are: %s',
    async (condition) => {
      await expect(countBy(condition, spoiltTenant)).rejects.toThrow();
    },
  );
});

/** Writes over the pages of the first row group of a Parquet file. */
async function spoilFirstGroup(file: string, { database }: Archive): Promise<void> {
  const connection = await database.connect();
  const result = await connection.runAndReadAll(
    `SELECT min(least(data_page_offset, dictionary_page_offset)), max(data_page_offset) + 1
      FROM parquet_metadata('${file}') WHERE row_group_id = 0`,
  );
  connection.closeSync();
  const [start, end] = result.getRows()[0]?.map(Number) ?? [];
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc((end ?? 0) - (start ?? 0), 0xff), 0, undefined, start);
  await handle.close();
}
