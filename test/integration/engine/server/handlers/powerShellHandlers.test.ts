import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { demoConnection, type Connection } from '../../../../../src/core/api/connection';
import { temporaryFolder, tenantId } from '../../../../unit/engine/archive/archiveFixture';
import { firstDay, keptRecord } from '../../../../unit/engine/data/keptRecords';
import { TestHost } from '../testHost';

const connection: Connection = { ...demoConnection, id: 'real', name: 'Real', cloud: 'enterprise', tenantId };

test('cells are translated with the variables of those before, checked together, and completed', async () => {
  const folder = await temporaryFolder();
  const host = await TestHost.start();
  const records = path.join(folder, 'in.ndjson');
  await writeFile(records, `${keptRecord(tenantId, '1', 'Audit.Exchange', firstDay).text}\n`);
  await host.request('m365Audit/importFiles', { connection, places: [records] });

  const first = await host.request('m365Audit/translatePowerShell', {
    connection,
    text: '$r = Get-AuditRecord -Exchange',
  });
  expect(first.statements).toEqual([]);
  const second = await host.request('m365Audit/translatePowerShell', {
    connection,
    text: '$r | select -First 1 Id | fl\nInvoke-EXRMStopSubscription -DLP',
    scope: first.scope,
  });
  expect(second.statements).toMatchObject([
    { kind: 'query', display: 'list' },
    { kind: 'action', changesService: true },
  ]);
  const [query] = second.statements;
  const [result] = await host.request('m365Audit/runQuery', {
    connection,
    language: 'kql',
    text: query?.kind === 'query' ? query.kql : '',
    firstRows: 5,
  });
  expect(result?.rows).toEqual([['1']]);

  const cells = ['$x = 1', '$x', 'Get-Nothing'];
  const diagnosed = await host.request('m365Audit/diagnosePowerShell', { connection: null, cells });
  expect(diagnosed.map((found) => found.length)).toEqual([0, 0, 1]);

  const completed = await host.request('m365Audit/completePowerShell', {
    connection,
    earlier: ['$mine = 1'],
    text: 'Get-Audit',
    offset: 9,
  });
  const labels = completed.items.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['Get-AuditRecord', '$mine']));
});
