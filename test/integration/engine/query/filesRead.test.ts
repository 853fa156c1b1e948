/** Conditions on time, day and content type keep DuckDB from opening files that cannot match: by its own count of the files it read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { Archive } from '../../../../src/engine/archive/archive';
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

async function filesReadBy(query: string): Promise<number> {
  const archive = await Archive.open(folder);
  onTestFinished(() => archive.close());
  const records = await archive.recordSet();
  const session = await QuerySession.open(
    archive.database,
    records,
    new QuerySchema(records.otherKeys),
    new ComputingQueries(),
  );
  try {
    const [statement] = compileKql(query, { tables: session.tables, now: firstDay + days * dayMs });
    const text = statement?.sql ?? '';
    await session.makeViews(text);
    const result = await session.connection.runAndReadAll(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`);
    const plan = planSchema.parse(JSON.parse(z.string().parse(result.getRows()[0]?.[1])));
    return filesRead(plan).reduce((sum, files) => sum + files, 0);
  } finally {
    session.close();
  }
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
