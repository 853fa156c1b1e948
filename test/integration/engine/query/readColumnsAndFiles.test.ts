import { describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { QuerySchema } from '../../../../src/engine/query/querySchema';
import { ComputingQueries } from '../../../../src/engine/query/computingQueries';
import { QuerySession } from '../../../../src/engine/query/querySession';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../unit/engine/archive/archiveFixture';

const now = Date.UTC(2026, 4, 2);

describe('a query reads only', () => {
  /** How DuckDB runs a query: what it says of each scan. */
  async function planOf(query: string): Promise<string> {
    const archive = await openArchive(await temporaryFolder());
    const day = (number: number, fields: { readonly Workload?: string }): object[] => [
      record(`${number}a ${fields.Workload}`, {
        OrganizationId: tenantId,
        CreationTime: `2026-05-0${number}T09:00:00`,
        UserId: 'u',
        ...fields,
      }),
      record(`${number}b ${fields.Workload}`, {
        CreationTime: `2026-05-0${number}T23:59:59`,
        UserId: 'v',
        ...fields,
      }),
    ];
    await archive.addBlobs(tenantId, [
      blobOf('b1', [...day(1, {}), ...day(2, {}), ...day(3, {}), record('key', { OnlyHere: 1 })]),
      blobOf('b2', [...day(1, { Workload: 'SharePoint' }), ...day(2, { Workload: 'OneDrive' })], 'Audit.SharePoint'),
    ]);
    const records = await archive.recordSet();
    const schema = new QuerySchema(records.otherKeys);
    const session = await QuerySession.open(archive.database, records, schema, new ComputingQueries());
    const [statement] = compileKql(query, { tables: schema.tables, now });
    await session.makeViews(statement?.sql ?? '');
    const plan = await session.connection.runAndReadAll(`EXPLAIN ANALYZE ${statement?.sql}`);
    session.close();
    return plan
      .getRows()
      .join('\n')
      .replaceAll(/[│\s]+/g, ' ');
  }

  test('the columns that are named, and no JSON', async () => {
    const plan = await planOf('AuditRecords | summarize count() by UserId');
    expect(plan).toContain('Projections: UserId ');
    expect(plan).not.toContain('Record ');
    expect(plan).not.toContain('json');
  });

  test.each([
    ['AuditRecords | count', 5],
    ['AuditRecords | where CreationTime > datetime(2026-05-03)', 1],
    ['AuditRecords | where UserId == "u" | where CreationTime >= datetime(2026-05-03T09:00:00) | project Id', 1],
    ['AuditRecords | where CreationTime between (datetime(2026-05-01T10:00) .. 1h)', 2],
    ['AuditRecords | where datetime(2026-05-02T00:00:00) > CreationTime and UserId == "u" | count', 2],
    ['AuditRecords | where ContentType == "Audit.SharePoint" | count', 2],
    [
      'AuditRecords | where ContentType in ("Audit.SharePoint", "DLP.All") and CreationTime < datetime(2026-05-02) | count',
      1,
    ],
    ['AuditSharePoint | summarize count() by UserId', 2],
    ['AuditExchange | where CreationTime == datetime(2026-05-02T09:00:00) | count', 1],
    ['OfficeActivity | where TimeGenerated > ago(30d) | where TimeGenerated >= datetime(2026-05-03) | count', 1],
  ])('the files that can match: %s', async (query, files) => {
    expect(/Total Files Read: (\d+)/.exec(await planOf(query))?.[1]).toBe(String(files));
  });

  test.each([
    ['AuditRecords | where CreationTime > datetime(2026-05-01T10:00:00) | count', /Filters: .*CreationTime>/],
    ['AuditRecords | where Workload == "OneDrive" | count', /Filters: .*Workload='OneDrive'/],
    ['AuditRecords | where OrganizationId == "11112222" | count', /EMPTY_RESULT|Filters: .*OrganizationId='11112222'/],
    ['OfficeActivity | where OfficeWorkload == "OneDrive" | count', /Filters: .*Workload='OneDrive'/],
  ])('the row groups that can match: %s', async (query, filter) => {
    expect(await planOf(query)).toMatch(filter);
  });

  test.each([
    ['where CreationTime < datetime(2026-05-01T23:59:59)', ['1a']],
    [
      'where CreationTime <= datetime(2026-05-01T23:59:59) | where CreationTime > datetime(2026-05-01T09:00:00)',
      ['1b'],
    ],
  ])('and miss no row: %s', async (condition, ids) => {
    const archive = await openArchive(await temporaryFolder());
    const records = [
      record('1a', { CreationTime: '2026-05-01T09:00:00' }),
      record('1b', { CreationTime: '2026-05-01T23:59:59' }),
      record('2', { CreationTime: '2026-05-02T00:00:00' }),
      record('none', { CreationTime: 'never' }),
    ];
    await archive.addBlobs(tenantId, [blobOf('b1', records)]);
    const [result] = await new QueryRunner(archive).run(`AuditRecords | ${condition} | project Id`, {
      language: 'kql',
      now,
    });
    expect(await result?.readRows(0, ids.length + 1)).toEqual(ids.map((id) => [id]));
    await result?.dispose();
  });
});
